using System.CommandLine;

namespace Keepalive.Host.Verbs;

/// <summary><c>statusline</c> on the full command line, which only its help comes through.</summary>
internal static class StatusLineCommands
{
    public static Command StatusLine(Option<string?> profile)
    {
        var command = new Command(
            "statusline", "Write what is left, for Claude Code's status line, beside the output of 'statusLineCmd' where that is set. Always exits with 0.") { profile };
        command.SetAction(result => StatusLineVerb.TryRun(["statusline"], out int status) ? status : ExitStatus.Unexpected);
        return command;
    }
}
