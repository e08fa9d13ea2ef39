using System.Management.Automation;
using Keepalive.Configuration;

namespace Keepalive.Commands;

/// <summary>Shows the settings as they count now, each with where it comes from.</summary>
[Cmdlet(VerbsCommon.Get, "ClaudeAwsConfiguration")]
[OutputType(typeof(ClaudeAwsSetting))]
public sealed class GetClaudeAwsConfigurationCommand : KeepaliveCmdlet
{
    private ConfigurationReport? _report;

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
    protected override void BeginProcessing()
    {
        _report = ForAll(() => ConfigurationReport.Make(SystemEnvironment.Current, ProfileName, TimeProvider.System));
        Warn(_report.Problems);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (string name in Name ?? ["*"])
        {
            if (!WildcardPattern.ContainsWildcardCharacters(name) || PatternOf(name) is not { } pattern)
            {
                ForRecord(() => Write(_report!.Find(name)));
                continue;
            }

            foreach (EffectiveSetting setting in _report!.Settings.Where(setting => pattern.IsMatch(setting.Setting.Name)))
            {
                Write(setting);
            }
        }
    }

    /// <summary>Null for what only looks like one, an open bracket for instance.</summary>
    private static WildcardPattern? PatternOf(string name)
    {
        try
        {
            var pattern = WildcardPattern.Get(name, WildcardOptions.IgnoreCase);
            _ = pattern.IsMatch(string.Empty);
            return pattern;
        }
        catch (WildcardPatternException)
        {
            return null;
        }
    }

    private void Write(EffectiveSetting setting) => WriteObject(new ClaudeAwsSetting(setting, ProfileName));
}
