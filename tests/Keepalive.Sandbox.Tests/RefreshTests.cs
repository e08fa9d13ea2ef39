using Keepalive.Sandbox.Services;
using Keepalive.Sandbox.Tests.Support;

namespace Keepalive.Sandbox.Tests;

public sealed class RefreshTests : SandboxTest
{
    private FinishedSignIn _signIn = null!;

    private Client Client => new(_signIn.ClientId, _signIn.ClientSecret);

    [Fact]
    public async Task A_refresh_brings_the_next_pair_and_spends_the_old_token()
    {
        _signIn = Server.IdentityCenter.SignIn();

        Answer first = await RefreshAsync(_signIn.RefreshToken);
        Answer again = await RefreshAsync(_signIn.RefreshToken);
        Answer second = await RefreshAsync(first["refreshToken"]);

        Assert.Equal(200, first.Status);
        Assert.NotEqual(_signIn.AccessToken, first["accessToken"]);
        Assert.Equal((400, "InvalidGrantException", "invalid_grant"), (again.Status, again.ErrorType, again["error"]));
        Assert.Equal(200, second.Status);
        Assert.Equal([second["refreshToken"]], Server.IdentityCenter.LiveRefreshTokens);
        Assert.Equal(3, Server.Log.Refreshes);
    }

    [Fact]
    public async Task Of_many_at_once_with_one_token_exactly_one_wins()
    {
        _signIn = Server.IdentityCenter.SignIn();

        Answer[] answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => RefreshAsync(_signIn.RefreshToken)));

        Assert.Equal(1, answers.Count(answer => answer.Status == 200));
        Assert.Equal(49, answers.Count(answer => answer.ErrorType == "InvalidGrantException"));
        Assert.Single(Server.IdentityCenter.LiveRefreshTokens);
    }

    [Fact]
    public async Task An_answer_without_refresh_token_leaves_the_old_one_good()
    {
        _signIn = Server.IdentityCenter.SignIn();
        Server.Options.OmitRefreshTokenOnRefresh = true;

        Answer first = await RefreshAsync(_signIn.RefreshToken);
        Answer second = await RefreshAsync(_signIn.RefreshToken);

        Assert.False(first.Json.ContainsKey("refreshToken"));
        Assert.Equal(200, second.Status);
    }

    [Fact]
    public async Task Without_rotation_the_same_refresh_token_comes_back()
    {
        _signIn = Server.IdentityCenter.SignIn();
        Server.Options.RotateRefreshTokens = false;

        Assert.Equal(_signIn.RefreshToken, (await RefreshAsync(_signIn.RefreshToken))["refreshToken"]);
        Assert.Equal(200, (await RefreshAsync(_signIn.RefreshToken)).Status);
    }

    [Fact]
    public async Task A_refresh_token_ends()
    {
        Server.Options.RefreshTokenLifetime = TimeSpan.FromHours(8);
        _signIn = Server.IdentityCenter.SignIn();
        Clock.Advance(TimeSpan.FromHours(8));

        Assert.Equal("ExpiredTokenException", (await RefreshAsync(_signIn.RefreshToken)).ErrorType);
    }

    [Fact]
    public async Task Lifetimes_take_effect_for_the_next_token()
    {
        _signIn = Server.IdentityCenter.SignIn();
        Server.Options.AccessTokenLifetime = TimeSpan.FromSeconds(90);

        Answer answer = await RefreshAsync(_signIn.RefreshToken);

        Assert.Equal(90, answer.Json["expiresIn"]!.GetValue<int>());
        Clock.Advance(TimeSpan.FromSeconds(90));
        Assert.False(Server.IdentityCenter.Accepts(answer["accessToken"]));
        Assert.True(Server.IdentityCenter.Accepts(_signIn.AccessToken));
    }

    [Fact]
    public async Task A_revoked_refresh_token_is_an_invalid_grant()
    {
        _signIn = Server.IdentityCenter.SignIn();

        Assert.True(Server.IdentityCenter.Revoke(_signIn.RefreshToken));

        Assert.Equal("InvalidGrantException", (await RefreshAsync(_signIn.RefreshToken)).ErrorType);
    }

    [Fact]
    public async Task An_unknown_grant_type_is_unsupported()
    {
        _signIn = Server.IdentityCenter.SignIn();

        Answer answer = await TokenAsync(Client, "password");

        Assert.Equal((400, "UnsupportedGrantTypeException", "unsupported_grant_type"), (answer.Status, answer.ErrorType, answer["error"]));
    }

    [Theory]
    [InlineData("refresh_token")]
    [InlineData("authorization_code")]
    [InlineData(DeviceGrant)]
    public async Task A_grant_without_its_proof_is_an_invalid_request(string grantType)
    {
        _signIn = Server.IdentityCenter.SignIn();

        Assert.Equal("InvalidRequestException", (await TokenAsync(Client, grantType)).ErrorType);
    }

    private Task<Answer> RefreshAsync(string refreshToken) => TokenAsync(Client, "refresh_token", ("refreshToken", refreshToken));
}
