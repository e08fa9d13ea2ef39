using Keepalive.Testing;
using Keepalive.Tokens;

namespace Keepalive.Core.Tests.IdentityCenter;

/// <summary>The service has spent the refresh token and given the next one, but no access token with it.</summary>
public sealed class SuccessorTokenTests : IDisposable
{
    private readonly SignedInHome _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task The_next_refresh_token_is_kept_beside_the_access_token_that_is_there()
    {
        _home.WriteToken(TimeSpan.Zero);

        await RenewInVainAsync(static () => { });

        string content = await ReadAsync();
        Assert.Contains("\"refresh-2\"", content, StringComparison.Ordinal);
        Assert.Contains("\"access-1\"", content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_access_token_that_another_tool_has_written_meanwhile_stays_though_its_refresh_token_is_the_same()
    {
        _home.WriteToken(TimeSpan.Zero);

        await RenewInVainAsync(() => _home.WriteToken(TimeSpan.FromMinutes(30), accessToken: "theirs"));

        Assert.Contains("\"theirs\"", await ReadAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_a_sign_out_meanwhile_nothing_is_written()
    {
        _home.WriteToken(TimeSpan.Zero);

        await RenewInVainAsync(() => File.Delete(_home.TokenFile));

        Assert.Empty(Directory.GetFiles(Path.GetDirectoryName(_home.TokenFile)!));
    }

    private async Task RenewInVainAsync(Action meanwhile)
    {
        _home.Center.OnRefresh = () =>
        {
            meanwhile();
            throw new UnfinishedRenewalException(FakeIdentityCenter.RefreshToken(2), KeepaliveErrors.TimedOut("The service", TimeSpan.FromSeconds(1), null));
        };
        try
        {
            await _home.GetTokenAsync();
        }
        catch (KeepaliveException)
        {
            // Only the file counts here.
        }
    }

    private Task<string> ReadAsync() => File.ReadAllTextAsync(_home.TokenFile, TestContext.Current.CancellationToken);
}
