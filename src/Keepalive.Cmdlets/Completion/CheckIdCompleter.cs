using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using Keepalive.Diagnostics;

namespace Keepalive.Commands;

/// <summary>Completes the ids of the doctor's checks, each with what it looks for.</summary>
public sealed class CheckIdCompleter : IArgumentCompleter
{
    /// <summary>The ids that begin with what was typed.</summary>
    /// <param name="commandName">Not used.</param>
    /// <param name="parameterName">Not used.</param>
    /// <param name="wordToComplete">What was typed, with the opening quote if there is one.</param>
    /// <param name="commandAst">Not used.</param>
    /// <param name="fakeBoundParameters">Not used.</param>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        string typed = (wordToComplete ?? string.Empty).Trim('\'', '"');
        return DiagnosticCatalog.Titles
            .Where(check => check.Id.StartsWith(typed, StringComparison.OrdinalIgnoreCase))
            .Select(static check => new CompletionResult(check.Id, $"{check.Id} {check.Title}", CompletionResultType.ParameterValue, check.Title));
    }
}
