using System.Diagnostics;
using System.Globalization;
using Keepalive.Login;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.Login;

/// <summary>What logins leave behind in the process that does them. Alone: other tests would open and allocate beside it.</summary>
[Collection(nameof(LoginResourceTests))]
[CollectionDefinition(nameof(LoginResourceTests), DisableParallelization = true)]
public sealed class LoginResourceTests
{
    /// <summary>What a process may have more of at the end: the runtime's own come and go.</summary>
    private const int Slack = 20;

    /// <summary>A third of them goes each way, so that what one way leaves is more than the slack. KEEPALIVE_LOGINS=200 is the whole run.</summary>
    private static readonly int s_logins =
        int.TryParse(Environment.GetEnvironmentVariable("KEEPALIVE_LOGINS"), CultureInfo.InvariantCulture, out int logins) ? logins : 66;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Many_logins_in_a_row_leave_no_process_no_descriptor_and_no_handle()
    {
        using var home = new LoginHome();
        for (int warm = 0; warm < 8; warm++)
        {
            await LogInAsync(home, warm);
        }

        (int handles, string[] descriptors) = (Handles(), Descriptors());
        Assert.InRange(handles, 3, 10_000); // What is not counted can't be compared.
        Assert.Equal(OperatingSystem.IsLinux(), descriptors.Length > 0);
        for (int login = 0; login < s_logins; login++)
        {
            await LogInAsync(home, login);
        }

        await SettledAsync();
        Assert.Empty(ProcessGlance.Children());
        Assert.InRange(More(descriptors, Descriptors()).Count, 0, Slack);
        Assert.InRange(Handles(), 0, handles + Slack);
    }

    [Fact]
    public async Task A_flood_of_output_does_not_make_the_driver_larger()
    {
        using var stage = new LoginStage();
        Assert.Null((await stage.RunAsync("awsmyid", "flood")).Failure);
        long managed = GC.GetTotalMemory(forceFullCollection: true);
        long resident = Environment.WorkingSet;
        long peak = 0;

        Task<LoginRun> running = stage.RunAsync(stage.Tool("awsmyid", "flood-40-mb") with { Limit = TimeSpan.FromMinutes(8) }, Token);
        while (await Task.WhenAny(running, Task.Delay(20, Token)) != running)
        {
            peak = Math.Max(peak, Environment.WorkingSet);
        }

        Assert.Null((await running).Failure);
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"managed +{(GC.GetTotalMemory(forceFullCollection: true) - managed) / 1024} KiB, resident +{(peak - resident) / 1024} KiB at most");
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - managed, long.MinValue, 8 << 20);
        Assert.InRange(peak - resident, long.MinValue, 96 << 20);
        Assert.InRange(new FileInfo(stage.TranscriptFile).Length, 1, 200_000);
    }

    /// <summary>Of three, one goes well, one tool dies and one is given up at its question.</summary>
    private static async Task LogInAsync(LoginHome home, int number)
    {
        using var caller = CancellationTokenSource.CreateLinkedTokenSource(Token);
        home.Configure((number % 3) switch { 0 => "ok", 1 => "die", _ => "hang" }, "awsmyid");
        home.RemoveCredentials();
        try
        {
            if (number % 3 == 2)
            {
                caller.CancelAfter(TimeSpan.FromMilliseconds(100));
            }

            await home.RunAsync(cancellationToken: caller.Token);
            Assert.Equal(0, number % 3);
        }
        catch (KeepaliveException exception) when (number % 3 == 1)
        {
            Assert.Equal(KeepaliveErrorCode.LoginToolFailed, exception.Code);
        }
        catch (OperationCanceledException) when (number % 3 == 2)
        {
        }
    }

    /// <summary>Handles on Windows, descriptors elsewhere: Linux and macOS both have /dev/fd.</summary>
    private static int Handles()
    {
        using Process self = Process.GetCurrentProcess();
        return OperatingSystem.IsWindows() ? self.HandleCount : Directory.GetFileSystemEntries("/dev/fd").Length;
    }

    /// <summary>Without numbers: the runtime opens what it needs in its own order, and keeps its assemblies open.</summary>
    private static string[] Descriptors() => !OperatingSystem.IsLinux() ? [] :
    [
        .. new DirectoryInfo("/proc/self/fd").EnumerateFiles().Select(file => file.LinkTarget ?? "")
            .Where(target => target.Length > 0 && !target.EndsWith("/fd", StringComparison.Ordinal) && !target.EndsWith(".dll", StringComparison.Ordinal))
            .Select(target => target.Split(':')[0]).Order(StringComparer.Ordinal),
    ];

    /// <summary>
    /// What stands in <paramref name="after"/> and not in <paramref name="before"/>, each as often as it is more.
    /// Fewer are no fault: connections that earlier tests left to the garbage collector close meanwhile.
    /// </summary>
    private static List<string> More(string[] before, string[] after)
    {
        List<string> more = [.. after];
        foreach (string descriptor in before)
        {
            more.Remove(descriptor);
        }

        return more;
    }

    /// <summary>The last terminal's thread tells its end a moment before it is gone.</summary>
    private static async Task SettledAsync()
    {
        long start = Stopwatch.GetTimestamp();
        while (Descriptors().Contains("/dev/ptmx") && Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(20))
        {
            await Task.Delay(1, Token);
        }
    }
}
