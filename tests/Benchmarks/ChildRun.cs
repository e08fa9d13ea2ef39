using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Keepalive.Benchmarks;

/// <summary>One run of a program as the system saw it: posix_spawn to wait4, its input a file, its output thrown away.</summary>
/// <param name="Milliseconds">Wall time.</param>
/// <param name="PeakMebibytes">Peak resident memory; never below this program's own.</param>
internal readonly partial record struct ChildRun(double Milliseconds, double PeakMebibytes)
{
    private const int ReadOnly = 0;
    private const int WriteOnly = 1;

    public static unsafe ChildRun Of(string[] command, IReadOnlyDictionary<string, string> environment, string input)
    {
        nint[] argv = Strings(command);
        nint[] envp = Strings([.. environment.Select(pair => $"{pair.Key}={pair.Value}")]);
        byte* actions = stackalloc byte[1024];
        long* usage = stackalloc long[32];
        Check(FileActionsInit(actions));
        Check(FileActionsAddOpen(actions, 0, input, ReadOnly, 0));
        Check(FileActionsAddOpen(actions, 1, "/dev/null", WriteOnly, 0));
        fixed (nint* arguments = argv, variables = envp)
        {
            long start = Stopwatch.GetTimestamp();
            Check(Spawn(out int pid, command[0], actions, null, arguments, variables));
            int status;
            if (Wait4(pid, &status, 0, usage) != pid || status != 0)
            {
                throw new InvalidOperationException($"{command[0]} ended with wait status {status}.");
            }

            double milliseconds = Stopwatch.GetElapsedTime(start).TotalMilliseconds;

            // struct rusage: two timevals (four words), then ru_maxrss in KiB (Linux) or bytes (macOS).
            double unit = OperatingSystem.IsMacOS() ? 1024 * 1024 : 1024;
            return new ChildRun(milliseconds, usage[4] / unit);
        }
    }

    private static nint[] Strings(string[] texts) => [.. texts.Select(Marshal.StringToCoTaskMemUTF8), 0];

    private static void Check(int error)
    {
        if (error != 0)
        {
            throw new InvalidOperationException($"posix_spawn: error {error}.");
        }
    }

    [LibraryImport("libc", EntryPoint = "posix_spawn", StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial int Spawn(out int pid, string path, void* actions, void* attributes, nint* argv, nint* envp);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_init")]
    private static unsafe partial int FileActionsInit(void* actions);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_addopen", StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial int FileActionsAddOpen(void* actions, int descriptor, string path, int flags, int mode);

    [LibraryImport("libc", EntryPoint = "wait4")]
    private static unsafe partial int Wait4(int pid, int* status, int options, long* usage);
}
