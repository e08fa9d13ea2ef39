using System.Management.Automation;

namespace Keepalive.Commands;

/// <summary>
/// Says whether a session is usable: one Boolean a profile. "No" is an answer; that the question could not be answered
/// is an error beside the <c>false</c>.
/// </summary>
[Cmdlet(VerbsDiagnostic.Test, "ClaudeAwsSession", DefaultParameterSetName = AnswerSet)]
[OutputType(typeof(bool), ParameterSetName = [AnswerSet])]
[OutputType(typeof(string), ParameterSetName = [HookSet])]
public sealed class TestClaudeAwsSessionCommand : CompanionCmdlet
{
    private const string AnswerSet = "Answer";
    private const string HookSet = "Hook";

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
    public TimeSpan Timeout { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (!AsHook)
        {
            Run();
        }
        else if (ClientAnswer.Of("check --as-hook" + (ProfileName is null ? string.Empty : " --profile " + ClientAnswer.Quoted(ProfileName)), Programs) is { } answer)
        {
            WriteObject(answer);
        }
    }
}
