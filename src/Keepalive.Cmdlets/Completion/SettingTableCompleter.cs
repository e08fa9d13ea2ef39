using System.Collections;
using Keepalive.Configuration;

namespace Keepalive.Commands;

/// <summary>Completes a table of settings with its first entry.</summary>
public sealed class SettingTableCompleter : ListCompleter
{
    private protected override IEnumerable<Suggestion> Suggest(IDictionary? bound) =>
        ConfigurationSettings.All.Select(static setting => new Suggestion(
            setting.Name, setting.Description, $"@{{ {setting.Name} = {CompletionText.Quoted(setting.Default ?? string.Empty)} }}"));
}
