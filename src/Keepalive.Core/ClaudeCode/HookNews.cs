using Keepalive.Sessions;
using Keepalive.SingleSignOn.SignIn;

namespace Keepalive.ClaudeCode;

/// <summary>Decides what is news to a session that was told something before.</summary>
internal static class HookNews
{
    public static HookStage StageOf(SessionOutlook outlook) => outlook switch
    {
        { Verdict: OutlookVerdict.Ended } => HookStage.Ended,
        { Verdict: OutlookVerdict.Alive, Left: { } left } when left <= outlook.Settings.WarnAhead => HookStage.EndsSoon,
        _ => HookStage.Good,
    };

    /// <summary>The message, or null when nothing has changed; and what the session has been told then.</summary>
    public static (string? Message, ToldState Told) Of(SessionOutlook outlook, ToldState before)
    {
        ToldState told = before with { ClockIsOff = outlook.ClockSkew != TimeSpan.Zero, SignIn = SignInOf(outlook) };
        List<string> news = [];
        if (outlook.IsSigningIn)
        {
            // Whether it ends well is told when it has ended.
            if (told.SignIn != before.SignIn)
            {
                news.Add(HookWords.SigningIn(outlook));
            }

            told = told with { Stage = Worse(before.Stage, StageOf(outlook)) };
        }
        else if (outlook.Verdict is OutlookVerdict.Alive or OutlookVerdict.Ended)
        {
            told = told with { Stage = StageOf(outlook) };
            if (told.Stage != before.Stage)
            {
                news.Add(told.Stage switch
                {
                    HookStage.EndsSoon => HookWords.EndsSoon(outlook),
                    HookStage.Ended => HookWords.Ended(outlook),
                    _ => HookWords.Renewed(outlook),
                });
            }
        }

        if (told.ClockIsOff && !before.ClockIsOff)
        {
            news.Add(HookWords.ClockIsOff(outlook));
        }

        return (news.Count == 0 ? null : string.Join('\n', news), told);
    }

    private static string SignInOf(SessionOutlook outlook) =>
        outlook is { IsSigningIn: true, SignIn: { } signIn } ? $"{Timestamp.Format(signIn.Started)} {signIn.Number ?? signIn.UserCode ?? (signIn.Flow == SignInFlow.Command ? signIn.Address : null)}" : string.Empty;

    private static HookStage Worse(HookStage one, HookStage other) => one > other ? one : other;
}
