using Keepalive.Host.Output;
using Keepalive.SignIn;

namespace Keepalive.Host.Verbs;

/// <summary><c>claude-aws logout</c>: ends the session at the service and removes what this machine has of it.</summary>
internal static class LogoutVerb
{
    public static int Run(string? profile, bool isDryRun, TimeSpan timeout) => VerbRunner.Run(timeout, async cancellationToken =>
    {
        SignInProfile login = await SignInProfile.ReadAsync(profile, SystemEnvironment.Current, TimeProvider.System, cancellationToken).ConfigureAwait(false);
        if (isDryRun)
        {
            string forecast = await SignOut
                .ForecastAsync(SystemEnvironment.Current, login.Profile, login.Session, TimeProvider.System, cancellationToken)
                .ConfigureAwait(false);
            SignInText.Write(VisibleText.Line(forecast) + "\n");
            return ExitStatus.Fine;
        }

        SignOutResult result = await SignOut
            .RunAsync(SystemEnvironment.Current, login.Profile, login.Session, timeout, TimeProvider.System, cancellationToken)
            .ConfigureAwait(false);
        if (result.Problem is { } problem)
        {
            ErrorOutput.Write($"the token could not be revoked at the service: {problem}", "The token was deleted from this machine. At the service it expires later.");
        }

        SignInText.Write(VisibleText.Line(result.Sentence) + "\n");
        return ExitStatus.Fine;
    });
}
