using Keepalive.Host.Native.Libc;
using Keepalive.Host.Verbs;
using Keepalive.Processes;

namespace Keepalive.Host;

/// <summary>
/// The entry of <c>claude-aws</c>. Claude Code's own calls come first and load nothing that they don't need; whatever
/// they don't understand goes to the full command line, which knows every verb and explains what is wrong.
/// </summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        CrashDumps.Forbid();
        if (!OperatingSystem.IsWindows())
        {
            Descriptors.FillClosed();
        }

        return Run(arguments);
    }

    private static int Run(string[] arguments) => arguments switch
    {
        _ when ExportArguments.TryRead(arguments, out ExportArguments? export) => ExportVerb.Run(export),
        _ when HookVerb.TryRun(arguments, out int status) => status,
        _ when RefreshArguments.TryRead(arguments, out RefreshArguments? refresh) => RefreshVerb.Run(refresh),
        _ when StatusLineVerb.TryRun(arguments, out int status) => status,
        _ when TokenWorkerVerb.TryRun(arguments, out int status) => status,
        _ => CommandTree.Run(arguments),
    };
}
