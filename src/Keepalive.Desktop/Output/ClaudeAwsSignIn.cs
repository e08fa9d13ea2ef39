using System.Globalization;
using Keepalive.Commands;

namespace Keepalive;

/// <summary>A sign-in to IAM Identity Center, or with <c>aws login</c>, that holds. Holds no secret.</summary>
public sealed class ClaudeAwsSignIn
{
    internal ClaudeAwsSignIn(CompanionObject from)
    {
        Session = from.Text("Session") ?? string.Empty;
        Expires = from.Time("Expires") ?? default;
        WasGood = from.Flag("WasGood");
    }

    /// <summary>The name of the sso-session; the start URL for a profile without one.</summary>
    public string Session { get; }

    /// <summary>The access token's end, UTC. With a refresh token the session lasts longer.</summary>
    public DateTimeOffset Expires { get; }

    /// <summary><see cref="Expires"/> in this machine's time zone, as text: <c>2026-11-21 15:41</c>.</summary>
    public string ExpiresLocal => LocalTime.Minutes(Expires);

    /// <summary>Nothing was to be done: the token was good already.</summary>
    public bool WasGood { get; }

    /// <summary>The session and its end.</summary>
    public override string ToString() => $"{Session}: until {Expires.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)}";
}
