using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using Keepalive.Profiles;

namespace Keepalive.Commands;

/// <summary>
/// Completes profile names from the shared files: no process, no network, and no exception, because an error while
/// typing would not help. The command itself will report the problem of the file.
/// </summary>
public sealed class ProfileNameCompleter : IArgumentCompleter
{
    /// <summary>The names that begin with what was typed, in the files' order.</summary>
    /// <param name="commandName">Not used.</param>
    /// <param name="parameterName">Not used.</param>
    /// <param name="wordToComplete">What was typed, with the opening quote if there is one.</param>
    /// <param name="commandAst">Not used.</param>
    /// <param name="fakeBoundParameters">Not used.</param>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        try
        {
            string typed = (wordToComplete ?? string.Empty).Trim('\'', '"');
            return ProfileFiles.Read(ProfileFileLocations.Find(SystemEnvironment.Current), TimeProvider.System).ProfileNames()
                .Where(name => name.Length > 0 && VisibleText.Is(name) && name.StartsWith(typed, StringComparison.OrdinalIgnoreCase))
                .Select(static name => new CompletionResult(CompletionText.For(name), name, CompletionResultType.ParameterValue, name))
                .ToArray();
        }
#pragma warning disable CA1031 // See the class.
        catch (Exception)
        {
            return [];
        }
#pragma warning restore CA1031
    }
}
