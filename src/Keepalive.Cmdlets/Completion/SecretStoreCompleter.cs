using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using Keepalive.Configuration;
using Keepalive.Secrets;

namespace Keepalive.Commands;

/// <summary>Completes the names of stores, those of other platforms too; none is touched.</summary>
public sealed class SecretStoreCompleter : IArgumentCompleter
{
    /// <summary>The names that begin with what was typed.</summary>
    /// <param name="commandName">Not used.</param>
    /// <param name="parameterName">Not used.</param>
    /// <param name="wordToComplete">What was typed, with the opening quote if there is one.</param>
    /// <param name="commandAst">Not used.</param>
    /// <param name="fakeBoundParameters">Not used.</param>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        SecretStoreNames.All
            .Where(name => name.StartsWith((wordToComplete ?? string.Empty).Trim('\'', '"'), StringComparison.OrdinalIgnoreCase))
            .Select(static name => new CompletionResult(name));
}
