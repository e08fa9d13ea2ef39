using Keepalive.Wine.Tests.Support;
using Xunit.Sdk;
using Xunit.v3;

[assembly: AssemblyFixture(typeof(WineMachine))]

// Each test has a home of its own, and some of them take most of the time.
[assembly: Parallelization(Mode = ParallelMode.All)]

namespace Keepalive.Wine.Tests.Support;

/// <summary>
/// One Windows for all tests, with this repository's programs on it. It takes most of a minute to make, and nothing
/// where there is no Wine. KEEPALIVE_WINE_PUBLISHED names a folder in which both lie published already, as host and core.
/// </summary>
public sealed class WineMachine : IAsyncLifetime
{
    internal const string Companion = @"C:\Program Files\Keepalive\claude-aws.exe";
    internal const string CoreTests = @"C:\Core tests\Keepalive.Core.Tests.exe";
    internal const string Dummy = @"C:\Core tests\Keepalive.Dummy.exe";

    private string? _folder;
    private string? _whyNot;
    private WinePrefix? _prefix;
    private int _homes;
    private Lazy<Task<WindowsPowerShell>>? _powerShell;

    public async ValueTask InitializeAsync()
    {
        if (WineInstallation.Find(out _whyNot) is not { } wine)
        {
            return;
        }

        _folder = Directory.CreateTempSubdirectory("keepalive-wine-").FullName;
        try
        {
            var prefix = new WinePrefix(wine, _folder);
            _prefix = prefix;
            _powerShell = new(() => WindowsPowerShell.LayOutAsync(prefix, _folder!));
            Task boot = prefix.BootAsync();
            if (Environment.GetEnvironmentVariable("KEEPALIVE_WINE_PUBLISHED") is { Length: > 0 } published)
            {
                _whyNot = null;
                await boot;
                Directory.CreateSymbolicLink(Folder(Companion), Path.Combine(published, "host"));
                Directory.CreateSymbolicLink(Folder(CoreTests), Path.Combine(published, "core"));
            }
            else
            {
                _whyNot = await PublishAsync(prefix, boot);
                await boot;
            }
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    /// <summary>The Windows. Skips the test where there is none.</summary>
    internal WinePrefix Prefix
    {
        get
        {
            Assert.SkipWhen(_whyNot is not null, _whyNot ?? string.Empty);
            return _prefix!;
        }
    }

    /// <summary>PowerShell for Windows with the module, laid out for the first who asks. Skips the test where there is no Windows.</summary>
    internal Task<WindowsPowerShell> PowerShellAsync()
    {
        _ = Prefix;
        return _powerShell!.Value;
    }

    /// <summary>A new user's home. Skips the test where there is no Windows.</summary>
    internal WineHome NewHome() => new(Prefix, $@"C:\Users\Test {Interlocked.Increment(ref _homes)}");

    /// <summary>Puts the Dummy where Git Bash would be, until this is disposed of.</summary>
    internal IDisposable PlayGitBash()
    {
        // Beside its own assemblies under that name, and the folder by a link.
        string programs = Folder(CoreTests);
        File.Copy(Prefix.Outside(Dummy), Path.Combine(programs, "bash.exe"), overwrite: true);
        string folder = Prefix.Outside(@"C:\Program Files\Git");
        Directory.CreateDirectory(folder);
        Directory.CreateSymbolicLink(Path.Combine(folder, "bin"), programs);
        return new RemovedFolder(folder);
    }

    private sealed class RemovedFolder(string folder) : IDisposable
    {
        public void Dispose()
        {
            Directory.Delete(Path.Combine(folder, "bin"));
            Directory.Delete(folder);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_folder is null)
        {
            return;
        }

        await _prefix!.EndAsync();
        Directory.Delete(_folder, recursive: true);
        _folder = null;
    }

    private string Folder(string program) => Path.GetDirectoryName(_prefix!.Outside(program))!;

    private async Task<string?> PublishAsync(WinePrefix prefix, Task boot)
    {
        string published = Path.Combine(_folder!, "published");
        var build = new WindowsBuild(_folder!);
        string? whyNot = await build.PublishAsync("src/Keepalive.Host", Path.Combine(published, "host"))
            ?? await build.PublishAsync("tests/Keepalive.Core.Tests", Path.Combine(published, "core"), "--self-contained", "-p:PublishSingleFile=false");
        if (whyNot is null)
        {
            await boot;
            Directory.Move(Path.Combine(published, "host"), Folder(Companion));
            Directory.Move(Path.Combine(published, "core"), Folder(CoreTests));
        }

        return whyNot;
    }
}
