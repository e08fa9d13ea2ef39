using System.Globalization;
using System.Management.Automation;
using Keepalive.Configuration;
using Keepalive.Login;

namespace Keepalive.Commands;

/// <summary>Sets or removes one setting of the configuration file. Comments and order are kept.</summary>
[Cmdlet(VerbsCommon.Set, "ClaudeAwsConfiguration", DefaultParameterSetName = ValueSet, SupportsShouldProcess = true)]
[OutputType(typeof(ClaudeAwsSetting))]
public sealed class SetClaudeAwsConfigurationCommand : KeepaliveCmdlet
{
    private const string ValueSet = "Value";
    private const string UnsetSet = "Unset";

    /// <summary>The setting's name, as in the file.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(SettingNameCompleter))]
    public string Name { get; set; } = null!;

    /// <summary>Its value: text, minutes or a Boolean.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true, ParameterSetName = ValueSet)]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(SettingValueCompleter))]
    public object Value { get; set; } = null!;

    /// <summary>Removes the setting, so that the default is used.</summary>
    [Parameter(Mandatory = true, ParameterSetName = UnsetSet)]
    public SwitchParameter Unset { get; set; }

    /// <summary>The profile that gets it for its own; without it, it is for all.</summary>
    [Parameter]
    [Alias("Profile")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ProfileNameCompleter))]
    public string? ProfileName { get; set; }

    /// <summary>Gives the setting out as it counts afterwards.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => ForRecord(Change);

    private void Change()
    {
        object? given = Unset ? null : LanguagePrimitives.ConvertTo<PSObject>(Value).BaseObject;
        string? value = given switch
        {
            null => null,
            TimeSpan time => time.TotalMinutes.ToString(CultureInfo.InvariantCulture),
            string or bool or Enum => given.ToString(),
            IConvertible and not DateTime and IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            _ => throw KeepaliveErrors.SettingOfOtherType(Name, given.GetType().Name),
        };
        var editor = new ConfigurationEditor(SystemEnvironment.Current, TimeProvider.System, () => RecipeNames.Find(SystemEnvironment.Current, TimeProvider.System));
        ConfigurationEdit edit = editor.Plan(Name, value, ProfileName);
        if (edit.Doubt is { } doubt)
        {
            WriteWarning(doubt);
        }

        if (!edit.IsChange)
        {
            WriteVerbose($"{edit.Path} already has this value.");
        }
        else if (ShouldProcess(edit.Path, edit.ToString()))
        {
            Await("Changing a setting", "Waiting for another program that changes settings", stop => editor.ApplyAsync(Name, value, ProfileName, stop));
        }
        else
        {
            return;
        }

        ConfigurationReport report = ConfigurationReport.Make(SystemEnvironment.Current, ProfileName, TimeProvider.System);
        if (report.Overruled(Name) is { } stronger)
        {
            WriteWarning($"'{Name}' is still {stronger.Value}, because {stronger.Origin} overrides the configuration file.");
        }

        if (PassThru)
        {
            WriteObject(new ClaudeAwsSetting(report.Find(Name), ProfileName));
        }
    }
}
