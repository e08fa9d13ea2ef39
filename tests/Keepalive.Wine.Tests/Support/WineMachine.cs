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
    internal async Task<WindowsPowerShell> PowerShellAsync()
    {
        _ = Prefix;
        WindowsPowerShell shell = await _powerShell!.Value;
        Assert.SkipWhen(shell.WhyNot is not null, shell.WhyNot ?? string.Empty);
        return shell;
    }

    /// <summary>A new user's home. Skips the test where there is no Windows.</summary>
    /// <param name="hasBlank">Whether there is a blank in its path.</param>
    internal WineHome NewHome(bool hasBlank = true) => new(Prefix, $@"C:\Users\Test{(hasBlank ? " " : string.Empty)}{Interlocked.Increment(ref _homes)}");

    /// <summary>The Dummy in the place of Git Bash: it splits a line at its blanks and starts the program. Beside its own assemblies under that name.</summary>
    internal string PlayedGitBash()
    {
        string bash = $@"{CoreTests[..CoreTests.LastIndexOf('\\')]}\bash.exe";
        File.Copy(Prefix.Outside(Dummy), Prefix.Outside(bash), overwrite: true);
        return bash;
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
        // A hundred starts: the runtime's own assemblies have machine code as long as they are not trimmed, and nothing is unpacked but once, into Wine's
        // folder for temporary files. From within the file Wine does not load machine code.
        string? whyNot = await build.PublishAsync(
                "src/Keepalive.Host", Path.Combine(published, "host"), "-p:PublishTrimmed=false", "-p:EnableCompressionInSingleFile=false", "-p:IncludeAllContentForSelfExtract=true")
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
