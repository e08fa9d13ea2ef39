using Keepalive.Sessions;
using Keepalive.SignIn;
using Keepalive.Workers;

namespace Keepalive.Host.Verbs;

/// <summary><c>claude-aws sign-in-worker</c>, started by <c>login</c>: its output is not shown, its state is in the ledger.</summary>
internal static class SignInWorkerVerb
{
    /// <summary>Beyond the sign-in's own limit, for its last words.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(2);

    public static int Run(string? profile, SignInOptions options) => VerbRunner.Run(SignInOptions.Limit + Margin, async cancellationToken =>
    {
        SignInProfile login = await SignInProfile.ReadAsync(profile, SystemEnvironment.Current, TimeProvider.System, cancellationToken).ConfigureAwait(false);
        await SignInProcess.SignInAsync(SystemEnvironment.Current, login, login.Decide(options), TimeProvider.System, cancellationToken).ConfigureAwait(false);
        return ExitStatus.Fine;
    });
}
