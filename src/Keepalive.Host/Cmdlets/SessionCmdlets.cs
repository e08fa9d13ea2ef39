using Keepalive.Configuration;
using Keepalive.Diagnostics.Explanation;
using Keepalive.Login;
using Keepalive.Platform.Time;
using Keepalive.Sessions;
using Keepalive.SignIn;

namespace Keepalive.Host.Cmdlets;

/// <summary>The cmdlets that tell what a profile has.</summary>
internal static class SessionCmdlets
{
    public static Task GetAsync(CmdletContext context)
    {
        if (context.Request.Flag("AsPrompt"))
        {
            context.Write(PromptSegment.Read(context.Request.Profile, context.Environment, context.Clock));
            return Task.CompletedTask;
        }

        if (context.Request.Flag("Explain"))
        {
            return ExplainAsync(context);
        }

        context.IsForAll = true;
        KeepaliveConfiguration configuration = ConfigurationFile.Read(context.Environment, context.Clock);
        context.IsForAll = false;
        context.Warn(configuration.Problems);
        var reader = new SessionReader(context.Environment, configuration, context.Clock);
        if (!context.Request.Flag("All"))
        {
            return InspectAsync(context, reader);
        }

        foreach (SessionSnapshot session in reader.LookAll())
        {
            SessionObject.Write(context, session);
        }

        return Task.CompletedTask;
    }

    public static async Task TestAsync(CmdletContext context)
    {
        context.IsForAll = true;
        var reader = new SessionReader(context.Environment, ConfigurationFile.Read(context.Environment, context.Clock), context.Clock);
        context.IsForAll = false;
        try
        {
            context.Begin("Testing an AWS session", $"Waiting for the source of {context.Target}");
            SessionSnapshot session = await reader.ReadAsync(context.Request.Profile, Limit(context), context.Stop).ConfigureAwait(false);
            context.Verbose($"{session.Profile ?? "environment variables"}: {session.Verdict}, chosen by {session.ChosenBy}; {Describe(session)}.");
            context.Write(session.Lasts(context.Request.Time("MinimumRemaining") ?? TimeSpan.Zero));
        }
        catch (KeepaliveException exception) when (exception.Code == KeepaliveErrorCode.CredentialNotFound)
        {
            context.Verbose(exception.Message);
            context.Write(false);
        }
        catch (KeepaliveException exception)
        {
            context.Fail(exception);
            context.Write(false);
        }
    }

    private static async Task InspectAsync(CmdletContext context, SessionReader reader)
    {
        string? name = context.Request.Profile;
        context.Begin("Reading an AWS session", $"Waiting for the source of {context.Target}");

        // First, and also where there is nothing else to tell: it is why there is nothing.
        AutoLoginHold? hold = await reader.FindHoldAsync(name, context.Stop).ConfigureAwait(false);
        if (hold is not null)
        {
            context.Warn(hold.Sentence);
        }

        SignInStatus? signIn = await reader.FindSignInAsync(name, context.Stop).ConfigureAwait(false);
        if (signIn is not null)
        {
            context.Warn(SessionObject.Sentence(signIn));
        }

        SessionSnapshot session = await reader.ReadAsync(name, Limit(context), context.Stop).ConfigureAwait(false);
        SessionObject.Write(context, session with { Hold = hold, SignIn = signIn });
    }

    private static async Task ExplainAsync(CmdletContext context)
    {
        context.Begin("Explaining an AWS session", $"Waiting for the source of {context.Target}");
        var options = new ExplanationOptions(context.Request.Profile, context.Request.Location, context.Request.Flag("Offline"));
        CredentialExplanation explanation = await Explainer.ExplainAsync(context.Environment, options, Limit(context), context.Clock, context.Stop).ConfigureAwait(false);
        foreach (ExplanationStep step in explanation.Steps)
        {
            CmdletMessage message = context.Object("ClaudeAwsExplanationStep");
            message.Line("Profile", explanation.Profile);
            message.Text("Topic", step.Topic.ToString());
            message.Text("Mark", step.Mark.ToString());
            message.Line("Text", step.Text);
            message.Line("File", step.File);
            message.Number("Line", step.Line);
            message.End();
            message.Send();
        }

        context.Verbose(explanation.Sentence);
    }

    private static Deadline Limit(CmdletContext context) => Deadline.After(context.Clock, context.Request.Time("Timeout") ?? Deadline.DefaultLimit);

    private static string Describe(SessionSnapshot session) => session.Remaining is { } remaining
        ? $"{Duration.Format(remaining)} {(remaining < TimeSpan.Zero ? "past its expiry" : "left")} (read from {session.ExpirySource})"
        : "its expiry is unknown";
}
