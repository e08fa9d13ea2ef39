using Keepalive.Platform.Processes;

namespace Keepalive.ClaudeCode.StatusLine;

/// <summary>Starts <c>claude-aws statusline-worker</c>, detached: Claude Code ends the status line's call when the next one is due, and a slow command has to survive that.</summary>
/// <param name="program">The program: a path, or a name on PATH.</param>
/// <param name="before">What the program needs before the verb.</param>
public sealed class OtherStatusLineLauncher(string program, params IReadOnlyList<string> before) : IOtherStatusLineLauncher
{
    /// <summary>The verb of <c>claude-aws</c> that is the worker.</summary>
    public const string Verb = "statusline-worker";

    /// <inheritdoc/>
    public void Launch(string request, string command) => DetachedProcess.Start(new ChildCommand(program, [.. before, Verb, request, command]));
}
