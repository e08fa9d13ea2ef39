using Keepalive.Configuration;

namespace Keepalive.Sessions;

/// <summary>The state of a session in a few words, for a shell's prompt. Only reads a few small files: it starts no process, calls no service and does not wait.</summary>
public static class PromptSegment
{
    /// <summary>Reads the state. A prompt can't show an error, so the text is empty in that case.</summary>
    /// <param name="requested">The profile, or null for the one in use.</param>
    /// <param name="environment">The variables and the platform.</param>
    /// <param name="clock">The machine's clock.</param>
    public static string Read(string? requested, SystemEnvironment environment, TimeProvider clock)
    {
        try
        {
            return Words(new SessionReader(environment, ConfigurationFile.Read(environment, clock), clock).Look(requested));
        }
        catch (KeepaliveException)
        {
            return string.Empty;
        }
    }

    private static string Words(SessionSnapshot session)
    {
        string? state = session switch
        {
            { IsSigningIn: true } => "signing in",
            { HasEnded: true, EndsWithinMinute: true } => "expiring",
            { HasEnded: true, KeyLeft: null, TokenLeft: null, ErrorCode: KeepaliveErrorCode.SignInRequired } => "signed out",
            { HasEnded: true } => "expired",
            { IsAlive: true, Left: { } left } => Duration.Format(WholeMinutes(left)),
            { IsAlive: true, KeyLeft: { } left, Renewal: not SessionRenewal.Silently } => Duration.Format(WholeMinutes(left)),
            { IsAlive: true } => "ok",
            _ => null,
        };
        return state is null ? string.Empty : session.Profile is { } profile ? $"{VisibleText.Line(profile)} {state}" : state;
    }

    /// <summary>A prompt is visible for a long time, so seconds would soon be wrong.</summary>
    private static TimeSpan WholeMinutes(TimeSpan left) => left < TimeSpan.FromMinutes(1) ? left : TimeSpan.FromMinutes((int)left.TotalMinutes);
}
