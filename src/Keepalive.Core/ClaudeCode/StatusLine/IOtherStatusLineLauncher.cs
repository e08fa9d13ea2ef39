using Keepalive.Platform.Processes;

namespace Keepalive.ClaudeCode.StatusLine;

/// <summary>Starts the process that runs another status line's command and outlives its caller.</summary>
public interface IOtherStatusLineLauncher
{
    /// <summary>Starts it.</summary>
    /// <param name="request">The file with the command's input.</param>
    /// <param name="command">The command.</param>
    /// <exception cref="ChildStartException">It can't be started.</exception>
    void Launch(string request, string command);
}
