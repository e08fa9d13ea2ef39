using Keepalive.Core.Tests.Login;
using Keepalive.Core.Tests.Platform.Processes;
using Keepalive.Platform.Processes;
using Keepalive.Platform.Terminals;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.Platform.Terminals;

/// <summary>What terminals leave behind in the process that made them. Alone: other tests have terminals of their own open.</summary>
[Collection(nameof(LoginResourceTests))]
public sealed class TerminalLeakTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_hundred_terminals_in_a_row_leave_no_process_and_no_descriptor()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "/proc");
        int[] ids = new int[200];
        for (int i = 0; i < ids.Length; i++)
        {
            await using TerminalSession session = new(new("sh", ["-c", "printf 'Code: '; read code; exit $code"]));
            ids[i] = session.Terminal.ProcessId;
            await session.PromptAsync("Code: ");
            if (i % 3 == 0)
            {
                continue; // Given up at the prompt.
            }

            await session.TypeAsync("7\n");
            Assert.Equal(7, (await session.EndAsync()).ExitCode);
        }

        Assert.All(ids, id => Assert.True(DummyProgram.IsGone(id)));
        Assert.DoesNotContain(Descriptors(), target => target.Contains("/ptmx", StringComparison.Ordinal) || target.Contains("/pts/", StringComparison.Ordinal));
        await Waiting.UntilAsync(() => !Threads().Contains("terminal"), Token); // The last one tells its end before it is gone.
    }

    [Fact]
    public void A_program_that_cannot_be_started_leaves_no_terminal_behind()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "/proc");

        Assert.Throws<ChildStartException>(() => PseudoTerminal.Start(new("/etc/passwd", []), TerminalSize.Default));

        Assert.DoesNotContain(Descriptors(), target => target.Contains("/ptmx", StringComparison.Ordinal) || target.Contains("/pts/", StringComparison.Ordinal));
    }

    // What this process itself was given as standard descriptors may be a terminal.
    private static IEnumerable<string> Descriptors() =>
        from entry in new DirectoryInfo("/proc/self/fd").EnumerateFiles()
        where entry.Name is not ("0" or "1" or "2")
        let target = entry.LinkTarget
        where target is not null
        select target;

    private static IEnumerable<string> Threads()
    {
        foreach (string folder in Directory.EnumerateDirectories("/proc/self/task"))
        {
            string name;
            try
            {
                name = File.ReadAllText(Path.Combine(folder, "comm")).Trim();
            }
            catch (IOException)
            {
                continue;
            }

            yield return name;
        }
    }
}
