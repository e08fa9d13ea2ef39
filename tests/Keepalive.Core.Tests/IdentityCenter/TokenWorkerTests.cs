using System.Text.Json.Nodes;
using Keepalive.Core.Tests.SignIn;
using Keepalive.IdentityCenter;
using Keepalive.Platform.Files;
using Keepalive.Platform.Time;
using Keepalive.Testing;
using Keepalive.Tokens;

namespace Keepalive.Core.Tests.IdentityCenter;

/// <summary>Whoever asks has a worker renew, takes its outcome, and may die.</summary>
public sealed class TokenWorkerTests : IDisposable
{
    private readonly SyntheticHome _home = new(TimeProvider.System);
    private readonly FakeIdentityCenter _center = new(TimeProvider.System);
    private readonly TaskLauncher _launcher;
    private readonly TokenCache _cache;

    public TokenWorkerTests()
    {
        _home.Variables["LOCALAPPDATA"] = Path.Combine(_home.Folder, "local");
        _cache = new TokenCache(_home.Environment, SignedInHome.Session, TimeProvider.System);
        _launcher = new TaskLauncher(options => new SsoTokenWorker(_home.Environment, SignedInHome.Session, _center, TimeProvider.System)
            .RunAsync(options.Anew, CancellationToken.None));
        WriteToken(TimeSpan.FromMinutes(-1));
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Held => new TokenState(_home.Environment, SignedInHome.Session).HeldToken;

    [Fact]
    public async Task Many_that_ask_at_once_share_one_worker_and_one_call()
    {
        SsoToken[] tokens = await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => Task.Run(() => GetAsync(), Token)));

        Assert.Single(tokens.Select(token => token.AccessToken).Distinct());
        Assert.Equal((1, 1), (_center.Refreshes, _launcher.Count));
    }

    [Fact]
    public async Task A_failure_is_everybodys_and_the_next_one_tries_again()
    {
        _center.OnRefresh = () => KeepaliveErrors.TimedOut("The network", TimeSpan.FromSeconds(1), null);
        Task<KeepaliveException>[] askers = [.. Enumerable.Range(0, 10).Select(_ => Task.Run(() => HomeExtensions.FailsAsync(() => GetAsync(), KeepaliveErrorCode.TimedOut), Token))];
        await Task.WhenAll(askers);
        _center.OnRefresh = null;

        Assert.Equal("refresh-2", (await GetAsync()).RefreshToken);
    }

    [Fact]
    public async Task A_failure_is_also_that_of_whoever_was_waiting_behind_others_when_it_came()
    {
        _center.OnRefresh = () => KeepaliveErrors.TimedOut("The network", TimeSpan.FromSeconds(1), null);
        await HomeExtensions.FailsAsync(() => GetAsync(), KeepaliveErrorCode.TimedOut);
        var wait = new FakeClock();
        Deadline waiting = Deadline.After(wait, TimeSpan.FromMinutes(1));
        wait.Advance(TimeSpan.FromSeconds(20));

        var refresher = new TokenRefresher(_home.Environment, SignedInHome.Session, _center, TimeProvider.System) { Launcher = _launcher };
        await HomeExtensions.FailsAsync(() => refresher.GetAsync(waiting, refused: null, Token), KeepaliveErrorCode.TimedOut);

        Assert.Equal((1, 1), (_center.Refreshes, _launcher.Count));
    }

    [Fact]
    public async Task The_caller_who_gives_up_leaves_the_worker_and_the_next_one_takes_its_result()
    {
        using var answered = new ManualResetEventSlim();
        _center.OnRefresh = () =>
        {
            answered.Wait(Token);
            return null;
        };
        await HomeExtensions.FailsAsync(() => GetAsync(limit: TimeSpan.FromMilliseconds(300)), KeepaliveErrorCode.TimedOut);

        answered.Set();

        Assert.Equal("refresh-2", (await GetAsync()).RefreshToken);
        Assert.Equal((1, 1), (_center.Refreshes, _launcher.Count));
    }

    [Fact]
    public async Task The_limit_of_the_worker_is_not_told_as_the_callers()
    {
        _center.OnRefresh = () => _center.LastDeadline!.TimedOut("The call to AWS", target: null);

        KeepaliveException failure = await HomeExtensions.FailsAsync(() => GetAsync(limit: TimeSpan.FromSeconds(100)), KeepaliveErrorCode.TimedOut);

        Assert.Equal("The call to AWS took longer than 1 min, a fixed limit of Keepalive, and was stopped.", failure.Message);
        Assert.DoesNotContain("--timeout", failure.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_that_the_portal_refused_is_replaced_whatever_its_end()
    {
        WriteToken(TimeSpan.FromHours(1));
        SsoToken refused = await GetAsync();

        Assert.Equal("access-2", (await GetAsync(refused)).AccessToken);
    }

    [Fact]
    public async Task Where_no_worker_can_be_started_it_is_renewed_here()
    {
        var refresher = new TokenRefresher(_home.Environment, SignedInHome.Session, _center, TimeProvider.System) { Launcher = new BrokenLauncher() };

        SsoToken token = await refresher.GetAsync(Deadline.After(TimeProvider.System, TimeSpan.FromSeconds(15)), refused: null, Token);

        Assert.Equal("refresh-2", token.RefreshToken);
        Assert.Contains("could not be started", Assert.Single(new Keepalive.Logging.EventLogReader(_home.Environment).ReadLast(5)).Way, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_living_token_waits_for_no_worker_that_runs_and_starts_none_after_a_failure()
    {
        WriteToken(TimeSpan.FromMinutes(10));
        _center.OnRefresh = () => KeepaliveErrors.TimedOut("The network", TimeSpan.FromSeconds(1), null);

        Assert.Equal("access-1", (await GetAsync()).AccessToken);
        Assert.Equal("access-1", (await GetAsync()).AccessToken);

        Assert.Equal((1, 1), (_center.Refreshes, _launcher.Count));
    }

    [Fact]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public async Task A_folder_that_may_not_be_written_spends_nothing_and_the_living_token_serves()
    {
        SkipWhereNothingIsForbidden();
        WriteToken(TimeSpan.FromMinutes(10));
        using var closed = new ClosedFolder(Path.GetDirectoryName(_cache.Path)!);

        Assert.Equal("access-1", (await GetAsync()).AccessToken);
        Assert.Equal(0, _center.Refreshes);
    }

    [Fact]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public async Task A_folder_that_may_not_be_written_is_named_with_the_next_step_when_the_token_has_ended()
    {
        SkipWhereNothingIsForbidden();
        KeepaliveException failure;
        using (new ClosedFolder(Path.GetDirectoryName(_cache.Path)!))
        {
            failure = await HomeExtensions.FailsAsync(() => GetAsync(), KeepaliveErrorCode.TokenFileUnwritable);
        }

        Assert.Contains($"chmod u+rwx {CommandWord.Of(Path.GetDirectoryName(_cache.Path)!)}", failure.Advice, StringComparison.Ordinal);
        Assert.Equal(0, _center.Refreshes);
        Assert.Equal("refresh-2", (await GetAsync()).RefreshToken);
    }

    [Fact]
    public async Task A_token_that_its_file_does_not_take_is_held_and_served_and_written_when_it_can_be()
    {
        byte[] old = await File.ReadAllBytesAsync(_cache.Path, Token);
        _center.OnRefresh = () =>
        {
            File.Delete(_cache.Path);
            Directory.CreateDirectory(Path.Combine(_cache.Path, "in the way")); // After the place was secured.
            return null;
        };

        Assert.Equal("refresh-2", (await GetAsync()).RefreshToken);
        Assert.Equal("refresh-2", (await GetAsync()).RefreshToken);
        Assert.True(File.Exists(Held));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Held));
        }

        Directory.Delete(_cache.Path, recursive: true);
        await File.WriteAllBytesAsync(_cache.Path, old, Token);
        _center.OnRefresh = null;

        Assert.Equal("refresh-2", (await GetAsync()).RefreshToken);
        Assert.Equal("refresh-2", (string?)JsonNode.Parse(await File.ReadAllTextAsync(_cache.Path, Token))!["refreshToken"]);
        Assert.False(File.Exists(Held));
        Assert.Equal(1, _center.Refreshes);
    }

    [Fact]
    public async Task A_token_that_was_held_counts_for_nothing_once_somebody_has_signed_in_or_out()
    {
        AtomicFile.Write(Held, SsoToken.Create(
            SignedInHome.Session, "held", DateTimeOffset.UtcNow.AddMinutes(15), null, new ClientRegistration("c", "s", DateTimeOffset.UtcNow.AddDays(1))).ToUtf8());
        WriteToken(TimeSpan.FromMinutes(20));
        Assert.Equal("access-1", (await _cache.ReadAsync(Token))!.AccessToken);

        File.Delete(_cache.Path);
        Assert.Null(await _cache.ReadAsync(Token));
    }

    public void Dispose() => _home.Dispose();

    private Task<SsoToken> GetAsync(SsoToken? refused = null, TimeSpan? limit = null) =>
        new TokenRefresher(_home.Environment, SignedInHome.Session, _center, TimeProvider.System) { Launcher = _launcher }
            .GetAsync(Deadline.After(TimeProvider.System, limit ?? TimeSpan.FromSeconds(60)), refused, Token);

    private void WriteToken(TimeSpan left) => _home.Write(_cache.Path, System.Text.Encoding.UTF8.GetBytes(new JsonObject
    {
        ["accessToken"] = "access-1",
        ["expiresAt"] = Timestamp.Format(DateTimeOffset.UtcNow + left),
        ["clientId"] = "client",
        ["clientSecret"] = "secret",
        ["refreshToken"] = FakeIdentityCenter.RefreshToken(1),
    }.ToJsonString()));

    private static void SkipWhereNothingIsForbidden() =>
        Assert.SkipWhen(OperatingSystem.IsWindows() || Environment.UserName == "root", "modes of Unix, which bind everybody but root");

    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    private sealed class ClosedFolder : IDisposable
    {
        private readonly string _folder;

        public ClosedFolder(string folder)
        {
            _folder = folder;
            File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        public void Dispose() => File.SetUnixFileMode(_folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
