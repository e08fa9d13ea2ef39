using System.CommandLine;
using System.CommandLine.Parsing;

namespace Keepalive.Host.Verbs;

/// <summary>Rules between the options of one verb.</summary>
internal static class CommandRules
{
    /// <summary>
    /// Adds a rule. Where it asks for the value of an option that can't be read, or that is being typed (Tab), the library throws; it has a
    /// sentence of its own for that option, so that the rule says nothing.
    /// </summary>
    public static void AddRule(this Command command, Action<CommandResult> rule) => command.Validators.Add(result =>
    {
        try
        {
            rule(result);
        }
        catch (InvalidOperationException)
        {
            // See above.
        }
    });
}
