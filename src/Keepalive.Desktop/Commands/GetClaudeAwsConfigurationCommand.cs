using System.Management.Automation;

namespace Keepalive.Commands;

/// <summary>Shows the settings as they count now, each with where it comes from.</summary>
[Cmdlet(VerbsCommon.Get, "ClaudeAwsConfiguration")]
[OutputType(typeof(ClaudeAwsSetting))]
public sealed class GetClaudeAwsConfigurationCommand : CompanionCmdlet
{
    private WildcardPattern? _pattern;

    /// <summary>The names; wildcards are fine. Without it, all settings.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(SettingNameCompleter))]
    public string[]? Name { get; set; }

    /// <summary>The profile whose own settings count too.</summary>
    [Parameter]
    [Alias("Profile")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ProfileNameCompleter))]
    public string? ProfileName { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (string name in Name ?? ["*"])
        {
            _pattern = Wildcards.PatternOf(name);
            CmdletParameters parameters = CmdletParameters.Of(this);
            parameters["Name"] = _pattern is null ? name : null;
            Run(parameters);
        }
    }

    private protected override void Receive(string type, CompanionObject value)
    {
        if (_pattern?.IsMatch(value.Text("Name")) != false)
        {
            base.Receive(type, value);
        }
    }
}
