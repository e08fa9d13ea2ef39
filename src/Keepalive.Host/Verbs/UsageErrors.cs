using System.CommandLine;
using System.CommandLine.Parsing;
using Keepalive.Host.Output;

namespace Keepalive.Host.Verbs;

/// <summary>Tells what is wrong with a command line, what may have been meant, and where the help is.</summary>
internal static class UsageErrors
{
    /// <summary>Below it a letter more or less makes another word.</summary>
    private const int ShortestWord = 2;

    public static int Tell(ParseResult result)
    {
        string? meant = Meant(result);

        // A verb that is misspelt is missing, too: one of the two says all.
        bool isMisspelt = result.UnmatchedTokens.Count > 0 && result.Errors.Count > 1;
        foreach (ParseError error in result.Errors.Where(error => !(isMisspelt && error.SymbolResult is CommandResult && !result.UnmatchedTokens.Any(error.Message.Contains))))
        {
            ErrorOutput.Write(error.Message);
        }

        ErrorOutput.Write(meant is null ? $"see '{Path(result.CommandResult)} --help'." : $"did you mean {meant}? See '{Path(result.CommandResult)} --help'.");
        return ExitStatus.Usage;
    }

    /// <summary>The verb or option that is spelt nearly like the first unknown word.</summary>
    private static string? Meant(ParseResult result)
    {
        Command command = result.CommandResult.Command;
        string? word = result.UnmatchedTokens.FirstOrDefault(static token => token.Length >= ShortestWord);
        if (word is null)
        {
            return null;
        }

        string name = word.Split('=', 2)[0];
        IEnumerable<string> known = name.StartsWith('-')
            ? Options(result.CommandResult).Where(static option => !option.Hidden).SelectMany(static option => option.Aliases.Prepend(option.Name)).Where(static alias => alias.StartsWith("--", StringComparison.Ordinal))
            : command.Subcommands.Where(static verb => !verb.Hidden).Select(static verb => verb.Name);
        return NearestNames.Of(name, known.Distinct()) is [var nearest, ..] ? $"'{nearest}'" : null;
    }

    private static IEnumerable<Option> Options(CommandResult command) =>
        command.Command.Options.Concat(command.Parent is CommandResult parent ? Options(parent).Where(static option => option.Recursive) : []);

    private static string Path(CommandResult command) =>
        (command.Parent is CommandResult parent ? Path(parent) + " " : string.Empty) + (command.Command is RootCommand ? "claude-aws" : command.Command.Name);
}
