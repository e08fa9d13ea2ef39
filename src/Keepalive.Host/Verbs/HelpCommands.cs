using System.CommandLine;

namespace Keepalive.Host.Verbs;

/// <summary><c>help</c> and <c>version</c>: the same as <c>--help</c> and <c>--version</c>, for users who type a verb first.</summary>
internal static class HelpCommands
{
    /// <param name="root">The whole command line, whose verbs are offered.</param>
    public static Command Help(Command root)
    {
        var verb = new Argument<string[]>("command")
        {
            Description = "The command, such as install or config set. Without a command, all commands are listed.",
            Arity = ArgumentArity.ZeroOrMore,
            HelpName = "command",
            CompletionSources = { _ => CompletionWords.Visible(Verbs(root).Select(static command => command.Name)) },
        };
        var command = new Command("help", "Show the help of a command. Same as COMMAND --help.") { verb };
        command.AddRule(result =>
        {
            if (FirstUnknown(root, result.GetValue(verb) ?? []) is { } unknown)
            {
                result.AddError($"There is no command '{unknown}'.");
            }
        });
        command.SetAction(result => CommandTree.Run([.. result.GetValue(verb) ?? [], "--help"]));
        return command;
    }

    public static Command Version()
    {
        var command = new Command("version", "Show the version. Same as --version.");
        command.SetAction(static _ => CommandTree.Run(["--version"]));
        return command;
    }

    private static string? FirstUnknown(Command at, string[] words)
    {
        for (int i = 0; i < words.Length; i++)
        {
            if (Verbs(at).FirstOrDefault(command => command.Name == words[i]) is not { } next)
            {
                return string.Join(' ', words[..(i + 1)]);
            }

            at = next;
        }

        return null;
    }

    private static IEnumerable<Command> Verbs(Command command) => command.Subcommands.Where(static one => !one.Hidden);
}
