using Keepalive.Configuration;
using Keepalive.Host.Output;
using Keepalive.Platform.Time;
using Keepalive.Sessions;

namespace Keepalive.Host.Verbs;

/// <summary><c>claude-aws check</c>: good or not, as an exit status.</summary>
internal static class CheckVerb
{
    public static int Run(string? profile, bool quiet, TimeSpan minimumRemaining, TimeSpan timeout) =>
        quiet ? Quietly(profile, minimumRemaining, timeout) : VerbRunner.Run(timeout, token => CheckAsync(profile, quiet: false, minimumRemaining, timeout, token));

    /// <summary>The status without the words.</summary>
    private static int Quietly(string? profile, TimeSpan minimumRemaining, TimeSpan timeout) => VerbRunner.Run(timeout, async token =>
    {
        try
        {
            return await CheckAsync(profile, quiet: true, minimumRemaining, timeout, token).ConfigureAwait(false);
        }
        catch (KeepaliveException exception)
        {
            return ExitStatus.Of(exception.Code);
        }
    });

    private static async ValueTask<int> CheckAsync(string? profile, bool quiet, TimeSpan minimumRemaining, TimeSpan timeout, CancellationToken cancellationToken)
    {
        TimeProvider clock = TimeProvider.System;
        SystemEnvironment environment = SystemEnvironment.Current;
        var reader = new SessionReader(environment, ConfigurationFile.Read(environment, clock), clock);
        SessionSnapshot session = await reader.RequireAsync(profile, minimumRemaining, Deadline.After(clock, timeout), cancellationToken).ConfigureAwait(false);
        if (!quiet && session.ExpiryDoubt is { } doubt)
        {
            ErrorOutput.Write($"the expiry of the credential is uncertain: {doubt}.");
        }

        return ExitStatus.Fine;
    }
}
