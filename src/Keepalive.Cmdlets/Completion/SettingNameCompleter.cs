using System.Collections;
using Keepalive.Configuration;

namespace Keepalive.Commands;

/// <summary>Completes the names of settings, each with what it is for.</summary>
public sealed class SettingNameCompleter : ListCompleter
{
    private protected override IEnumerable<Suggestion> Suggest(IDictionary? bound) =>
        ConfigurationSettings.All.Select(static setting => new Suggestion(setting.Name, setting.Description));
}
