using System.Globalization;
using System.Management.Automation;

namespace Keepalive.Commands;

/// <summary>Sets or removes one setting of the configuration file. Comments and order are kept.</summary>
[Cmdlet(VerbsCommon.Set, "ClaudeAwsConfiguration", DefaultParameterSetName = ValueSet, SupportsShouldProcess = true)]
[OutputType(typeof(ClaudeAwsSetting))]
public sealed class SetClaudeAwsConfigurationCommand : CompanionCmdlet
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
    protected override void ProcessRecord()
    {
        CmdletParameters parameters = CmdletParameters.Of(this);
        if (!Unset)
        {
            object value = LanguagePrimitives.ConvertTo<PSObject>(Value).BaseObject;
            string? text = value switch
            {
                TimeSpan time => time.TotalMinutes.ToString(CultureInfo.InvariantCulture),
                string or bool or Enum => value.ToString(),
                IConvertible and not DateTime and IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
                _ => null,
            };
            parameters[text is null ? "OtherType" : "Value"] = text ?? value.GetType().Name;
        }

        Run(parameters);
    }
}
