using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace Keepalive.Commands;

/// <summary>
/// Offers the words of a list that begin with what was typed, and never a file name: an empty answer is one too, where no answer would let
/// PowerShell list the folder. Runs no process and uses no network. Throws nothing, because an error during typing would not help; the cmdlet
/// itself reports the problem.
/// </summary>
public abstract class ListCompleter : IArgumentCompleter
{
    private protected ListCompleter()
    {
    }

    /// <summary>The words that begin with what was typed, in the list's order.</summary>
    /// <param name="commandName">Not used.</param>
    /// <param name="parameterName">Not used.</param>
    /// <param name="wordToComplete">What was typed, with the opening quote if there is one.</param>
    /// <param name="commandAst">Not used.</param>
    /// <param name="fakeBoundParameters">The other arguments of the line.</param>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        string typed = (wordToComplete ?? string.Empty).Trim('\'', '"');
        try
        {
            return [.. Suggest(fakeBoundParameters)
                .Where(word => word.Name.StartsWith(typed, StringComparison.OrdinalIgnoreCase) && word.Name.Length > 0 && VisibleText.Is(word.Name))
                .Select(static word => new CompletionResult(
                    word.Expression ?? CompletionText.For(word.Name), word.Name, CompletionResultType.ParameterValue, word.Tip ?? word.Name))];
        }
#pragma warning disable CA1031 // See the class.
        catch (Exception)
        {
            return [];
        }
#pragma warning restore CA1031
    }

    /// <summary>The whole list.</summary>
    /// <param name="bound">The other arguments of the line; null if there are none.</param>
    private protected abstract IEnumerable<Suggestion> Suggest(IDictionary? bound);
}
