using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Keepalive.Platform.Processes;

namespace Keepalive.Core.Tests.Platform.Processes;

/// <summary>tests/Keepalive.Dummy, started with a verb.</summary>
internal static class DummyProgram
{
    internal static string Path { get; } =
        System.IO.Path.Combine(AppContext.BaseDirectory, "Keepalive.Dummy" + (OperatingSystem.IsWindows() ? ".exe" : ""));

    internal static ChildCommand Command(params string[] arguments) => new(Path, arguments);

    /// <summary>How a login tool's dialogue is told its password, which no command line may show.</summary>
    internal static string HashOf(string password) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(password)));

    internal static Task<ChildOutcome> RunAsync(params string[] arguments) =>
        ChildProcess.RunAsync(Command(arguments), 64 * 1024, TestContext.Current.CancellationToken);

    internal static string Text(this ChildOutcome outcome) => Encoding.UTF8.GetString(outcome.StandardOutput);

    internal static string[] Lines(this ChildOutcome outcome) =>
        outcome.Text().Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Neither running nor a zombie of ours. A grandchild that waits for init to reap it counts as gone.</summary>
    internal static bool IsGone(int id)
    {
        if (OperatingSystem.IsLinux())
        {
            try
            {
                string stat = File.ReadAllText($"/proc/{id}/stat");
                string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
                return fields[0] is "Z" or "X" && fields[1] != Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
            }
            catch (IOException)
            {
                return true;
            }
        }

        try
        {
            using Process process = Process.GetProcessById(id);
            return process.HasExited;
        }
        catch (ArgumentException)
        {
            return true;
        }
    }
}
