using System.Text.Json.Nodes;
using Keepalive.Sandbox.Services;
using Keepalive.Sandbox.Tests.Support;

namespace Keepalive.Sandbox.Tests.Witnesses;

/// <summary>botocore, through the AWS CLI: skipped where there is none. One start costs about a second, so the tests are few.</summary>
public sealed class AwsCliTests : SandboxTest
{
    protected override SandboxOptions MakeOptions() => new() { VerifySignatures = true };

    [Fact]
    public async Task Device_sign_in_through_sso_oidc()
    {
        using var cli = new AwsCli(Server);

        JsonNode client = await cli.JsonAsync("sso-oidc", "register-client", "--client-name", "witness", "--client-type", "public", "--scopes", "sso:account:access");
        string[] identity = ["--client-id", Text(client, "clientId"), "--client-secret", Text(client, "clientSecret")];
        JsonNode device = await cli.JsonAsync(["sso-oidc", "start-device-authorization", .. identity, "--start-url", "https://d-1234567890.awsapps.com/start"]);
        string[] poll = ["sso-oidc", "create-token", .. identity, "--grant-type", DeviceGrant, "--device-code", Text(device, "deviceCode")];
        string pending = await cli.ErrorAsync(poll);
        await new ScriptedBrowser(Http).AllowAsync(new Uri(Text(device, "verificationUriComplete")), Cancelled);
        Clock.Advance(TimeSpan.FromSeconds(5));
        JsonNode tokens = await cli.JsonAsync(poll);

        Assert.Contains("(AuthorizationPendingException)", pending, StringComparison.Ordinal);
        Assert.True(Server.IdentityCenter.Accepts(Text(tokens, "accessToken")));
        Assert.Equal([Text(tokens, "refreshToken")], Server.IdentityCenter.LiveRefreshTokens);
    }

    [Fact]
    public async Task The_portal_through_sso()
    {
        using var cli = new AwsCli(Server);
        string token = Server.IdentityCenter.SignIn().AccessToken;

        JsonNode accounts = await cli.JsonAsync("sso", "list-accounts", "--access-token", token, "--page-size", "1");
        JsonNode keys = await cli.JsonAsync("sso", "get-role-credentials", "--access-token", token, "--account-id", "111122223333", "--role-name", "Developer");
        string forbidden = await cli.ErrorAsync("sso", "get-role-credentials", "--access-token", token, "--account-id", "111122223333", "--role-name", "Nobody");
        (int loggedOut, _, _) = await cli.RunAsync("sso", "logout", "--access-token", token);
        string dead = await cli.ErrorAsync("sso", "list-accounts", "--access-token", token);

        Assert.Equal(2, accounts["accountList"]!.AsArray().Count);
        Assert.Equal(2, Server.Log.Count(SandboxOperation.ListAccounts, request => request.Status == 200));
        Assert.NotNull(Server.Keys.Find(Text(keys["roleCredentials"]!, "accessKeyId")));
        Assert.Contains("(ForbiddenException)", forbidden, StringComparison.Ordinal);
        Assert.Equal(0, loggedOut);
        Assert.Contains("(UnauthorizedException)", dead, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sts_with_a_signature_that_is_checked()
    {
        using var cli = new AwsCli(Server) { Key = Server.Keys.AddUser("111122223333", "witness") };

        JsonNode user = await cli.JsonAsync("sts", "get-caller-identity");
        JsonNode role = await cli.JsonAsync("sts", "assume-role", "--role-arn", "arn:aws:iam::111122223333:role/Builder", "--role-session-name", "me@example.com");
        cli.Key = Server.Keys.Find(Text(role["Credentials"]!, "AccessKeyId"));
        JsonNode assumed = await cli.JsonAsync("sts", "get-caller-identity");
        cli.Key = cli.Key! with { SecretAccessKey = "wrong" };
        string refused = await cli.ErrorAsync("sts", "get-caller-identity");

        Assert.Equal("arn:aws:iam::111122223333:user/witness", Text(user, "Arn"));
        Assert.Equal("arn:aws:sts::111122223333:assumed-role/Builder/me@example.com", Text(assumed, "Arn"));
        Assert.Contains("(SignatureDoesNotMatch)", refused, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_credential_of_a_container_and_of_an_instance()
    {
        Server.Options.ContainerToken = "witness";
        using var container = new AwsCli(Server) { Variables = new Dictionary<string, string>(Server.ContainerVariables) { ["AWS_CONTAINER_AUTHORIZATION_TOKEN"] = "witness" } };
        using var instance = new AwsCli(Server) { Variables = Server.InstanceVariables };

        JsonNode first = await container.JsonAsync("sts", "get-caller-identity");
        JsonNode second = await instance.JsonAsync("sts", "get-caller-identity");

        Assert.Equal("arn:aws:sts::111122223333:assumed-role/sandbox-machine/i-0123456789abcdef0", Text(first, "Arn"));
        Assert.Equal(Text(first, "Arn"), Text(second, "Arn"));
        Assert.Equal(1, Server.Log.Count(SandboxOperation.ContainerCredentials));
        Assert.Equal(1, Server.Log.Count(SandboxOperation.MetadataCredentials));
    }

    [Fact]
    public async Task Over_https_with_a_ca_bundle()
    {
        await using SandboxServer server = await SandboxServer.StartAsync(new SandboxOptions { UseHttps = true }, Cancelled);
        using var cli = new AwsCli(server) { Key = server.Keys.Stranger };

        Assert.Equal("111122223333", Text(await cli.JsonAsync("sts", "get-caller-identity"), "Account"));
    }

    private static string Text(JsonNode node, string name) => node[name]!.GetValue<string>();
}
