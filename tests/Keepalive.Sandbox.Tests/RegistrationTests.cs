using System.Text.Json.Nodes;
using Keepalive.Sandbox.Services;
using Keepalive.Sandbox.Tests.Support;

namespace Keepalive.Sandbox.Tests;

public sealed class RegistrationTests : SandboxTest
{
    [Fact]
    public async Task A_client_gets_its_id_secret_and_dates_in_epoch_seconds()
    {
        long before = Clock.GetUtcNow().ToUnixTimeSeconds();

        Answer answer = await PostAsync("/client/register", new JsonObject
        {
            ["clientName"] = "botocore-client-x",
            ["clientType"] = "public",
            ["grantTypes"] = List(["authorization_code", "refresh_token"]),
            ["redirectUris"] = List(["http://127.0.0.1/oauth/callback"]),
            ["issuerUrl"] = "https://d-1234567890.awsapps.com/start",
            ["scopes"] = List(["sso:account:access"]),
        });

        Assert.Equal(200, answer.Status);
        Assert.Equal("application/json", answer.MediaType);
        Assert.NotEqual(answer["clientId"], answer["clientSecret"]);
        Assert.InRange(answer.Json["clientIdIssuedAt"]!.GetValue<long>(), before, before + 60);
        Assert.InRange(answer.Json["clientSecretExpiresAt"]!.GetValue<long>(), before + (90 * 86400), before + (90 * 86400) + 60);
        Assert.Equal(new Uri(Server.BaseAddress, "authorize").ToString(), answer["authorizationEndpoint"]);
        Assert.Equal(new Uri(Server.BaseAddress, "token").ToString(), answer["tokenEndpoint"]);
        Assert.True(Guid.TryParse(answer.Headers["x-amzn-RequestId"], out _));
    }

    [Theory]
    [InlineData("""{"clientType":"public"}""", "InvalidRequestException")]
    [InlineData("""{"clientName":"n"}""", "InvalidRequestException")]
    [InlineData("""{"clientName":"n","clientType":"confidential"}""", "InvalidClientMetadataException")]
    [InlineData("""{"clientName":"n","clientType":"public","grantTypes":["password"]}""", "UnsupportedGrantTypeException")]
    [InlineData("""{"clientName":"n","clientType":"public","redirectUris":["https://example.com/"]}""", "InvalidRedirectUriException")]
    [InlineData("""{"clientName":"n","clientType":"public","grantTypes":["authorization_code"]}""", "InvalidRedirectUriException")]
    [InlineData("""{"clientName":"n","clientType":"public","scopes":["everything"]}""", "InvalidScopeException")]
    [InlineData("""{"clientName":7,"clientType":"public"}""", "InvalidRequestException")]
    [InlineData("clientName=n", "InvalidRequestException")]
    [InlineData("", "InvalidRequestException")]
    public async Task What_is_not_right_is_refused(string body, string error)
    {
        using var content = new StringContent(body, null, "application/json");

        Answer answer = await Answer.ReadAsync(await Http.PostAsync("/client/register", content, Cancelled));

        Assert.Equal(error, answer.ErrorType);
        Assert.Equal(400, answer.Status);
        Assert.NotEmpty(answer["error_description"]);
    }

    [Fact]
    public async Task A_registration_ends_and_its_client_is_then_unknown()
    {
        FinishedSignIn signIn = Server.IdentityCenter.SignIn();
        Clock.Advance(Server.Options.RegistrationLifetime);

        Answer answer = await TokenAsync(new Client(signIn.ClientId, signIn.ClientSecret), "refresh_token", ("refreshToken", signIn.RefreshToken));

        Assert.Equal((401, "InvalidClientException", "invalid_client"), (answer.Status, answer.ErrorType, answer["error"]));
    }

    [Fact]
    public async Task A_registration_can_be_ended_by_hand()
    {
        FinishedSignIn signIn = Server.IdentityCenter.SignIn();

        Assert.True(Server.IdentityCenter.ExpireRegistration(signIn.ClientId));

        Assert.Equal("InvalidClientException", (await TokenAsync(new Client(signIn.ClientId, signIn.ClientSecret), "refresh_token", ("refreshToken", signIn.RefreshToken))).ErrorType);
    }

    [Fact]
    public async Task A_wrong_secret_is_an_invalid_client()
    {
        Client client = await RegisterAsync();

        Answer answer = await TokenAsync(client with { Secret = "wrong" }, "refresh_token", ("refreshToken", "x"));

        Assert.Equal((401, "InvalidClientException"), (answer.Status, answer.ErrorType));
    }
}
