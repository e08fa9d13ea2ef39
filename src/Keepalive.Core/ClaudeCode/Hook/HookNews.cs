using Keepalive.Sessions;
using Keepalive.Workers;

namespace Keepalive.ClaudeCode.Hook;

/// <summary>Decides what is news to a session that was told something before.</summary>
internal static class HookNews
{
    public static HookStage StageOf(SessionSnapshot session) => session switch
    {
        { HasEnded: true } => HookStage.Ended,
        { IsAlive: true, Left: { } left } when left <= session.Settings.WarnAhead => HookStage.EndsSoon,
        _ => HookStage.Good,
    };

    /// <summary>The message, or null when nothing has changed; and what the session has been told then.</summary>
    public static (string? Message, HookState Told) Of(SessionSnapshot session, HookState before)
    {
        HookState told = before with { ClockIsOff = session.ClockSkew != TimeSpan.Zero, SignIn = SignInOf(session) };
        List<string> news = [];
        if (session.IsSigningIn)
        {
            // Whether it ends well is told when it has ended.
            if (told.SignIn != before.SignIn)
            {
                news.Add(HookWords.SigningIn(session));
            }

            told = told with { Stage = Worse(before.Stage, StageOf(session)) };
        }
        else if (session.IsAlive || session.HasEnded)
        {
            told = told with { Stage = StageOf(session) };
            if (told.Stage != before.Stage)
            {
                news.Add(told.Stage switch
                {
                    HookStage.EndsSoon => HookWords.EndsSoon(session),
                    HookStage.Ended => HookWords.Ended(session),
                    _ => HookWords.Renewed(session),
                });
            }
        }

        if (told.ClockIsOff && !before.ClockIsOff)
        {
            news.Add(HookWords.ClockIsOff(session));
        }

        return (news.Count == 0 ? null : string.Join('\n', news), told);
    }

    private static string SignInOf(SessionSnapshot session) =>
        session is { IsSigningIn: true, SignIn: { } signIn } ? $"{Timestamp.Format(signIn.Started)} {signIn.Question ?? signIn.Number ?? signIn.UserCode ?? (signIn.Flow == SignInFlow.Command ? signIn.Address : null)}" : string.Empty;

    private static HookStage Worse(HookStage one, HookStage other) => one > other ? one : other;
}
