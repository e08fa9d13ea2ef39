using Keepalive.Aws.AccessKeys;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.Sessions;

/// <summary>The end that Claude Code is told, and everybody else.</summary>
public sealed class ClientExpirationTests : IDisposable
{
    private readonly ExportHome _home = new();

    public void Dispose() => _home.Dispose();

    [Theory]
    [InlineData(720)]
    [InlineData(60)]
    [InlineData(8)]
    public async Task A_key_with_time_left_is_told_with_its_true_end(int minutes) =>
        Assert.Equal(In(minutes), (await _home.WithKeys(TimeSpan.FromMinutes(minutes)).ExportAsync()).Expiry!.Instant);

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7.9)]
    [Trait("Migration", "W17")]
    public async Task A_key_near_its_end_is_never_told_with_an_end_that_means_a_blind_hour(double minutes) =>
        Assert.Equal(In(8), (await _home.WithKeys(TimeSpan.FromMinutes(minutes)).ExportAsync()).Expiry!.Instant);

    [Fact]
    public async Task A_key_whose_end_nobody_knows_is_asked_for_again_soon()
    {
        Assert.Equal(In(15), (await _home.WithKeys(null).ExportAsync()).Expiry!.Instant);
        Assert.Equal(In(10), _home.Given!.Horizon);
        Assert.Null(_home.Given!.Expires);
    }

    [Fact]
    public async Task The_clients_default_chain_has_the_same_trap()
    {
        Assert.Equal(In(8), (await _home.WithKeys(TimeSpan.FromMinutes(5)).ExportAsync(CredentialFormat.Process)).Expiry!.Instant);

        _home.Home.Variables.Remove("CLAUDE_CODE_ENTRYPOINT");
        Assert.Equal(In(5), (await _home.ExportAsync(CredentialFormat.Process)).Expiry!.Instant);
        Assert.Equal(In(8), (await _home.ExportAsync()).Expiry!.Instant);
    }

    [Theory]
    [InlineData(CredentialFormat.Env)]
    [InlineData(CredentialFormat.PowerShell)]
    [InlineData(null)]
    public async Task Everybody_else_is_told_the_truth(CredentialFormat? format)
    {
        Assert.Equal(In(5), (await _home.WithKeys(TimeSpan.FromMinutes(5)).ExportAsync(format)).Expiry!.Instant);
        Assert.Null((await _home.WithKeys(null).ExportAsync(format)).Expiry);
        Assert.Null(_home.Given);
    }

    [Fact]
    public async Task A_long_lived_key_may_be_kept()
    {
        _home.Home.WriteCredentials(TestKeys.LongLived().Section("work"));

        Assert.Null((await _home.ExportAsync(CredentialFormat.Process)).Expiry);
        _home.Home.Variables["AWS_ENDPOINT_URL_STS"] = "http://127.0.0.1:1";
        await HomeExtensions.FailsAsync(() => _home.ExportAsync(), KeepaliveErrorCode.NetworkUnreachable); // The session comes from AWS STS.
    }

    [Fact]
    public async Task The_end_is_told_on_the_machines_own_clock()
    {
        new ClockSkewFile(_home.Home.Environment, _home.Clock).Learn(_home.Clock.GetUtcNow().AddMinutes(30));
        new ClockSkewFile(_home.Home.Environment, _home.Clock).Learn(_home.Clock.GetUtcNow().AddMinutes(30));
        _home.WithKeys(TimeSpan.FromMinutes(90));

        Assert.Equal(In(60), (await _home.ExportAsync()).Expiry!.Instant);
        Assert.Equal(In(90), _home.Given!.Expires);
        Assert.Equal(In(55), _home.Given!.Horizon);
    }

    private DateTimeOffset In(double minutes) => _home.Clock.GetUtcNow().AddMinutes(minutes);
}
