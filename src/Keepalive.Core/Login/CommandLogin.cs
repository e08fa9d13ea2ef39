using System.Security.Cryptography;
using Keepalive.Platform.Processes;
using Keepalive.Prompts;

namespace Keepalive.Login;

/// <summary>
/// <c>autoLoginCmd</c>: a line for the platform's shell, without a terminal and with empty input. What it prints may be a secret,
/// so it is not shown. The AWS keys of this environment are not passed to it.
/// </summary>
/// <param name="command">The line.</param>
/// <param name="profile">The profile, which it finds in CLAUDE_AWS_PROFILE.</param>
internal sealed class CommandLogin(string command, string profile) : IAutoLogin
{
    /// <summary>Set for the command, so that a refresh that it starts does not wait for the command itself.</summary>
    public const string Variable = "CLAUDE_AWS_AUTO_LOGIN";

    private const int OutputLimit = 4 * 1024 * 1024;

    /// <summary>Claude Code's own limit, and cc-aws-keepalive's.</summary>
    public static readonly TimeSpan DefaultLimit = TimeSpan.FromMinutes(3);

    public TimeSpan Limit { get; init; } = DefaultLimit;

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>The pause that all profiles of the account share; null where no account is named.</summary>
    public Func<LoginBreaker>? Breaker { get; init; }

    public string Setting => "autoLoginCmd";

    public async Task<string?> RunAsync(IProgress<LoginNotice> notices, IPersonPrompt prompt, CancellationToken cancellationToken)
    {
        if (Breaker is not null)
        {
            await Breaker().CheckAsync(fingerprint: null, cancellationToken).ConfigureAwait(false);
        }

        using var limit = new CancellationTokenSource(Limit, Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            ChildCommand shell = ChildCommand.OfShell(command) with { EnvironmentChanges = Variables(), TreeMark = Guid.NewGuid().ToString("N") };
            ChildOutcome outcome = await ChildProcess.RunAsync(shell, OutputLimit, either.Token).ConfigureAwait(false);
            CryptographicOperations.ZeroMemory(outcome.StandardOutput);
            return outcome switch
            {
                { OutputLimitExceeded: true } => "printed more than 4 MiB and was stopped",
                { Signal: { } signal } => $"was stopped by signal {signal}",
                { ExitCode: not 0 } => $"ended with exit status {outcome.ExitCode}",
                _ => null,
            };
        }
        catch (ChildStartException exception)
        {
            return $"could not be started: {exception.Reason}";
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return $"took longer than {Duration.Format(Limit)} and was stopped with its child processes";
        }
    }

    public async Task RememberAsync(KeepaliveException? failure, CancellationToken cancellationToken)
    {
        if (Breaker is not null && failure is null)
        {
            await Breaker().SucceededAsync(cancellationToken).ConfigureAwait(false);
        }
        else if (Breaker is not null && KeepaliveErrorCode.Has(failure!.Code, ErrorTrait.FailedLogin))
        {
            await Breaker().FailedAsync(failure.Code, fingerprint: null, cancellationToken).ConfigureAwait(false);
        }
    }

    private Dictionary<string, string?> Variables() => new(SecretVariables.Removed)
    {
        ["CLAUDE_AWS_PROFILE"] = profile,
        [Variable] = profile,
    };
}
