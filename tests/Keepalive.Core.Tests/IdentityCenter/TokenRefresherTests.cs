using System.Text.Json.Nodes;
using Keepalive.Core.Tests.Platform.Files;
using Keepalive.IdentityCenter;
using Keepalive.Logging;
using Keepalive.Platform.Files;
using Keepalive.Platform.Time;
using Keepalive.Testing;
using Keepalive.Tokens;

namespace Keepalive.Core.Tests.IdentityCenter;

public sealed class TokenRefresherTests : IDisposable
{
    private readonly SignedInHome _home = new();

    [Fact]
    public async Task Leaves_a_fresh_token_alone()
    {
        _home.WriteToken(TimeSpan.FromMinutes(23));

        Assert.Equal("access-1", (await _home.GetTokenAsync()).AccessToken);
        Assert.Equal(0, _home.Center.Refreshes);
    }

    [Fact]
    public async Task Renews_twenty_minutes_ahead_before_any_other_tool_would()
    {
        _home.WriteToken(TimeSpan.FromMinutes(19));

        Assert.Equal("access-2", (await _home.GetTokenAsync()).AccessToken);
        Assert.Equal(1, _home.Center.Refreshes);
    }

    [Fact]
    public async Task Renews_a_token_that_has_ended()
    {
        _home.WriteToken(-TimeSpan.FromHours(9));

        Assert.Equal("access-2", (await _home.GetTokenAsync()).AccessToken);
    }

    [Fact]
    public async Task Writes_what_other_tools_read_and_keeps_what_it_does_not_know()
    {
        _home.WriteToken(TimeSpan.FromMinutes(1), more: ", \"their\": {\"own\": [1, 2]}");

        await _home.GetTokenAsync();

        string text = await File.ReadAllTextAsync(_home.TokenFile, TestContext.Current.CancellationToken);
        JsonNode token = JsonNode.Parse(text)!;
        Assert.DoesNotContain('\n', text);
        Assert.Equal("access-2", (string?)token["accessToken"]);
        Assert.Equal("refresh-2", (string?)token["refreshToken"]);
        Assert.Equal("2026-11-21T13:00:00Z", (string?)token["expiresAt"]);
        Assert.Equal("eu-west-1", (string?)token["region"]);
        Assert.Equal("client-secret", (string?)token["clientSecret"]);
        Assert.Equal("[1,2]", token["their"]!["own"]!.ToJsonString());
    }

    [Fact]
    public async Task Keeps_the_refresh_token_when_the_service_gives_no_new_one()
    {
        _home.Center.Rotates = false;
        _home.WriteToken(TimeSpan.Zero);

        Assert.Equal("refresh-1", (await _home.GetTokenAsync()).RefreshToken);
    }

    [Fact]
    public async Task The_file_is_the_owners_alone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "modes of Unix");
        await Task.CompletedTask;
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        _home.WriteToken(TimeSpan.Zero);
        File.SetUnixFileMode(_home.TokenFile, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);

        await _home.GetTokenAsync();

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_home.TokenFile));
    }

    [Fact]
    public async Task A_token_whose_registration_has_ended_serves_to_its_end_and_is_not_renewed()
    {
        WriteWithRegistration(TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(-1));
        Assert.Equal("access-1", (await _home.GetTokenAsync()).AccessToken);

        WriteWithRegistration(TimeSpan.Zero, TimeSpan.FromMinutes(-1));
        await HomeExtensions.FailsAsync(() => _home.GetTokenAsync(), KeepaliveErrorCode.SignInRequired);
        Assert.Equal(0, _home.Center.Refreshes);

        WriteWithRegistration(TimeSpan.Zero, TimeSpan.FromMinutes(1));
        Assert.Equal("access-2", (await _home.GetTokenAsync()).AccessToken);
    }

    [Fact]
    public async Task A_byte_order_mark_is_passed_over()
    {
        _home.WriteToken(TimeSpan.FromMinutes(50));
        _home.WriteTokenText("\uFEFF" + await File.ReadAllTextAsync(_home.TokenFile, TestContext.Current.CancellationToken));

        Assert.Equal("access-1", (await _home.GetTokenAsync()).AccessToken);
    }

    [Theory]
    [InlineData(59, false)]
    [InlineData(61, true)]
    public async Task In_its_last_minute_a_token_serves_nobody_who_finds_the_lock_taken(int secondsLeft, bool serves)
    {
        _home.WriteToken(TimeSpan.FromSeconds(secondsLeft));
        using FileLock? other = FileLock.TryAcquire(new TokenState(_home.Home.Environment, SignedInHome.Session).TokenLock);

        if (serves)
        {
            Assert.Equal("access-1", (await _home.GetTokenAsync()).AccessToken);
        }
        else
        {
            await HomeExtensions.FailsAsync(() => _home.GetTokenAsync(), KeepaliveErrorCode.TimedOut);
        }
    }

    [Theory]
    [InlineData(KeepaliveErrorCode.ClientRegistrationInvalid)]
    [InlineData(KeepaliveErrorCode.ClientNotAuthorized)]
    public async Task A_client_that_the_service_knows_no_longer_is_not_tried_again_and_the_log_says_so(string code)
    {
        _home.WriteToken(TimeSpan.Zero);
        _home.Center.OnRefresh = () => code == KeepaliveErrorCode.ClientNotAuthorized ? KeepaliveErrors.ClientNotAuthorized("corp") : KeepaliveErrors.ClientRegistrationInvalid("corp");

        await HomeExtensions.FailsAsync(() => _home.GetTokenAsync(), code);
        await HomeExtensions.FailsAsync(() => _home.GetTokenAsync(), KeepaliveErrorCode.SignInRequired);

        Assert.Equal(1, _home.Center.Refreshes);
        LogEntry entry = Assert.Single(new EventLogReader(_home.Home.Environment).ReadLast(10));
        Assert.Equal((LogEvent.TokenRenewal, code, "corp"), (entry.Event, entry.Outcome, entry.Session));
    }

    [Fact]
    public async Task Where_the_memory_of_refusals_can_not_be_read_the_service_is_asked()
    {
        _home.WriteToken(TimeSpan.Zero);
        string memory = new TokenState(_home.Home.Environment, SignedInHome.Session).RefusedToken;
        Directory.CreateDirectory(Path.GetDirectoryName(memory)!);
        using FileStream held = new(memory, FileMode.Create, FileAccess.ReadWrite, FileShare.None);

        Assert.Equal("access-2", (await _home.GetTokenAsync()).AccessToken);
    }

    [Fact]
    public async Task The_new_file_is_the_owners_alone_from_its_creation()
    {
        _home.WriteToken(TimeSpan.Zero);
        using ModeWatch watch = ModeWatch.Of(Path.GetDirectoryName(_home.TokenFile)!);

        await _home.GetTokenAsync();

        Assert.Empty(watch.Changed());
        ModeWatch.AssertPrivate(_home.TokenFile);
    }

    [Fact]
    public async Task A_renewal_that_has_left_is_not_cancelled_and_its_only_refresh_token_is_kept()
    {
        using var caller = new CancellationTokenSource();
        _home.WriteToken(TimeSpan.Zero);
        _home.Center.OnRefresh = () =>
        {
            caller.Cancel();
            return null;
        };

        SsoToken token = await _home.Refresher().GetAsync(Deadline.After(_home.Clock, TimeSpan.FromSeconds(15)), null, caller.Token);

        Assert.Equal(("access-2", "refresh-2"), (token.AccessToken, token.RefreshToken));
        Assert.Contains("refresh-2", await File.ReadAllTextAsync(_home.TokenFile, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_caller_that_was_cancelled_before_sends_nothing()
    {
        _home.WriteTokenText("{\"accessToken\": \"acc");

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _home.Refresher().GetAsync(
            Deadline.After(_home.Clock, TimeSpan.FromSeconds(15)), null, new CancellationToken(canceled: true)));

        Assert.Equal(0, _home.Center.Refreshes);
    }

    [Fact]
    public async Task A_file_that_can_not_be_read_is_told_and_nothing_is_asked()
    {
        Directory.CreateDirectory(_home.TokenFile);

        KeepaliveException exception = await HomeExtensions.FailsAsync(() => _home.GetTokenAsync(), KeepaliveErrorCode.TokenFileUnreadable);

        Assert.Equal(_home.TokenFile, exception.Target);
        Assert.Equal(0, _home.Center.Refreshes);
    }

    [Fact]
    public async Task A_renewed_token_that_can_not_be_written_serves_all_the_same_and_is_spent_once()
    {
        _home.WriteToken(TimeSpan.FromMinutes(10));
        _home.Center.OnRefresh = () =>
        {
            File.Delete(_home.TokenFile);
            Directory.CreateDirectory(Path.Combine(_home.TokenFile, "in the way"));
            return null;
        };

        SsoToken renewed = await _home.GetTokenAsync();
        Directory.Delete(_home.TokenFile, recursive: true);
        _home.WriteToken(TimeSpan.FromMinutes(10));
        SsoToken next = await _home.GetTokenAsync();

        Assert.Equal((renewed.AccessToken, 1), (next.AccessToken, _home.Center.Refreshes));
        Assert.Equal([_home.TokenFile], Directory.GetFiles(Path.GetDirectoryName(_home.TokenFile)!));
    }

    [Theory]
    [InlineData("2026-11-21T12:30:00UTC")]
    [InlineData("2026-11-21T12:30:00.586Z")]
    [InlineData("2026-11-21T12:30:00.5703405Z")]
    [InlineData("2026-11-21T13:30:00+0100")]
    [InlineData("2026-11-21T13:30:00+01:00")]
    public async Task Reads_the_end_in_every_dialect(string expiresAt)
    {
        _home.WriteTokenText($$"""
            {
              "accessToken": "access-1",
              "expiresAt": "{{expiresAt}}"
            }
            """);

        Assert.Equal(30, (int)((await _home.GetTokenAsync()).Expires - _home.Clock.GetUtcNow()).TotalMinutes);
    }

    [Fact]
    public async Task Nobody_signed_in_is_told()
    {
        KeepaliveException exception = await HomeExtensions.FailsAsync(() => _home.GetTokenAsync(), KeepaliveErrorCode.SignInRequired);

        Assert.Contains("You are not signed in to 'corp'", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"accessToken\": \"abc")]
    [InlineData("[]")]
    [InlineData("{\"expiresAt\": \"2026-11-21T12:30:00Z\"}")]
    public async Task A_file_that_is_no_token_is_told_after_a_second_and_left_alone(string text)
    {
        _home.WriteTokenText(text);

        await HomeExtensions.FailsAsync(() => _home.GetTokenAsync(), KeepaliveErrorCode.TokenFileInvalid);

        Assert.InRange(_home.Clock.Elapsed, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2));
        Assert.Equal(text, await File.ReadAllTextAsync(_home.TokenFile, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_token_that_another_tool_is_writing_is_waited_for()
    {
        _home.WriteTokenText("{\"accessToken\": \"acc");
        _home.Clock.Waiting = _ => _home.WriteToken(TimeSpan.FromMinutes(50));

        Assert.Equal("access-1", (await _home.GetTokenAsync()).AccessToken);
    }

    [Fact]
    public async Task A_refused_refresh_token_asks_for_a_person_and_is_not_asked_again()
    {
        _home.WriteToken(TimeSpan.Zero, generation: 9);

        await HomeExtensions.FailsAsync(() => _home.GetTokenAsync(), KeepaliveErrorCode.SignInRequired);
        await HomeExtensions.FailsAsync(() => _home.GetTokenAsync(), KeepaliveErrorCode.SignInRequired);

        Assert.Equal(1, _home.Center.Refreshes);
    }

    [Fact]
    public async Task A_refused_refresh_token_serves_until_its_access_token_ends()
    {
        _home.WriteToken(TimeSpan.FromMinutes(10), generation: 9);

        Assert.Equal("access-1", (await _home.GetTokenAsync()).AccessToken);
    }

    [Fact]
    public async Task When_another_tool_was_quicker_its_token_counts()
    {
        _home.WriteToken(TimeSpan.Zero);
        _home.Center.OnRefresh = () =>
        {
            _home.WriteToken(TimeSpan.FromMinutes(59), generation: 7, accessToken: "theirs");
            return KeepaliveErrors.SignedOut("corp", null);
        };

        Assert.Equal("theirs", (await _home.GetTokenAsync()).AccessToken);
    }

    [Fact]
    public async Task A_token_that_another_tool_has_written_meanwhile_is_not_replaced()
    {
        _home.WriteToken(TimeSpan.Zero);
        _home.Center.OnRefresh = () =>
        {
            _home.WriteToken(TimeSpan.FromMinutes(30), generation: 7, accessToken: "theirs");
            return null;
        };

        Assert.Equal("theirs", (await _home.GetTokenAsync()).AccessToken);
        Assert.Contains("\"theirs\"", await File.ReadAllTextAsync(_home.TokenFile, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal([_home.TokenFile], Directory.GetFiles(Path.GetDirectoryName(_home.TokenFile)!));
    }

    [Fact]
    public async Task An_ended_token_that_another_tool_has_put_back_meanwhile_is_replaced()
    {
        _home.WriteToken(TimeSpan.Zero);
        _home.Center.OnRefresh = () =>
        {
            _home.WriteToken(TimeSpan.FromMinutes(-5), generation: 1, accessToken: "of-a-backup");
            return null;
        };

        Assert.Equal("access-2", (await _home.GetTokenAsync()).AccessToken);
        Assert.Contains("\"access-2\"", await File.ReadAllTextAsync(_home.TokenFile, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sign_out_by_another_tool_meanwhile_stays_a_sign_out()
    {
        _home.WriteToken(TimeSpan.FromMinutes(10));
        _home.Center.OnRefresh = () =>
        {
            File.Delete(_home.TokenFile);
            return null;
        };

        await HomeExtensions.FailsAsync(() => _home.GetTokenAsync(), KeepaliveErrorCode.SignInRequired);

        Assert.Empty(Directory.GetFiles(Path.GetDirectoryName(_home.TokenFile)!));
        Assert.False(File.Exists(new TokenState(_home.Home.Environment, SignedInHome.Session).HeldToken));
    }

    [Fact]
    public async Task A_file_that_another_tool_has_damaged_meanwhile_is_left_alone_and_the_token_is_held()
    {
        _home.WriteToken(TimeSpan.Zero);
        _home.Center.OnRefresh = () =>
        {
            _home.WriteTokenText("{\"accessToken\": \"abc");
            return null;
        };

        Assert.Equal("access-2", (await _home.GetTokenAsync()).AccessToken);
        Assert.Equal("{\"accessToken\": \"abc", await File.ReadAllTextAsync(_home.TokenFile, TestContext.Current.CancellationToken));
        Assert.True(File.Exists(new TokenState(_home.Home.Environment, SignedInHome.Session).HeldToken));
    }

    [Fact]
    public async Task When_the_service_refuses_a_token_that_another_tool_has_just_spent_that_tools_answer_is_waited_for()
    {
        _home.WriteToken(TimeSpan.Zero);
        _home.Center.OnRefresh = () => KeepaliveErrors.SignedOut("corp", null);
        int waits = 0;
        _home.Clock.Waiting = _ =>
        {
            if (++waits == 3)
            {
                _home.WriteToken(TimeSpan.FromMinutes(59), generation: 7, accessToken: "theirs");
            }
        };

        Assert.Equal("theirs", (await _home.GetTokenAsync()).AccessToken);
    }

    [Fact]
    public async Task A_second_name_of_the_token_file_keeps_the_old_token()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "made with ln");
        _home.WriteToken(TimeSpan.Zero);
        string copy = Path.Combine(_home.Home.Folder, "copy.json");
        using (var link = System.Diagnostics.Process.Start("ln", [_home.TokenFile, copy]))
        {
            await link.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        Assert.Equal("access-2", (await _home.GetTokenAsync()).AccessToken);
        Assert.Contains("\"access-1\"", await File.ReadAllTextAsync(copy, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failure_on_the_way_leaves_a_living_token_in_use()
    {
        _home.WriteToken(TimeSpan.FromMinutes(5));
        _home.Center.OnRefresh = () => KeepaliveErrors.TimedOut("The network", TimeSpan.FromSeconds(1), null);

        Assert.Equal("access-1", (await _home.GetTokenAsync()).AccessToken);
    }

    [Fact]
    public async Task While_the_lock_is_taken_a_living_token_is_used_at_once()
    {
        _home.WriteToken(TimeSpan.FromMinutes(2));
        using FileLock? other = FileLock.TryAcquire(new TokenState(_home.Home.Environment, SignedInHome.Session).TokenLock);

        Assert.Equal("access-1", (await _home.GetTokenAsync()).AccessToken);
        Assert.Equal(TimeSpan.Zero, _home.Clock.Elapsed);
    }

    [Fact]
    public async Task A_waiter_takes_the_winners_token_without_the_lock()
    {
        _home.WriteToken(TimeSpan.Zero);
        using FileLock? other = FileLock.TryAcquire(new TokenState(_home.Home.Environment, SignedInHome.Session).TokenLock);
        _home.Clock.Waiting = _ => _home.WriteToken(TimeSpan.FromHours(1), generation: 2, accessToken: "winners");

        Assert.Equal("winners", (await _home.GetTokenAsync()).AccessToken);
        Assert.Equal(0, _home.Center.Refreshes);
    }

    [Fact]
    public async Task Waiting_for_the_lock_ends_with_the_callers_time()
    {
        _home.WriteToken(TimeSpan.Zero);
        using FileLock? other = FileLock.TryAcquire(new TokenState(_home.Home.Environment, SignedInHome.Session).TokenLock);

        await HomeExtensions.FailsAsync(() => _home.GetTokenAsync(), KeepaliveErrorCode.TimedOut);

        Assert.InRange(_home.Clock.Elapsed, TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(16));
    }

    [Fact]
    public async Task A_token_that_the_portal_refused_is_replaced_whatever_its_end()
    {
        _home.WriteToken(TimeSpan.FromMinutes(59));
        SsoToken refused = await _home.GetTokenAsync();

        Assert.Equal("access-2", (await _home.GetTokenAsync(refused)).AccessToken);
    }

    public void Dispose() => _home.Dispose();

    private void WriteWithRegistration(TimeSpan left, TimeSpan registrationLeft)
    {
        _home.WriteToken(left);
        JsonNode token = JsonNode.Parse(File.ReadAllText(_home.TokenFile))!;
        token["registrationExpiresAt"] = Timestamp.Format(_home.Clock.GetUtcNow() + registrationLeft);
        _home.WriteTokenText(token.ToJsonString());
    }
}
