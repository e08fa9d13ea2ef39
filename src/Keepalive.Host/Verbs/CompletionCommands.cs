using System.CommandLine;
using Keepalive.Host.Output;

namespace Keepalive.Host.Verbs;

/// <summary><c>completion SHELL</c>: the script that makes a shell ask for suggestions when Tab is pressed.</summary>
internal static class CompletionCommands
{
    /// <summary>Each is a file in Completions, which is a resource of the program.</summary>
    internal static readonly string[] Shells = ["bash", "zsh", "fish", "powershell"];

    public static Command Completion()
    {
        string shells = string.Join('|', Shells);
        var shell = new Argument<string>("shell")
        {
            Description = "The shell.",
            HelpName = shells,
            CompletionSources = { _ => CompletionWords.Visible(Shells) },
        };
        var command = new Command("completion", "Print the script for tab completion of claude-aws in this shell.") { shell };
        command.AddRule(result =>
        {
            if (result.GetValue(shell) is { } name && !Shells.Contains(name))
            {
                result.AddError($"There is no completion for '{VisibleText.Line(name)}'. Use {string.Join(", ", Shells[..^1])} or {Shells[^1]}.");
            }
        });
        command.SetAction(result =>
        {
            using Stream script = typeof(CompletionCommands).Assembly.GetManifestResourceStream($"completion.{result.GetValue(shell)}")!;
            using var reader = new StreamReader(script);
            StandardOutput.WriteText(reader.ReadToEnd().ReplaceLineEndings("\n").TrimEnd('\n'));
        });
        return command;
    }
}
