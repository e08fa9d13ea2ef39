using System.Text;
using Keepalive.Platform.Files;
using Keepalive.Workers;

namespace Keepalive.ClaudeCode.Hook;

/// <summary>
/// What a session of Claude Code was told last, so that nothing is told twice: an owner-only file a session, removed a week after
/// its last change. Where it can't be kept, a person reads a warning more than once.
/// </summary>
/// <param name="environment">The variables and the platform.</param>
/// <param name="sessionId">Claude Code's id of the session; null when it gave none.</param>
/// <param name="clock">The machine's clock.</param>
internal sealed class HookMemory(SystemEnvironment environment, string? sessionId, TimeProvider clock)
{
    private const int MaximumLength = 1024;

    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(7);

    public HookState Read()
    {
        if (sessionId is null)
        {
            return HookState.Nothing;
        }

        try
        {
            FileSnapshot snapshot = FileSnapshot.ReadOwn(Path(), MaximumLength, clock);
            return snapshot.Exists ? HookState.Parse(Encoding.UTF8.GetString(snapshot.Content.Span)) : HookState.Nothing;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or KeepaliveException)
        {
            return HookState.Nothing;
        }
    }

    public void Write(HookState told)
    {
        if (sessionId is null)
        {
            return;
        }

        try
        {
            string path = Path();
            bool isFirst = !File.Exists(path);
            AtomicFile.Write(path, Encoding.UTF8.GetBytes(told.ToLine()), survivesPowerLoss: false);
            if (isFirst)
            {
                StaleFiles.RemoveBeside(path, KeptFor, static name => name.StartsWith("session ", StringComparison.Ordinal));
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or KeepaliveException)
        {
            // Then it is told once more.
        }
    }

    /// <summary>The id comes from outside: escaped, and between two words of ours, it is a name on every system.</summary>
    private string Path() => StatePaths.Of(environment, StatePaths.Told, $"session {WorkerPaths.FileName(sessionId!)}.txt");
}
