using System.Management.Automation;
using Keepalive.Configuration;
using Keepalive.Platform.Time;
using Keepalive.Sessions;

namespace Keepalive.Commands;

/// <summary>
/// Says whether a session is usable: one Boolean a profile. "No" is an answer; that the question could not be answered
/// is an error beside the <c>false</c>.
/// </summary>
[Cmdlet(VerbsDiagnostic.Test, "ClaudeAwsSession", DefaultParameterSetName = AnswerSet)]
[OutputType(typeof(bool), ParameterSetName = [AnswerSet])]
[OutputType(typeof(string), ParameterSetName = [HookSet])]
public sealed class TestClaudeAwsSessionCommand : KeepaliveCmdlet
{
    private const string AnswerSet = "Answer";
    private const string HookSet = "Hook";

    private SessionReader? _reader;

    /// <summary>The profile; without it, the one in use. Only one: PowerShell treats a list of two false values as true.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Profile")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ProfileNameCompleter))]
    public string? ProfileName { get; set; }

    /// <summary>Answers a hook of Claude Code: its JSON on standard input, ours as text; never an error.</summary>
    [Parameter(Mandatory = true, ParameterSetName = HookSet)]
    public SwitchParameter AsHook { get; set; }

    /// <summary>The session has to last at least this much longer: seconds or a TimeSpan.</summary>
    [Parameter(ParameterSetName = AnswerSet)]
    [DurationArgument]
    [ArgumentCompleter(typeof(SecondsCompleter))]
    public TimeSpan MinimumRemaining { get; set; }

    /// <summary>The time for everything, credential_process included: seconds or a TimeSpan.</summary>
    [Parameter(ParameterSetName = AnswerSet)]
    [DurationArgument(MustBePositive = true)]
    [ArgumentCompleter(typeof(SecondsCompleter))]
    public TimeSpan Timeout { get; set; } = Deadline.DefaultLimit;

    /// <inheritdoc/>
    protected override void BeginProcessing() => _reader = AsHook ? null : ForAll(static () => new SessionReader(
        SystemEnvironment.Current, ConfigurationFile.Read(SystemEnvironment.Current, TimeProvider.System), TimeProvider.System));

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (AsHook)
        {
            if (HookExit.AnswerHook(ProfileName, ModuleFolder.FullPath) is { } answer)
            {
                WriteObject(answer);
            }

            return;
        }

        try
        {
            SessionSnapshot session = Await(
                "Testing an AWS session",
                $"Waiting for the source of {(ProfileName is null ? "the profile in use" : $"profile '{ProfileName}'")}",
                stop => _reader!.ReadAsync(ProfileName, Deadline.After(TimeProvider.System, Timeout), stop));
            WriteVerbose($"{new ClaudeAwsSession(session)}, chosen by {session.ChosenBy}; {Describe(session)}.");
            WriteObject(session.Lasts(MinimumRemaining));
        }
        catch (KeepaliveException exception) when (exception.Code == KeepaliveErrorCode.CredentialNotFound)
        {
            WriteVerbose(exception.Message);
            WriteObject(false);
        }
        catch (KeepaliveException exception)
        {
            WriteError(ErrorRecords.From(exception));
            WriteObject(false);
        }
    }

    private static string Describe(SessionSnapshot session) => session.Remaining is { } remaining
        ? $"{Duration.Format(remaining)} {(remaining < TimeSpan.Zero ? "past its expiry" : "left")} (read from {session.ExpirySource})"
        : "its expiry is unknown";
}
