using Keepalive.Sessions;
using Keepalive.SignIn;
using Keepalive.Workers;

namespace Keepalive.Host.Cmdlets;

/// <summary>A session, as the module's ClaudeAwsSession takes it.</summary>
internal static class SessionObject
{
    public static void Write(CmdletContext context, SessionSnapshot session)
    {
        CmdletMessage message = context.Object("ClaudeAwsSession");
        message.Line("Profile", session.Profile);
        message.Line("ChosenBy", session.ChosenBy);
        message.Text("Source", session.Source?.ToString());
        message.Line("Location", session.Location);
        message.Text("MaskedAccessKey", session.MaskedAccessKeyId);
        message.Time("Expires", session.Expires);
        message.Line("ExpirySource", session.ExpirySource);
        message.Line("ExpiryDoubt", session.ExpiryDoubt);
        message.Span("Remaining", session.Remaining);
        message.Text("TimeLeft", session.Remaining is { } left ? (left < TimeSpan.Zero ? "-" : string.Empty) + Duration.Format(left) : null);
        message.Span("ClockSkew", session.ClockSkew);
        message.Text("Verdict", session.Verdict.ToString());
        message.Text("ErrorId", session.ErrorCode);
        message.Line("Note", session.Note);
        message.Flag("IsUsable", session.IsUsable);
        message.Line("AutoLoginHold", session.Hold?.Sentence);
        message.Time("PasswordRejected", session.Hold?.PasswordRejected);
        message.Time("MfaCoolDownEnds", session.Hold?.CoolDownEnds);
        if (session.SignIn is { } running)
        {
            message.Object("SignIn");
            message.Line("Name", running.Name);
            message.Flag("IsAutomatic", running.Flow == SignInFlow.Command);
            message.Time("Started", running.Started);
            message.Line("Address", running.Address);
            message.Line("UserCode", running.UserCode);
            message.Line("Number", running.Number);
            message.Line("Asks", running.Asks);
            message.Line("Question", running.Question);
            message.End();
        }

        message.End();
        message.Send();
    }

    public static string Sentence(SignInStatus running) => running switch
    {
        { Question: { } question } => $"The automatic login of '{running.Name}' asks you for {Article.With(running.Asks)}: {question}",
        { Flow: SignInFlow.Command } => $"The automatic login of '{running.Name}' is running.{(running.Number is null ? string.Empty : $" The number to match is {running.Number}.")}",
        { Address: null } => $"A sign-in to '{running.Name}' has not reached AWS yet.",
        _ => $"A sign-in to '{running.Name}' waits for you. Open {running.Address}{(running.UserCode is null ? string.Empty : $" and compare the code {running.UserCode}")}",
    };
}
