using Keepalive.Aws.AccessKeys;
using Keepalive.Configuration;
using Keepalive.Core.Tests.IdentityCenter;
using Keepalive.Core.Tests.Sessions;
using Keepalive.Logging;
using Keepalive.Platform.Time;
using Keepalive.Sessions;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.Logging;

/// <summary>What is worth a line, and what is not.</summary>
public sealed class LoggedWorkTests : IDisposable
{
    private readonly RefreshHome _home = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task A_refresh_with_nothing_to_do_opens_no_log()
    {
        _home.WriteKeys(RefreshHome.Old);

        await _home.RefreshAsync();

        Assert.False(Directory.Exists(Path.Combine(_home.Variables["CLAUDE_AWS_STATE"], "log")));
    }

    [Fact]
    public async Task An_export_of_a_good_key_opens_no_log()
    {
        _home.WriteKeys(RefreshHome.Old);

        await ExportAsync(RefreshHome.Keys);

        Assert.False(Directory.Exists(Path.Combine(_home.Variables["CLAUDE_AWS_STATE"], "log")));
    }

    [Fact]
    public async Task A_rehearsal_is_no_refresh()
    {
        await _home.FailsAsync(KeepaliveErrorCode.ProfileNotFound, "none", new RefreshOptions { IsRehearsal = true });

        Assert.Empty(Read());
    }

    [Fact]
    public async Task An_automatic_login_and_the_refresh_that_wanted_it_are_told()
    {
        _home.WriteKeys(RefreshHome.Old, minutes: -5);
        _home.Configuration = KeepaliveConfiguration.Default with { AutoLoginCommand = "x" };
        _home.Login = () =>
        {
            _home.WriteKeys(RefreshHome.New);
            return Task.FromResult<string?>(null);
        };

        RefreshResult result = await _home.RefreshAsync();

        Assert.Equal(
            [
                (LogEvent.AutoLogin, LogCaller.Refresh, RefreshHome.Keys, "Command", LogEntry.Success),
                (LogEvent.Refresh, LogCaller.Refresh, RefreshHome.Keys, "AutoLogin", LogEntry.Success),
            ],
            Read().Select(entry => (entry.Event, entry.Caller, entry.Profile, entry.Way, entry.Outcome)));
        Assert.Equal(Timestamp.Format(result.Expires!.Value), Timestamp.Format(Read().Single(entry => entry.Event == LogEvent.Refresh).Expires!.Value));
    }

    [Fact]
    public async Task A_login_that_fails_is_told_with_its_reason()
    {
        _home.WriteKeys(RefreshHome.Old, minutes: -5);
        _home.Configuration = KeepaliveConfiguration.Default with { AutoLoginCommand = "x" };

        await _home.FailsAsync(KeepaliveErrorCode.AutoLoginFailed);

        Assert.Equal([LogEvent.AutoLogin, LogEvent.Refresh], Read().Select(entry => entry.Event));
        Assert.All(Read(), entry => Assert.Equal(KeepaliveErrorCode.AutoLoginFailed, entry.Outcome));
        Assert.All(Read(), entry => Assert.Contains("exit status 1", entry.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_sign_in_is_told_with_its_flow()
    {
        // The portal gives no answer here: its refusal comes first, or the end of the caller's time; the sign-in itself succeeds.
        await Assert.ThrowsAsync<KeepaliveException>(() => _home.RefreshAsync(RefreshHome.Sso));

        LogEntry entry = Assert.Single(Read(), entry => entry.Event == LogEvent.SignIn);

        Assert.Equal(("corp", "DeviceCode", LogEntry.Success, null), (entry.Session, entry.Way, entry.Outcome, entry.Profile));
    }

    [Fact]
    public async Task A_renewal_that_is_only_waiting_writes_no_line_a_minute()
    {
        _home.WriteKeys(RefreshHome.Old, -5);
        _home.Configuration = KeepaliveConfiguration.Default with { AutoLoginCommand = "x" };

        await HomeExtensions.FailsAsync(RenewAsync, KeepaliveErrorCode.AutoLoginFailed);
        await HomeExtensions.FailsAsync(RenewAsync, KeepaliveErrorCode.SignInCoolingDown);

        Assert.Single(Read(), entry => entry is { Event: LogEvent.Renewal, Caller: LogCaller.Background });
    }

    [Fact]
    public async Task An_export_that_gives_nothing_is_told_since_Claude_Code_tells_nobody()
    {
        _home.WriteKeys(RefreshHome.Old, -5);

        await HomeExtensions.FailsAsync(() => ExportAsync(RefreshHome.Keys), KeepaliveErrorCode.CredentialExpired);

        Assert.Equal((LogEvent.Export, KeepaliveErrorCode.CredentialExpired), Assert.Single(Read()) is var entry ? (entry.Event, entry.Outcome) : default);
    }

    [Fact]
    public async Task A_renewed_token_and_the_role_it_brings_are_told_once()
    {
        using SignedInHome home = new SignedInHome().WriteToken(TimeSpan.FromMinutes(-1));

        await home.GetCredentialAsync();
        await home.GetCredentialAsync();

        Assert.Equal(
            [(LogEvent.TokenRenewal, null, "corp", LogEntry.Success), (LogEvent.RoleRenewal, "work", "corp", LogEntry.Success)],
            new EventLogReader(home.Home.Environment).ReadLast(10).Select(entry => (entry.Event, entry.Profile, entry.Session, entry.Outcome)));
    }

    [Fact]
    public async Task No_key_token_or_code_gets_into_the_log()
    {
        using SignedInHome home = new SignedInHome().WriteToken(TimeSpan.FromMinutes(-1), accessToken: "access-planted");
        await home.GetCredentialAsync();
        home.Center.OnRole = _ => KeepaliveErrors.HomeNotFound();
        home.Clock.Advance(TimeSpan.FromHours(2));
        await Assert.ThrowsAsync<KeepaliveException>(() => home.GetCredentialAsync());

        string text = await File.ReadAllTextAsync(new EventLogReader(home.Home.Environment).Path, Token);

        Assert.All(["access-planted", "refresh-1", "client-secret", "ASIAROLE"], secret => Assert.DoesNotContain(secret, text, StringComparison.Ordinal));
        Assert.Contains("HomeNotFound", text, StringComparison.Ordinal);
    }

    private Task RenewAsync() => new RenewalWorker(_home.Environment, _home.Configuration, RefreshHome.Keys, _home.Program, _home.Clock, _home.Verifier).RunAsync(Token);

    private Task<AwsCredential> ExportAsync(string profile)
    {
        var export = new CredentialExport(_home.Environment, _home.Configuration, _home.Clock);
        return export.GetAsync(export.Choose(profile), CredentialFormat.Claude, Deadline.After(_home.Clock, TimeSpan.FromSeconds(15)), Token).AsTask();
    }

    private IReadOnlyList<LogEntry> Read() => new EventLogReader(_home.Environment).ReadLast(100);
}
