using Keepalive.Commands;

namespace Keepalive;

/// <summary>
/// A credential. AccessKey, SecretKey and SessionToken are plain text under the names that <c>Set-AWSCredential</c> and
/// its kin take from the pipeline. There is no property ProfileName, StoredCredentials or AWSProfileName: each would
/// bind as well and make that cmdlet's parameter sets ambiguous.
/// </summary>
public sealed class ClaudeAwsCredential
{
    internal ClaudeAwsCredential(CompanionObject from)
    {
        Profile = from.Text("Profile");
        AccessKey = from.Text("AccessKey") ?? string.Empty;
        SecretKey = from.Text("SecretKey") ?? string.Empty;
        SessionToken = from.Text("SessionToken");
        Expiration = from.Time("Expiration");
        Source = from.Word<ClaudeAwsSource>("Source") ?? default;
        Location = from.Text("Location") ?? string.Empty;
        MaskedAccessKey = from.Text("MaskedAccessKey") ?? string.Empty;
    }

    /// <summary>The profile; null for keys in environment variables.</summary>
    public string? Profile { get; }

    /// <summary>The access key id.</summary>
    public string AccessKey { get; }

    /// <summary>The secret access key, in plain text.</summary>
    public string SecretKey { get; }

    /// <summary>The session token, in plain text; null for a long-lived key.</summary>
    public string? SessionToken { get; }

    /// <summary>
    /// When it ends; null when nothing tells. A DateTimeOffset, because PowerShell compares one rightly with the local
    /// <c>Get-Date</c> and with UTC alike, while it compares two DateTimes by their clock faces.
    /// </summary>
    public DateTimeOffset? Expiration { get; }

    /// <summary><see cref="Expiration"/> in this machine's time zone, as text: <c>2026-11-21 15:41:01</c>.</summary>
    public string? ExpirationLocal => Expiration is { } end ? LocalTime.Seconds(end) : null;

    /// <summary>The kind of source.</summary>
    public ClaudeAwsSource Source { get; }

    /// <summary>File and line, variables or program; never a secret.</summary>
    public string Location { get; }

    /// <summary>The access key id with its middle hidden.</summary>
    public string MaskedAccessKey { get; }

    /// <summary>The masked key and the location: a credential in a string shows no secret.</summary>
    public override string ToString() => $"{MaskedAccessKey} ({Location})";
}
