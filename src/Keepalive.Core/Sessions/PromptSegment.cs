using Keepalive.Configuration;

namespace Keepalive.Sessions;

/// <summary>The state of a session in a few words, for a shell's prompt. Reads a few small files; starts, asks and awaits nothing.</summary>
public static class PromptSegment
{
    /// <summary>Looks. A prompt is no place for an error: whatever is wrong is no words.</summary>
    /// <param name="requested">The profile, or null for the one in use.</param>
    /// <param name="environment">The variables and the platform.</param>
    /// <param name="clock">The machine's clock.</param>
    public static string Read(string? requested, SystemEnvironment environment, TimeProvider clock)
    {
        try
        {
            return Words(new OutlookReader(environment, ConfigurationFile.Read(environment, clock), clock).Read(requested));
        }
        catch (KeepaliveException)
        {
            return string.Empty;
        }
    }

    private static string Words(SessionOutlook outlook)
    {
        string? state = outlook switch
        {
            { IsSigningIn: true } => "signing in",
            { Verdict: OutlookVerdict.Ended } => "expired",
            { Verdict: OutlookVerdict.Alive, Left: { } left } => Duration.Format(WholeMinutes(left)),
            { Verdict: OutlookVerdict.Alive, KeyLeft: { } left, RenewsSilently: false } => Duration.Format(WholeMinutes(left)),
            { Verdict: OutlookVerdict.Alive } => "ok",
            _ => null,
        };
        return state is null ? string.Empty : outlook.Profile is { } profile ? $"{VisibleText.Line(profile)} {state}" : state;
    }

    /// <summary>A prompt stands there for long; seconds would only be wrong.</summary>
    private static TimeSpan WholeMinutes(TimeSpan left) => left < TimeSpan.FromMinutes(1) ? left : TimeSpan.FromMinutes((int)left.TotalMinutes);
}
