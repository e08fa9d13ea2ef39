using Keepalive.Aws.SecurityTokens;
using Keepalive.Configuration;
using Keepalive.Logging;
using Keepalive.Sessions;
using Keepalive.Testing;
using Keepalive.Workers;

namespace Keepalive.Core.Tests.Sessions;

/// <summary>A login that brings nothing of use is made once, however often a refresh is called: the pause that it opens is everybody's.</summary>
public sealed class LoginStormTests : IDisposable
{
    private readonly RefreshHome _home = new();
    private int _logins;

    public LoginStormTests()
    {
        _home.WriteKeys(RefreshHome.Old, minutes: -5);
        _home.Configuration = new KeepaliveConfiguration { AutoLoginCommand = "login" };
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null)]
    [InlineData("1")]
    public async Task Where_AWS_refuses_every_new_key_one_login_is_made_in_a_pause(string? claudeCode)
    {
        if (claudeCode is not null)
        {
            _home.Variables["CLAUDECODE"] = claudeCode;
        }

        _home.Verifier.Otherwise = KeyValidity.Dead;
        BringNewKeys();

        KeepaliveException failure = await _home.FailsAsync(KeepaliveErrorCode.AutoLoginFailed);
        await RefreshOftenAsync();

        Assert.Contains("left a key that AWS rejects", failure.Message, StringComparison.Ordinal);
        Assert.Equal((1, 1, SignInPhase.Failed), (_logins, _home.EntryOf(RefreshHome.Keys)!.Failures, _home.EntryOf(RefreshHome.Keys)!.Phase));
        Assert.Equal(
            [KeepaliveErrorCode.AutoLoginFailed],
            new EventLogReader(_home.Environment).ReadLast(200).Where(entry => entry.Event == LogEvent.AutoLogin).Select(entry => entry.Outcome));
    }

    [Fact]
    public async Task Where_STS_answers_only_after_the_login_its_refusal_still_opens_the_pause()
    {
        _home.Verifier.Otherwise = KeyValidity.Unknown;
        BringNewKeys();
        Assert.Equal(RefreshWay.AutoLogin, (await _home.RefreshAsync()).Way);

        _home.Verifier.Otherwise = KeyValidity.Dead;
        await RefreshOftenAsync();

        Assert.Equal((1, SignInPhase.Failed), (_logins, _home.EntryOf(RefreshHome.Keys)!.Phase));
    }

    [Theory]
    [InlineData(-5)]
    [InlineData(0)]
    [InlineData(1)]
    public async Task A_key_that_has_ended_or_is_about_to_is_brought_once(int minutes)
    {
        _home.Login = () =>
        {
            _logins++;
            _home.WriteKeys(TestKeys.Temporary(100 + _logins), minutes);
            return Task.FromResult<string?>(null);
        };

        await Assert.ThrowsAsync<KeepaliveException>(() => _home.RefreshAsync());
        await RefreshOftenAsync();

        Assert.Equal(1, _logins);
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("the same key")]
    [InlineData("a key of another profile")]
    public async Task A_tool_that_ends_well_and_brings_nothing_is_run_once(string brings)
    {
        _home.Login = () =>
        {
            _logins++;
            switch (brings)
            {
                case "the same key":
                    _home.WriteKeys(RefreshHome.Old, minutes: -5);
                    break;
                case "a key of another profile":
                    File.AppendAllText(Path.Combine(_home.Environment.Home!, ".aws", "credentials"), "\n" + RefreshHome.New.Section("other"));
                    break;
            }

            return Task.FromResult<string?>(null);
        };

        await _home.FailsAsync(KeepaliveErrorCode.AutoLoginFailed);
        await RefreshOftenAsync();

        Assert.Equal(1, _logins);
    }

    [Fact]
    public async Task A_key_written_by_hand_that_AWS_takes_ends_the_pause()
    {
        await _home.FailsAsync(KeepaliveErrorCode.AutoLoginFailed);
        _home.WriteKeys(TestKeys.Temporary(3));
        Assert.Equal(RefreshWay.WasGood, (await _home.RefreshAsync()).Way);

        _home.WriteKeys(TestKeys.Temporary(4), minutes: -5);
        await _home.FailsAsync(KeepaliveErrorCode.AutoLoginFailed);

        Assert.Equal(2, _home.Program.Launched.Count);
    }

    [Fact]
    public async Task Changed_settings_end_the_pause_and_settings_that_rest_do_not()
    {
        string file = Path.Combine(_home.Environment.Home!, "config.json");
        await File.WriteAllTextAsync(file, "{}", Token);
        File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddHours(-1));
        _home.Variables["CLAUDE_AWS_CONFIG"] = file;
        await _home.FailsAsync(KeepaliveErrorCode.AutoLoginFailed);
        await _home.FailsAsync(KeepaliveErrorCode.SignInCoolingDown);

        File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddSeconds(1));

        await _home.FailsAsync(KeepaliveErrorCode.AutoLoginFailed);
    }

    public void Dispose() => _home.Dispose();

    private void BringNewKeys() => _home.Login = () =>
    {
        _logins++;
        _home.WriteKeys(TestKeys.Temporary(100 + _logins));
        return Task.FromResult<string?>(null);
    };

    private async Task RefreshOftenAsync()
    {
        for (int call = 0; call < 25; call++)
        {
            await _home.FailsAsync(KeepaliveErrorCode.SignInCoolingDown);
        }
    }
}
