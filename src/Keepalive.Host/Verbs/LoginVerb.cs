using Keepalive.Configuration;
using Keepalive.Host.Output;
using Keepalive.Prompts.Page;
using Keepalive.SignIn;
using Keepalive.Workers;

namespace Keepalive.Host.Verbs;

/// <summary><c>claude-aws login</c>: signs in a person, or joins the sign-in that another process began.</summary>
internal static class LoginVerb
{
    /// <summary>Beyond the budget, for what comes before and after the watching.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(5);

    public static int Run(string? profile, SignInOptions options, bool isDryRun) =>
        VerbRunner.Run(options.Budget + Margin, cancellationToken => LoginAsync(profile, options, isDryRun, cancellationToken));

    /// <summary>Ends what <c>login</c> has left running.</summary>
    public static int Cancel(string? profile, bool isDryRun, TimeSpan timeout) => VerbRunner.Run(timeout, async cancellationToken =>
    {
        if (isDryRun)
        {
            foreach (string sentence in await SignInClient.ForecastCancelAsync(profile, SystemEnvironment.Current, TimeProvider.System, cancellationToken).ConfigureAwait(false))
            {
                Tell(sentence);
            }

            return ExitStatus.Fine;
        }

        foreach (CancelledSignIn ended in await SignInClient.CancelAsync(profile, SystemEnvironment.Current, TimeProvider.System, cancellationToken).ConfigureAwait(false))
        {
            Tell(ended.Sentence);
        }

        return ExitStatus.Fine;
    });

    private static async ValueTask<int> LoginAsync(string? requested, SignInOptions options, bool isDryRun, CancellationToken cancellationToken)
    {
        SignInProfile login = await SignInProfile.ReadAsync(requested, SystemEnvironment.Current, TimeProvider.System, cancellationToken).ConfigureAwait(false);
        var client = new SignInClient(SystemEnvironment.Current, login.Session, WorkerCommand.For(login.Profile.Name), TimeProvider.System);
        if (isDryRun)
        {
            Tell(await client.ForecastAsync(login.Decide(options), cancellationToken).ConfigureAwait(false));
            return ExitStatus.Fine;
        }

        SignInResult result;
        try
        {
            TerminalPrompt? prompt = TerminalPrompt.Find();
            var rows = new SignInText(login.Session.DisplayName);
            await using RelayedProgress? relay = prompt is null ? null
                : new RelayedProgress(rows, SystemEnvironment.Current, ConfigurationFile.Read(SystemEnvironment.Current, TimeProvider.System), prompt, TimeProvider.System, cancellationToken);
            result = await client
                .RunAsync(login.Decide(options) with { AsksAtTerminal = prompt is not null }, (IProgress<SignInProgress>?)relay ?? rows, cancellationToken)
                .ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (client.FindRunning() is { } running)
        {
            ErrorOutput.Write(running.Sentence, advice: null);
            throw;
        }

        Tell(result.Sentence);
        return ExitStatus.Fine;
    }

    private static void Tell(string sentence) => SignInText.Write(VisibleText.Line(sentence) + "\n");
}
