using System.Management.Automation;

namespace Keepalive.Commands;

/// <summary>Gives the credential of a profile, as an object or as text. One that has expired is an error, never an output.</summary>
[Cmdlet(VerbsCommon.Get, "ClaudeAwsCredential", DefaultParameterSetName = ObjectSet)]
[OutputType(typeof(ClaudeAwsCredential), ParameterSetName = [ObjectSet])]
[OutputType(typeof(string), ParameterSetName = [JsonSet, TextSet])]
public sealed class GetClaudeAwsCredentialCommand : CompanionCmdlet
{
    private const string ObjectSet = "Object";
    private const string JsonSet = "Json";
    private const string TextSet = "Text";

    /// <summary>The profiles; without it, the one in use.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Profile")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ProfileNameCompleter))]
    public string[]? ProfileName { get; set; }

    /// <summary>One line of JSON as Claude Code's awsCredentialExport takes it: short for -Format Claude.</summary>
    [Parameter(Mandatory = true, ParameterSetName = JsonSet)]
    public SwitchParameter AsJson { get; set; }

    /// <summary>Text in this format, one string without a line end.</summary>
    [Parameter(Mandatory = true, ParameterSetName = TextSet)]
    public ClaudeAwsCredentialFormat Format { get; set; }

    /// <summary>The time for everything, credential_process included: seconds or a TimeSpan.</summary>
    [Parameter]
    [DurationArgument(MustBePositive = true)]
    [ArgumentCompleter(typeof(SecondsCompleter))]
    public TimeSpan Timeout { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => RunEach(ProfileName);
}
