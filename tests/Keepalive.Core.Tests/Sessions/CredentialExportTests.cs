using Keepalive.Aws.AccessKeys;
using Keepalive.Aws.SecurityTokens;
using Keepalive.Platform.Processes;

namespace Keepalive.Core.Tests.Sessions;

/// <summary>Never a key that is known to be dead.</summary>
public sealed class CredentialExportTests : IDisposable
{
    private readonly ExportHome _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task A_client_that_asks_for_the_first_time_asks_nobody_else()
    {
        await _home.WithKeys(TimeSpan.FromHours(1)).ExportAsync();

        Assert.Empty(_home.Sts.Asked);
    }

    [Fact]
    public async Task One_that_asks_again_when_it_has_to_asks_nobody_either()
    {
        await _home.WithKeys(TimeSpan.FromHours(1)).ExportAsync();
        _home.Clock.Advance(TimeSpan.FromMinutes(55));
        await _home.ExportAsync();

        Assert.Empty(_home.Sts.Asked);
    }

    [Fact]
    public async Task One_that_asks_before_its_time_was_refused_so_STS_is_asked()
    {
        await _home.WithKeys(TimeSpan.FromHours(1)).ExportAsync();
        _home.Clock.Advance(TimeSpan.FromMinutes(54));

        Assert.Equal(ExportHome.FirstKey, (await _home.ExportAsync()).AccessKeyId);
        Assert.Equal((ExportHome.FirstKey, "work", TimeSpan.FromSeconds(2)), Assert.Single(_home.Sts.Asked));
        Assert.Equal(KeyValidity.Alive, new KeyValidityCache(_home.Home.Environment, _home.Clock).Read(ExportHome.FirstKey));
    }

    [Fact]
    public async Task A_key_of_which_STS_tells_nothing_is_given_again()
    {
        _home.Sts.Standings[ExportHome.FirstKey] = KeyValidity.Unknown;
        await _home.WithKeys(TimeSpan.FromHours(1)).ExportAsync();

        Assert.Equal(ExportHome.FirstKey, (await _home.ExportAsync()).AccessKeyId);
        Assert.Single(_home.Sts.Asked);
    }

    [Fact]
    public async Task A_dead_key_in_a_file_is_an_error_and_not_given_again()
    {
        _home.Sts.Standings[ExportHome.FirstKey] = KeyValidity.Dead;
        await _home.WithKeys(TimeSpan.FromHours(1)).ExportAsync();

        KeepaliveException exception = await HomeExtensions.FailsAsync(() => _home.ExportAsync(), KeepaliveErrorCode.CredentialRevoked);

        Assert.Contains("'work'", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(ExportHome.FirstKey, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(CredentialFormat.Claude)]
    [InlineData(CredentialFormat.Process)]
    [InlineData(CredentialFormat.Env)]
    [InlineData(null)]
    public async Task What_is_known_to_be_dead_nobody_gets_and_nobody_is_asked_again(CredentialFormat? format)
    {
        new KeyValidityCache(_home.Home.Environment, _home.Clock).Write(ExportHome.FirstKey, KeyValidity.Dead, null);
        _home.WithKeys(TimeSpan.FromHours(1));

        await HomeExtensions.FailsAsync(() => _home.ExportAsync(format), KeepaliveErrorCode.CredentialRevoked);
        Assert.Empty(_home.Sts.Asked);
    }

    [Fact]
    public async Task New_keys_in_the_file_are_given_without_a_question()
    {
        _home.Sts.Standings[ExportHome.FirstKey] = KeyValidity.Dead;
        await _home.WithKeys(TimeSpan.FromHours(1)).ExportAsync();
        _home.WithKeys(TimeSpan.FromHours(1), generation: 2);

        Assert.Equal(ExportHome.SecondKey, (await _home.ExportAsync()).AccessKeyId);
        Assert.Empty(_home.Sts.Asked);
    }

    [Fact]
    public async Task Past_its_end_a_key_is_refused_after_one_question()
    {
        _home.Sts.Standings[ExportHome.FirstKey] = KeyValidity.Dead;
        await _home.WithKeys(TimeSpan.FromMinutes(10)).ExportAsync();
        _home.Clock.Advance(TimeSpan.FromMinutes(10));

        await HomeExtensions.FailsAsync(() => _home.ExportAsync(), KeepaliveErrorCode.CredentialExpired);
        await HomeExtensions.FailsAsync(() => _home.ExportAsync(), KeepaliveErrorCode.CredentialExpired);
        Assert.Single(_home.Sts.Asked);
    }

    [Fact]
    public async Task A_key_that_STS_takes_after_the_end_in_the_file_is_given_and_asked_about_once_in_ten_minutes()
    {
        _home.Client = null; // One that asks again before it has to would be taken for one that was refused.
        _home.WithKeys(TimeSpan.FromMinutes(-60));

        for (int export = 0; export < 20; export++)
        {
            AwsCredential given = await _home.ExportAsync(CredentialFormat.Process);
            Assert.Equal(ExportHome.FirstKey, given.AccessKeyId);
            Assert.True(given.Expiry is null || given.Expiry.Instant > _home.Clock.GetUtcNow());
        }

        Assert.Single(_home.Sts.Asked);
        _home.Clock.Advance(TimeSpan.FromMinutes(11));
        _home.Sts.Standings[ExportHome.FirstKey] = KeyValidity.Dead;
        await HomeExtensions.FailsAsync(() => _home.ExportAsync(), KeepaliveErrorCode.CredentialExpired);
        Assert.Equal(2, _home.Sts.Asked.Count);
    }

    [Fact]
    public async Task Without_an_answer_of_STS_the_end_in_the_file_decides()
    {
        _home.Sts.Standings[ExportHome.FirstKey] = KeyValidity.Unknown;
        _home.WithKeys(TimeSpan.FromMinutes(-60));

        await HomeExtensions.FailsAsync(() => _home.ExportAsync(), KeepaliveErrorCode.CredentialExpired);
    }

    [Fact]
    public async Task An_end_of_days_ago_is_no_question()
    {
        _home.WithKeys(TimeSpan.FromHours(-37));

        await HomeExtensions.FailsAsync(() => _home.ExportAsync(), KeepaliveErrorCode.CredentialExpired);
        Assert.Empty(_home.Sts.Asked);
    }

    [Fact]
    public async Task The_clients_export_and_its_default_chain_are_two_who_ask()
    {
        await _home.WithKeys(TimeSpan.FromHours(1)).ExportAsync(CredentialFormat.Process);
        await _home.ExportAsync();
        Assert.Empty(_home.Sts.Asked);

        await _home.ExportAsync(CredentialFormat.Process);
        Assert.Single(_home.Sts.Asked);
    }

    [Fact]
    public async Task Another_client_and_another_process_of_the_same_number_ask_for_the_first_time()
    {
        await _home.WithKeys(TimeSpan.FromHours(1)).ExportAsync();
        _home.Client = _home.Client!.Value with { Started = 1 };
        await _home.ExportAsync();
        _home.Client = CallingProcess.Find();
        await _home.ExportAsync();
        _home.Client = null;
        await _home.ExportAsync();

        Assert.Empty(_home.Sts.Asked);
    }

    [Fact]
    public async Task Whoever_is_no_client_may_ask_as_often_as_he_likes()
    {
        _home.Home.Variables.Remove("CLAUDE_CODE_ENTRYPOINT");
        _home.WithKeys(TimeSpan.FromHours(1));
        await _home.ExportAsync();
        await _home.ExportAsync();

        Assert.Empty(_home.Sts.Asked);
        Assert.Null(_home.HandedOut.Last("work"));
    }

    [Fact]
    public async Task A_credential_process_is_run_again_for_another_key()
    {
        string answer = Path.Combine(_home.Home.Folder, "answer");
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs sh");
        _home.Home.WriteConfig($"[profile work]\ncredential_process = sh -c \"n=$(cat {answer} 2>/dev/null || echo 0); n=$((n+1)); echo $n >{answer};"
            + " echo '{\\\"Version\\\":1,\\\"AccessKeyId\\\":\\\"ASIARUN'$n'\\\",\\\"SecretAccessKey\\\":\\\"s\\\",\\\"SessionToken\\\":\\\"t\\\",\\\"Expiration\\\":\\\"2099-01-01T00:00:00Z\\\"}'\"\n");
        new KeyValidityCache(_home.Home.Environment, _home.Clock).Write("ASIARUN1", KeyValidity.Dead, null);

        // Its key of every run is another, so the second one is given, once STS takes it.
        Assert.Equal("ASIARUN2", (await _home.ExportAsync()).AccessKeyId);
        Assert.Equal("ASIARUN2", Assert.Single(_home.Sts.Asked).Key);
    }

    [Fact]
    public async Task A_source_that_has_nothing_but_dead_keys_is_not_asked_for_ever()
    {
        _home.Home.WriteConfig($"[profile work]\ncredential_process = {CommandFor("ASIASAME")}\n");
        new KeyValidityCache(_home.Home.Environment, _home.Clock).Write("ASIASAME", KeyValidity.Dead, null);

        await HomeExtensions.FailsAsync(() => _home.ExportAsync(), KeepaliveErrorCode.CredentialRevoked);
    }

    private string CommandFor(string key)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs cat");
        string file = Path.Combine(_home.Home.Folder, "answer.json");
        File.WriteAllText(file, $"{{\"Version\":1,\"AccessKeyId\":\"{key}\",\"SecretAccessKey\":\"s\",\"SessionToken\":\"t\",\"Expiration\":\"2099-01-01T00:00:00Z\"}}");
        return $"cat {file}";
    }
}
