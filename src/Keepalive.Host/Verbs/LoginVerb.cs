using Keepalive.Host.Output;
using Keepalive.SingleSignOn.SignIn;

namespace Keepalive.Host.Verbs;

/// <summary><c>claude-aws login</c>: signs in to IAM Identity Center, or joins the sign-in that another process began.</summary>
internal static class LoginVerb
{
    /// <summary>Beyond the budget, for what comes before and after the watching.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(5);

    public static int Run(string? profile, SignInOptions options) =>
        VerbRunner.Run(options.Budget + Margin, cancellationToken => LoginAsync(profile, options, cancellationToken));

    /// <summary>Ends what <c>login</c> has left running.</summary>
    public static int Cancel(string? profile, TimeSpan timeout) => VerbRunner.Run(timeout, async cancellationToken =>
    {
        foreach (CancelledSignIn ended in await SignInClient.CancelAsync(profile, SystemEnvironment.Current, TimeProvider.System, cancellationToken).ConfigureAwait(false))
        {
            SignInText.Write(ended.Sentence + "\n");
        }

        return ExitStatus.Fine;
    });

    private static async ValueTask<int> LoginAsync(string? requested, SignInOptions options, CancellationToken cancellationToken)
    {
        SignInProfile login = await SignInProfile.ReadAsync(requested, SystemEnvironment.Current, TimeProvider.System, cancellationToken).ConfigureAwait(false);
        var client = new SignInClient(SystemEnvironment.Current, login.Session, WorkerCommand.For(login.Profile.Name), TimeProvider.System);
        SignInResult result;
        try
        {
            result = await client
                .RunAsync(login.Decide(options), new SignInText(login.Session.DisplayName), cancellationToken)
                .ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (client.FindRunning() is { } running)
        {
            ErrorOutput.Write(running.Sentence, advice: null);
            throw;
        }

        SignInText.Write(result.WasGood
            ? $"Already signed in to '{VisibleText.Line(result.Session)}'. The token is valid until {Timestamp.Format(result.Expires)}. To sign in anyway, add --force.\n"
            : $"Signed in to '{VisibleText.Line(result.Session)}'. The token is valid until {Timestamp.Format(result.Expires)}.\n");
        return ExitStatus.Fine;
    }
}
