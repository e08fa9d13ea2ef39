using System.Text;
using Keepalive.Platform.Files;

namespace Keepalive.Credentials;

/// <summary>
/// Whether a role takes the shared MFA session, as AWS has told by refusing it. Some trust policies look at the age of the MFA (MultiFactorAuthAge), so
/// such a role gets a code of its own each time. A role that refused both is left alone for an hour: no person is asked for nothing.
/// </summary>
/// <param name="environment">The variables and the platform.</param>
/// <param name="role">The ARN.</param>
/// <param name="source">The access key id that assumes it.</param>
/// <param name="clock">The machine's clock.</param>
internal sealed class RoleMfa(SystemEnvironment environment, string role, string source, TimeProvider clock)
{
    private const string Direct = "direct";
    private const string Denied = "denied";
    private const int MaximumLength = 4096;

    private static readonly TimeSpan DirectFor = TimeSpan.FromDays(30);
    private static readonly TimeSpan DeniedFor = TimeSpan.FromHours(1);

    /// <summary>The role needs a code with each request.</summary>
    public bool IsDirect => Is(Direct, DirectFor);

    /// <summary>The role refused a code of its own a short time ago.</summary>
    public bool IsDenied => Is(Denied, DeniedFor);

    /// <summary>Keeps that a code of its own was accepted.</summary>
    public void RememberDirect() => Write(Direct);

    /// <summary>Keeps that a code of its own was refused as well.</summary>
    public void RememberDenied() => Write(Denied);

    private bool Is(string word, TimeSpan time)
    {
        try
        {
            FileSnapshot snapshot = FileSnapshot.ReadOwn(PathOf(), MaximumLength, clock);
            return snapshot.Exists
                && Encoding.UTF8.GetString(snapshot.Content.Span).Split(' ', StringSplitOptions.TrimEntries) is [var said, var at, var key] && said == word && key == Key()
                && Timestamp.TryRead(at, out DateTimeOffset since) && clock.GetUtcNow() - since is var age && age >= TimeSpan.Zero && age < time;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or KeepaliveException)
        {
            return false;
        }
    }

    private void Write(string word)
    {
        try
        {
            AtomicFile.Write(PathOf(), Encoding.UTF8.GetBytes($"{word} {Timestamp.Format(clock.GetUtcNow())} {Key()}\n"), survivesPowerLoss: false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or KeepaliveException)
        {
            // AWS tells it again.
        }
    }

    private string Key() => Uri.EscapeDataString($"{role}|{source}");

    private string PathOf() => environment.Combine(StatePaths.Of(environment, StatePaths.Roles, "mfa"), StableHash.Of(Key()));
}
