using Keepalive.Host.Cmdlets;
using Keepalive.Host.Native.Libc;
using Keepalive.Host.Verbs;
using Keepalive.Platform.Processes;

namespace Keepalive.Host;

/// <summary>
/// The entry of <c>claude-aws</c>. Claude Code's own calls come first and load nothing that they don't need; whatever
/// they don't understand goes to the full command line, which knows every verb and explains what is wrong.
/// </summary>
internal static class Program
{
    private const long LeastRoom = 48 * 1024 * 1024;

    private static int Main(string[] arguments)
    {
        CrashDumps.Forbid();
        LastWords.Prepare();
        if (!OperatingSystem.IsWindows())
        {
            Descriptors.FillClosed();
            Signal.IgnoreFileSize();
        }

        return Run(arguments);
    }

    private static int Run(string[] arguments) => arguments switch
    {
        _ when !HasRoom() => LacksRoom(arguments),
        _ when ExportArguments.TryRead(arguments, out ExportArguments? export) => ExportVerb.Run(export),
        _ when HookVerb.TryRun(arguments, out int status) => status,
        _ when RefreshArguments.TryRead(arguments, out RefreshArguments? refresh) => RefreshVerb.Run(refresh),
        _ when StatusLineVerb.TryRun(arguments, out int status) => status,
        _ when TokenWorkerVerb.TryRun(arguments, out int status) => status,
        _ when CmdletVerb.TryRun(arguments, out int status) => status,
        _ => CommandTree.Run(arguments),
    };

    /// <summary>With less than this a thread can't be created or a library can't be loaded, and the runtime aborts instead of throwing an exception.</summary>
    private static bool HasRoom()
    {
        if (AddressSpace.Left() is not { } left)
        {
            return true;
        }

        AddressSpace.Spare();
        return left >= LeastRoom;
    }

    /// <summary>A hook and the status line always end with 0.</summary>
    private static int LacksRoom(string[] arguments) =>
        arguments is ["statusline", ..] || HookArguments.Read(arguments) is { IsCertain: true } ? ExitStatus.Fine : VerbRunner.Fail(new InsufficientMemoryException());
}
