using Keepalive.Aws.AccessKeys;
using Keepalive.Aws.Profiles;
using Keepalive.Platform.Processes;

namespace Keepalive.Credentials;

/// <summary>
/// Runs the program of <c>credential_process</c>: without a shell, without a terminal, with the remaining part of the
/// caller's time, its whole tree ended with it. Its standard error is dropped: it is where such programs put secrets.
/// </summary>
internal sealed class CredentialProcessSource(SystemEnvironment environment) : ICredentialSource
{
    /// <summary>As much as the JavaScript SDK takes.</summary>
    private const int OutputLimit = 1024 * 1024;

    public CredentialSourceKind Kind => CredentialSourceKind.CredentialProcess;

    public bool IsNamedBy(AwsProfile profile) => profile["credential_process"] is { Value.Length: > 0 };

    public async ValueTask<AwsCredential> GetAsync(CredentialRequest request, CancellationToken cancellationToken)
    {
        string profile = request.Profile.Name;
        ProfileProperty setting = request.Profile["credential_process"]!;
        IReadOnlyList<string> words = Split(profile, setting);
        string program = Path.GetFileName(words[0]);
        string chain = ProcessChain.Extend(environment, profile, words);

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(request.Deadline.Require($"The program of profile '{profile}'", profile));
        var command = new ChildCommand(words[0], [.. words.Skip(1)])
        {
            EnvironmentChanges = new Dictionary<string, string?> { [ProcessChain.Variable] = chain },
        };
        try
        {
            ChildOutcome outcome = await ChildProcess.RunAsync(command, OutputLimit, limit.Token).ConfigureAwait(false);
            return outcome switch
            {
                { OutputLimitExceeded: true } => throw KeepaliveErrors.CredentialProcessOutputInvalid(profile, program, "printed more than 1 MiB"),
                { Signal: { } signal } => throw KeepaliveErrors.CredentialProcessFailed(profile, program, $"was stopped by signal {signal}"),
                { ExitCode: not 0 } => throw KeepaliveErrors.CredentialProcessFailed(profile, program, $"ended with exit status {outcome.ExitCode}"),
                _ => CredentialProcessOutput.Read(outcome.StandardOutput, profile, program),
            };
        }
        catch (ChildStartException exception)
        {
            throw KeepaliveErrors.CredentialProcessNotStarted(profile, words[0], exception.Reason, CredentialProcessAdvice.Of(words, environment.IsWindows), exception);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw request.Deadline.TimedOut($"The credential_process of profile '{profile}' ({program})", profile);
        }
    }

    private IReadOnlyList<string> Split(string profile, ProfileProperty setting)
    {
        try
        {
            return ProgramLine.Split(setting.Value, environment.IsWindows);
        }
        catch (FormatException exception)
        {
            throw KeepaliveErrors.CredentialProcessInvalid(profile, setting.ToString(), exception.Message);
        }
    }
}
