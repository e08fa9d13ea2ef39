using Keepalive.Aws.AccessKeys;
using Keepalive.Aws.Profiles;
using Keepalive.Configuration;
using Keepalive.Credentials;
using Keepalive.Platform.Time;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.Aws.Profiles;

/// <summary>
/// A file caught in the midst of being written. The clock stands still until somebody waits, so a test decides what has
/// happened by the time of the next read.
/// </summary>
public sealed class TornReadTests : IDisposable
{
    private const string End = "expiration = 2026-11-21T15:00:00Z";

    private static readonly TimeSpan JustNow = TimeSpan.Zero;
    private static readonly TimeSpan InAnHour = TimeSpan.FromHours(-1);
    private static readonly TestKeys Old = TestKeys.Temporary(1);
    private static readonly TestKeys New = TestKeys.Temporary(2);

    private readonly FakeClock _clock = new();
    private readonly SyntheticHome _home;

    public TornReadTests() => _home = new SyntheticHome(_clock);

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task A_settled_file_is_read_without_waiting()
    {
        _home.WriteCredentials(New.Section("a", End));

        await _home.ResolveAsync("a");

        Assert.Equal(0, _clock.Waits);
    }

    [Fact]
    public async Task A_whole_file_written_this_moment_is_read_without_waiting()
    {
        _home.WriteCredentials(New.Section("a", End), JustNow);

        await _home.ResolveAsync("a");

        Assert.Equal(0, _clock.Waits);
    }

    [Fact]
    public async Task A_last_line_without_end_is_waited_for()
    {
        string whole = New.Section("a", End);
        _home.WriteCredentials(whole[..(whole.IndexOf("session_token", StringComparison.Ordinal) + 100)], JustNow);
        OnFirstWait(() => _home.WriteCredentials(whole, JustNow));

        Assert.Equal(New.SessionToken, (await _home.ResolveAsync("a")).SessionToken);
    }

    [Fact]
    public async Task A_file_that_was_just_removed_is_waited_for()
    {
        Directory.SetLastWriteTimeUtc(Path.GetDirectoryName(_home.CredentialsPath)!, _clock.GetUtcNow().UtcDateTime);
        OnFirstWait(() => _home.WriteCredentials(New.Section("a", End), JustNow));

        Assert.Equal(New.SessionToken, (await _home.ResolveAsync("a")).SessionToken);
    }

    [Fact]
    public async Task A_file_that_was_never_there_is_not_waited_for()
    {
        Directory.SetLastWriteTimeUtc(Path.GetDirectoryName(_home.CredentialsPath)!, _clock.GetUtcNow().AddHours(-1).UtcDateTime);

        await _home.RefusesAsync(KeepaliveErrorCode.ProfileNotFound, "a");

        Assert.Equal(0, _clock.Waits);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(5)]
    public async Task A_name_that_is_not_in_a_whole_file_waits_for_no_writer(double seconds)
    {
        _home.WriteCredentials(New.Section("a", End), TimeSpan.FromSeconds(seconds));

        await _home.RefusesAsync(KeepaliveErrorCode.ProfileNotFound, "misspelt");

        Assert.Equal(0, _clock.Waits);
    }

    [Fact]
    public async Task A_fault_in_the_midst_of_a_file_waits_for_no_writer()
    {
        _home.WriteCredentials("[half]\naws_access_key_id = ASIATESTTESTTEST0001\n" + New.Section("a", End), TimeSpan.FromSeconds(2));

        await _home.RefusesAsync(KeepaliveErrorCode.KeyPairIncomplete, "half");

        Assert.Equal(0, _clock.Waits);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[a]\naws_access_key_id = ASIATESTTESTTEST0001\n")]
    [InlineData("[a]\naws_access_key_id = ASIATEST")]
    public async Task A_file_that_ends_too_early_may_be_about_to_name_the_profile(string beginning)
    {
        _home.WriteCredentials(beginning, TimeSpan.FromMilliseconds(500));
        OnFirstWait(() => _home.WriteCredentials(New.Section("b", End), JustNow));

        Assert.Equal(New.SessionToken, (await _home.ResolveAsync("b")).SessionToken);
    }

    [Fact]
    public async Task A_last_line_that_never_ends_is_an_error_after_a_second()
    {
        _home.WriteCredentials(New.Section("a").TrimEnd('\n'), JustNow);

        KeepaliveException exception = await _home.RefusesAsync(KeepaliveErrorCode.ProfileFileIncomplete, "a");

        Assert.Equal(_home.CredentialsPath, exception.Target);
        Assert.InRange(_clock.Elapsed, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1.1));
    }

    [Fact]
    public async Task A_last_line_without_end_that_has_rested_is_what_its_owner_wants()
    {
        _home.WriteCredentials(New.Section("a", End).TrimEnd('\n'), TimeSpan.FromSeconds(10));

        Assert.Equal(New.SessionToken, (await _home.ResolveAsync("a")).SessionToken);
        Assert.Equal(0, _clock.Waits);
    }

    [Fact]
    public async Task A_last_line_without_end_hurts_no_profile_above_it()
    {
        _home.WriteCredentials(New.Section("a", End) + "[b]\naws_access", JustNow);

        Assert.Equal(New.SessionToken, (await _home.ResolveAsync("a")).SessionToken);
        Assert.Equal(0, _clock.Waits);
    }

    [Fact]
    public async Task An_expiry_that_has_not_come_yet_is_waited_for()
    {
        _home.WriteCredentials(New.Section("a"), JustNow);
        OnFirstWait(() => _home.WriteCredentials(New.Section("a", End), JustNow));

        Assert.Equal(FakeClock.Noon.AddHours(3), (await _home.ResolveAsync("a")).Expiry?.Instant);
    }

    [Fact]
    public async Task An_expiry_that_never_comes_costs_a_second_and_no_more()
    {
        _home.WriteCredentials(New.Section("a"), JustNow);

        Assert.Null((await _home.ResolveAsync("a")).Expiry);
        Assert.InRange(_clock.Elapsed, TimeSpan.FromSeconds(0.9), TimeSpan.FromSeconds(1.1));
    }

    [Fact]
    public async Task An_expiry_is_not_waited_for_where_another_section_follows()
    {
        _home.WriteCredentials(New.Section("a") + "[b]\n", JustNow);

        await _home.ResolveAsync("a");

        Assert.Equal(0, _clock.Waits);
    }

    [Fact]
    public async Task A_configured_expiry_is_waited_for_although_a_known_one_is_there()
    {
        _home.WriteCredentials(New.Section("a", End), JustNow);
        OnFirstWait(() => _home.WriteCredentials(New.Section("a", End, "my_end = 2026-11-21T14:00:00Z"), JustNow));

        AwsCredential credential = await _home.ResolveAsync("a", new KeepaliveConfiguration { ExpirationField = "my_end" });

        Assert.Equal(FakeClock.Noon.AddHours(2), credential.Expiry?.Instant);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[b]\n")]
    [InlineData("[a")]
    [InlineData("[a]\n")]
    [InlineData("[a]\naws_access_key_id = ASIAEXAMPLE000000002\n")]
    [InlineData("[a]\naws_access_key_id = ASIAEXAMPLE000000002\naws_secret_acc")]
    [InlineData("[a]\naws_access_key_id = ASIAEXAMPLE000000002\naws_secret_access_key = s\n")]
    public async Task Every_beginning_of_a_file_is_waited_for(string beginning)
    {
        _home.WriteCredentials(beginning, JustNow);
        OnFirstWait(() => _home.WriteCredentials(New.Section("a", End), JustNow));

        Assert.Equal(New.SessionToken, (await _home.ResolveAsync("a")).SessionToken);
    }

    [Fact]
    [Trait("Migration", "W12")]
    public async Task No_beginning_of_a_file_gives_anything_but_its_whole_key()
    {
        string whole = Old.Section("b", End) + New.Section("a", End);
        List<int> served = [];
        for (int length = 0; length <= whole.Length; length++)
        {
            using var home = new SyntheticHome();
            home.WriteCredentials(whole[..length], JustNow);
            try
            {
                AwsCredential credential = await home.ResolveAsync("a");

                Assert.Equal(New, new TestKeys(credential.AccessKeyId, credential.SecretAccessKey, credential.SessionToken));
                Assert.Equal(length == whole.Length ? FakeClock.Noon.AddHours(3) : null, credential.Expiry?.Instant);
                served.Add(length);
            }
            catch (KeepaliveException)
            {
                // An error is allowed; a mixture is not.
            }
        }

        // The whole file, and the one that ends with the line before the last.
        Assert.Equal([whole.LastIndexOf(End, StringComparison.Ordinal), whole.Length], served);
    }

    [Fact]
    public async Task Keys_in_the_config_file_are_not_taken_while_the_credentials_file_is_empty_for_a_moment()
    {
        _home.WriteConfig(Old.Section("profile a", End)).WriteCredentials("", JustNow);
        OnFirstWait(() => _home.WriteCredentials(New.Section("a", End), JustNow));

        Assert.Equal(New.AccessKeyId, (await _home.ResolveAsync("a")).AccessKeyId);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[profile a]\nregion = r\n")]
    public async Task A_role_is_not_passed_over_while_the_config_file_has_not_come_to_it(string beginning)
    {
        const string Whole = "[profile a]\nregion = r\nrole_arn = arn:aws:iam::1:role/r\nsource_profile = b\n";
        _home.WriteCredentials(New.Section("a", End)).WriteConfig(beginning, JustNow);
        OnFirstWait(() => _home.WriteConfig(Whole, JustNow));

        await _home.RefusesAsync(KeepaliveErrorCode.RoleSourceNotFound, "a");
    }

    [Fact]
    public async Task The_keys_that_assume_a_role_are_waited_for_while_they_are_written()
    {
        _home.WriteConfig("[profile a]\nrole_arn = arn:aws:iam::1:role/r\nsource_profile = b\n")
            .WriteCredentials($"[b]\naws_access_key_id = {New.AccessKeyId}\n", TimeSpan.FromSeconds(5));
        OnFirstWait(() => _home.WriteCredentials(New.Section("b", End), JustNow));

        AwsProfile role = await _home.ReadProfileAsync("a");

        Assert.Equal(New.SessionToken, role.FindOther("b")?["aws_session_token"]?.Value);
    }

    [Fact]
    public async Task A_key_whose_secret_has_not_come_after_seconds_is_waited_for()
    {
        _home.WriteCredentials($"[a]\naws_access_key_id = {New.AccessKeyId}\n", TimeSpan.FromSeconds(5));
        OnFirstWait(() => _home.WriteCredentials(New.Section("a", End), JustNow));

        Assert.Equal(New.SessionToken, (await _home.ResolveAsync("a")).SessionToken);
    }

    // The file's clock may be ahead of ours: a file server's, or that of Windows while WSL has slept.
    [Fact]
    public async Task A_last_line_without_end_and_of_unknown_age_is_waited_for()
    {
        string whole = New.Section("a", End);
        _home.WriteCredentials(whole[..(whole.IndexOf("session_token", StringComparison.Ordinal) + 100)], InAnHour);
        OnFirstWait(() => _home.WriteCredentials(whole, InAnHour));

        Assert.Equal(New.SessionToken, (await _home.ResolveAsync("a")).SessionToken);
    }

    [Fact]
    public async Task A_last_line_without_end_and_of_unknown_age_is_taken_when_it_did_not_change_for_a_second()
    {
        _home.WriteCredentials(New.Section("a", End).TrimEnd('\n'), InAnHour);

        Assert.Equal(New.SessionToken, (await _home.ResolveAsync("a")).SessionToken);
        Assert.InRange(_clock.Elapsed, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1.1));
    }

    [Fact]
    public async Task A_last_line_without_end_and_of_unknown_age_that_keeps_changing_is_an_error()
    {
        int changes = 0;
        void Change() => _home.WriteCredentials(New.Section("a", End).TrimEnd('\n'), InAnHour - TimeSpan.FromMilliseconds(++changes));
        Change();
        _clock.Waiting = _ => Change();

        await _home.RefusesAsync(KeepaliveErrorCode.ProfileFileIncomplete, "a");
    }

    [Fact]
    public async Task A_whole_file_of_unknown_age_is_read_without_waiting()
    {
        _home.WriteCredentials(New.Section("a", End), InAnHour);

        await _home.ResolveAsync("a");

        Assert.Equal(0, _clock.Waits);
    }

    [Fact]
    public async Task A_file_that_its_writer_holds_for_itself_alone_is_waited_for()
    {
        _home.WriteCredentials(New.Section("a", End));
        using FileStream writer = new(_home.CredentialsPath, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        OnFirstWait(writer.Dispose);

        Assert.Equal(New.SessionToken, (await _home.ResolveAsync("a")).SessionToken);
        Assert.Equal(1, _clock.Waits);
    }

    [Fact]
    public async Task One_that_is_held_for_ever_is_an_error_after_a_second()
    {
        _home.WriteCredentials(New.Section("a", End));
        using FileStream writer = new(_home.CredentialsPath, FileMode.Open, FileAccess.ReadWrite, FileShare.None);

        await _home.RefusesAsync(KeepaliveErrorCode.ProfileFileUnreadable, "a");

        Assert.InRange(_clock.Elapsed, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1.1));
    }

    [Fact]
    public async Task Cancelling_ends_the_wait()
    {
        using var source = new CancellationTokenSource();
        _home.WriteCredentials("", JustNow);
        _clock.Waiting = _ => source.Cancel();
        var resolver = new CredentialResolver(_home.Environment, KeepaliveConfiguration.Default, _clock);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            resolver.ResolveAsync(resolver.Choose("a"), Deadline.After(_clock, HomeExtensions.AmpleTime), source.Token).AsTask());
    }

    private void OnFirstWait(Action action) => _clock.Waiting = _ =>
    {
        _clock.Waiting = null;
        action();
    };
}
