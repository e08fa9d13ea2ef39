using Keepalive.Sessions;
using Keepalive.SignIn;
using Keepalive.Tokens;

namespace Keepalive.Host.Verbs;

/// <summary><c>claude-aws token-worker</c>, started by a process that needs a token: its output is not shown, its state is in the ledger.</summary>
internal static class TokenWorkerVerb
{
    /// <summary>Beyond the worker's own limit, for its last words.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(1);

    /// <summary>Read by hand, as its launcher writes it: a process waits for the token, and a command-line library takes longer than the renewal.</summary>
    public static bool TryRun(string[] arguments, out int status)
    {
        const string Profile = "--profile=";
        bool isOurs = arguments is [TokenWorker.Verb, var profile, ..] && profile.StartsWith(Profile, StringComparison.Ordinal);
        status = isOurs ? Run(arguments[1][Profile.Length..], arguments.Contains("--anew")) : 0;
        return isOurs;
    }

    private static int Run(string profile, bool anew) => VerbRunner.Run(TokenWorker.Limit + Margin, async cancellationToken =>
    {
        SignInProfile login = await SignInProfile.ReadAsync(profile, SystemEnvironment.Current, TimeProvider.System, cancellationToken).ConfigureAwait(false);
        await SignInProcess.RenewAsync(SystemEnvironment.Current, login, anew, TimeProvider.System, cancellationToken).ConfigureAwait(false);
        return ExitStatus.Fine;
    });
}
