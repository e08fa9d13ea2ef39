using Keepalive.Configuration;
using Keepalive.Host.Verbs;
using Keepalive.Platform.Time;
using Keepalive.Prompts;
using Keepalive.Prompts.Page;
using Keepalive.SignIn;
using Keepalive.Workers;

namespace Keepalive.Host.Cmdlets;

/// <summary>The cmdlets that sign a person in and out.</summary>
internal static class SignInCmdlets
{
    private const string Activity = "Signing in to AWS";

    public static async Task ConnectAsync(CmdletContext context)
    {
        CmdletRequest request = context.Request;
        if (request.Flag("Cancel"))
        {
            await CancelAsync(context).ConfigureAwait(false);
            return;
        }

        context.Begin(Activity, "Reading the profile");
        SignInProfile login = await SignInProfile.ReadAsync(request.Profile, context.Environment, context.Clock, context.Stop).ConfigureAwait(false);
        SignInOptions options = login.Decide(new SignInOptions
        {
            UseDeviceCode = request.Flag("UseDeviceCode"),
            Remote = request.Flag("Remote"),
            Browser = request.Text("Browser"),
            NoBrowser = request.Flag("NoBrowser"),
            Force = request.Flag("Force"),
            Budget = request.Time("Timeout") ?? SignInOptions.DefaultBudget,
        });
        string session = login.Session.DisplayName;
        var client = new SignInClient(context.Environment, login.Session, WorkerCommand.For(login.Profile.Name), context.Clock);

        // What is good already needs no confirmation.
        context.Begin(Activity, "Reading the token");
        SignInResult? result = await client.FindGoodAsync(options, context.Stop).ConfigureAwait(false);
        if (result is null && await context.ShouldProcessAsync($"sign-in session '{session}' of profile '{login.Profile.Name}'", login.Action).ConfigureAwait(false))
        {
            context.Begin(Activity, $"Preparing the sign-in to '{session}'");
            IPersonPrompt? prompt = context.Prompt;
            var guide = new CmdletGuide(context, session);
            await using RelayedProgress? relay = prompt is null ? null
                : new RelayedProgress(guide, context.Environment, ConfigurationFile.Read(context.Environment, context.Clock), prompt, context.Clock, context.Stop);
            result = await client.RunAsync(options with { AsksAtTerminal = prompt is not null }, (IProgress<SignInProgress>?)relay ?? guide, context.Stop).ConfigureAwait(false);
        }

        if (result is not null)
        {
            CmdletMessage message = context.Object("ClaudeAwsSignIn");
            message.Line("Session", result.Session);
            message.Time("Expires", result.Expires);
            message.Flag("WasGood", result.WasGood);
            message.End();
            message.Send();
        }
    }

    public static async Task DisconnectAsync(CmdletContext context)
    {
        context.Begin("Signing out of AWS", "Reading the profile");
        SignInProfile login = await SignInProfile.ReadAsync(context.Request.Profile, context.Environment, context.Clock, context.Stop).ConfigureAwait(false);
        string session = login.Session.DisplayName;
        if (!await context.ShouldProcessAsync($"sign-in session '{session}' of profile '{login.Profile.Name}'", login.LeavingAction).ConfigureAwait(false))
        {
            return;
        }

        context.Begin("Signing out of AWS", $"Revoking the token of '{session}'");
        SignOutResult result = await SignOut
            .RunAsync(context.Environment, login.Profile, login.Session, context.Request.Time("Timeout") ?? Deadline.DefaultLimit, context.Clock, context.Stop).ConfigureAwait(false);
        if (result.HasCancelled)
        {
            context.Inform(result.Sentence);
        }
        else
        {
            context.Verbose(result.Sentence);
        }

        if (result.Problem is { } problem)
        {
            context.Warn($"The token could not be revoked at the service: {problem} The token was deleted from this machine. At the service it expires later.");
        }
    }

    private static async Task CancelAsync(CmdletContext context)
    {
        if (!await context.ShouldProcessAsync($"the sign-in of profile '{context.Request.Profile ?? "in use"}'", "Cancel").ConfigureAwait(false))
        {
            return;
        }

        context.Begin("Cancelling the sign-in", "Stopping the background process");
        foreach (CancelledSignIn ended in await SignInClient.CancelAsync(context.Request.Profile, context.Environment, context.Clock, context.Stop).ConfigureAwait(false))
        {
            context.Inform(ended.Sentence);
        }
    }
}
