using System.Collections;
using Keepalive.Aws.Profiles;
using Keepalive.Configuration;
using Keepalive.Login;
using Keepalive.Secrets;

namespace Keepalive.Commands;

/// <summary>Completes the value of the setting that the same command line names, where the values can be listed.</summary>
public sealed class SettingValueCompleter : ListCompleter
{
    private protected override IEnumerable<Suggestion> Suggest(IDictionary? bound)
    {
        string? name = bound?["Name"] as string;
        ConfigurationSetting? setting = ConfigurationSettings.All.FirstOrDefault(candidate => candidate.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        IEnumerable<string> values = setting switch
        {
            null => [],
            { Kind: SettingKind.Choice } => setting.Choices,
            { Kind: SettingKind.Flag } => ["true", "false"],
            { Name: "recipe" } => RecipeNames.Find(SystemEnvironment.Current, TimeProvider.System),
            { Name: "profile" } => ProfileFiles.Read(ProfileFileLocations.Find(SystemEnvironment.Current), TimeProvider.System).ProfileNames(),
            { Name: "loginAccount" } => AccountNames.Find(SystemEnvironment.Current, TimeProvider.System),
            { Default: { } usual } => [usual],
            _ => [],
        };
        return values.Select(value => new Suggestion(value, setting!.Description));
    }
}
