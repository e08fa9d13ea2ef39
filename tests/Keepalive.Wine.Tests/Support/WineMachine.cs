using Keepalive.Wine.Tests.Support;

[assembly: AssemblyFixture(typeof(WineMachine))]

namespace Keepalive.Wine.Tests.Support;

/// <summary>
/// One Windows for all tests, with this repository's programs on it. It takes most of a minute to make, and nothing
/// where there is no Wine.
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
            Task boot = prefix.BootAsync();
            _whyNot = await PublishAsync(prefix, boot);
            await boot;
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

    /// <summary>A new user's home. Skips the test where there is no Windows.</summary>
    internal WineHome NewHome() => new(Prefix, $@"C:\Users\Test {Interlocked.Increment(ref _homes)}");

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

    private async Task<string?> PublishAsync(WinePrefix prefix, Task boot)
    {
        string published = Path.Combine(_folder!, "published");
        var build = new WindowsBuild(_folder!);
        string? whyNot = await build.PublishAsync("src/Keepalive.Host", Path.Combine(published, "host"))
            ?? await build.PublishAsync("tests/Keepalive.Core.Tests", Path.Combine(published, "core"), "--self-contained", "-p:PublishSingleFile=false");
        if (whyNot is null)
        {
            await boot;
            Directory.Move(Path.Combine(published, "host"), Path.GetDirectoryName(prefix.Outside(Companion))!);
            Directory.Move(Path.Combine(published, "core"), Path.GetDirectoryName(prefix.Outside(CoreTests))!);
        }

        return whyNot;
    }
}
