using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using Keepalive.Configuration;

namespace Keepalive.Commands;

/// <summary>Completes the names of settings, each with what it is for.</summary>
public sealed class SettingNameCompleter : IArgumentCompleter
{
    /// <summary>The names that begin with what was typed.</summary>
    /// <param name="commandName">Not used.</param>
    /// <param name="parameterName">Not used.</param>
    /// <param name="wordToComplete">What was typed, with the opening quote if there is one.</param>
    /// <param name="commandAst">Not used.</param>
    /// <param name="fakeBoundParameters">Not used.</param>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        string typed = (wordToComplete ?? string.Empty).Trim('\'', '"');
        return ConfigurationSettings.All
            .Where(setting => setting.Name.StartsWith(typed, StringComparison.OrdinalIgnoreCase))
            .Select(static setting => new CompletionResult(setting.Name, setting.Name, CompletionResultType.ParameterValue, setting.Description))
            .ToArray();
    }
}
