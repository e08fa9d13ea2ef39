using System.CommandLine;

namespace Keepalive.Host.Verbs;

/// <summary><c>statusline</c> on the full command line, which only its help comes through.</summary>
internal static class StatusLineCommands
{
    public static Command StatusLine(Option<string?> profile)
    {
        var command = new Command(
            "statusline", "Print the remaining time for Claude Code's status line. If 'statusLineCmd' is set, its output is shown too. Always exits with 0.") { profile };
        command.SetAction(result => StatusLineVerb.TryRun(["statusline"], out int status) ? status : ExitStatus.Unexpected);
        return command;
    }
}
