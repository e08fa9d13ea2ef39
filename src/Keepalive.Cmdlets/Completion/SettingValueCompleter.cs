using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using Keepalive.Configuration;
using Keepalive.Login;

namespace Keepalive.Commands;

/// <summary>Completes the value of the setting that the same command line names, where the values can be listed.</summary>
public sealed class SettingValueCompleter : IArgumentCompleter
{
    /// <summary>The values that begin with what was typed.</summary>
    /// <param name="commandName">Not used.</param>
    /// <param name="parameterName">Not used.</param>
    /// <param name="wordToComplete">What was typed, with the opening quote if there is one.</param>
    /// <param name="commandAst">Not used.</param>
    /// <param name="fakeBoundParameters">It contains the setting's name.</param>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        string? name = fakeBoundParameters?["Name"] as string;
        ConfigurationSetting? setting = ConfigurationSettings.All.FirstOrDefault(candidate => candidate.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        if (setting is null)
        {
            return [];
        }

        IEnumerable<string> values = setting switch
        {
            { Kind: SettingKind.Choice } => setting.Choices,
            { Kind: SettingKind.Flag } => ["true", "false"],
            { Name: "recipe" } => RecipeNames.Find(SystemEnvironment.Current, TimeProvider.System),
            { Name: "profile" } => [.. new ProfileNameCompleter().CompleteArgument(commandName, parameterName, wordToComplete, commandAst, fakeBoundParameters!).Select(static match => match.ListItemText)],
            { Default: { } usual } => [usual],
            _ => [],
        };

        // If nothing can be listed, an empty result would make PowerShell offer file names, which no setting accepts: the typed word is returned.
        string typed = (wordToComplete ?? string.Empty).Trim('\'', '"');
        CompletionResult[] matches =
        [
            .. values.Where(value => value.StartsWith(typed, StringComparison.OrdinalIgnoreCase))
                .Select(value => new CompletionResult(CompletionText.For(value), value, CompletionResultType.ParameterValue, setting.Description)),
        ];
        return matches.Length > 0 || typed.Length == 0 ? matches : [new CompletionResult(wordToComplete!, typed, CompletionResultType.ParameterValue, $"{setting.Name} must be {setting.Expected}")];
    }
}
