using System.Text.Json.Nodes;
using Keepalive.Sandbox.Services;
using Keepalive.Sandbox.Tests.Support;

namespace Keepalive.Sandbox.Tests;

public sealed class PortalTests : SandboxTest
{
    private const string Credentials = "/federation/credentials?role_name=Developer&account_id=111122223333";

    [Fact]
    public async Task Role_credentials_end_in_epoch_milliseconds()
    {
        Server.Options.RoleCredentialsLifetime = TimeSpan.FromMinutes(30);
        long expected = Clock.GetUtcNow().AddMinutes(30).ToUnixTimeMilliseconds();

        Answer answer = await GetAsync(Credentials, Server.IdentityCenter.SignIn().AccessToken);

        JsonNode keys = answer.Json["roleCredentials"]!;
        Assert.StartsWith("ASIA", keys["accessKeyId"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.NotEmpty(keys["secretAccessKey"]!.GetValue<string>());
        Assert.NotEmpty(keys["sessionToken"]!.GetValue<string>());
        Assert.InRange(keys["expiration"]!.GetValue<long>(), expected, expected + 60_000);
    }

    [Theory]
    [InlineData(403, "ForbiddenException")]
    [InlineData(404, "ResourceNotFoundException")]
    public async Task A_role_that_is_not_assigned_is_refused(int status, string error)
    {
        Server.Options.UnassignedRoleStatus = status;
        string token = Server.IdentityCenter.SignIn().AccessToken;

        Answer role = await GetAsync("/federation/credentials?role_name=Developer&account_id=444455556666", token);
        Answer account = await GetAsync("/assignment/roles?account_id=999999999999", token);

        Assert.Equal((status, error), (role.Status, role.ErrorType));
        Assert.Equal((status, error), (account.Status, account.ErrorType));
        Assert.NotEmpty(role["message"]);
    }

    [Theory]
    [InlineData(Credentials)]
    [InlineData("/assignment/accounts")]
    [InlineData("/assignment/roles?account_id=111122223333")]
    public async Task A_dead_token_is_unauthorized(string path)
    {
        string expired = Server.IdentityCenter.SignIn().AccessToken;
        Clock.Advance(TimeSpan.FromHours(1));
        string revoked = Server.IdentityCenter.SignIn().AccessToken;
        Server.IdentityCenter.Revoke(revoked);

        foreach (string? token in new[] { expired, revoked, "unknown", null })
        {
            Answer answer = await GetAsync(path, token);
            Assert.Equal((401, "UnauthorizedException"), (answer.Status, answer.ErrorType));
        }
    }

    [Theory]
    [InlineData("/federation/credentials?role_name=Developer")]
    [InlineData("/federation/credentials?account_id=111122223333")]
    [InlineData("/federation/credentials?role_name=Developer&account_id=1")]
    [InlineData("/assignment/roles")]
    [InlineData("/assignment/accounts?max_result=0")]
    [InlineData("/assignment/accounts?max_result=101")]
    [InlineData("/assignment/accounts?max_result=x")]
    [InlineData("/assignment/accounts?next_token=nonsense")]
    public async Task What_is_not_right_is_an_invalid_request(string path)
    {
        Answer answer = await GetAsync(path, Server.IdentityCenter.SignIn().AccessToken);

        Assert.Equal((400, "InvalidRequestException"), (answer.Status, answer.ErrorType));
    }

    [Fact]
    public async Task Accounts_come_in_pages()
    {
        Server.Directory.Clear();
        for (int i = 0; i < 45; i++)
        {
            Server.Directory.Set(new SandboxAccount($"{100_000_000_000 + i}", $"Account {i}", "a@example.com", ["R"]));
        }

        string token = Server.IdentityCenter.SignIn().AccessToken;
        var seen = new List<string>();
        string? next = null;
        do
        {
            Answer page = await GetAsync("/assignment/accounts" + (next is null ? "" : "?next_token=" + next), token);
            seen.AddRange(page.Json["accountList"]!.AsArray().Select(account => account!["accountId"]!.GetValue<string>()));
            next = (string?)page.Json["nextToken"];
        }
        while (next is not null);

        Assert.Equal(45, seen.Distinct().Count());
        Assert.Equal(3, Server.Log.Count(SandboxOperation.ListAccounts));
    }

    [Fact]
    public async Task Roles_come_in_pages_of_the_wanted_size()
    {
        Answer page = await GetAsync("/assignment/roles?account_id=111122223333&max_result=1", Server.IdentityCenter.SignIn().AccessToken);

        Assert.Equal("""[{"roleName":"Developer","accountId":"111122223333"}]""", page.Json["roleList"]!.ToJsonString());
        Assert.NotEmpty(page["nextToken"]);
    }

    [Fact]
    public async Task Logout_ends_the_session_with_all_its_tokens()
    {
        FinishedSignIn mine = Server.IdentityCenter.SignIn();
        FinishedSignIn other = Server.IdentityCenter.SignIn();

        Answer answer = await SendAsync(HttpMethod.Post, "/logout", mine.AccessToken);

        Assert.Equal((200, ""), (answer.Status, answer.Body));
        Assert.Equal(401, (await GetAsync("/assignment/accounts", mine.AccessToken)).Status);
        Assert.Equal([other.RefreshToken], Server.IdentityCenter.LiveRefreshTokens);
        Assert.Equal(401, (await SendAsync(HttpMethod.Post, "/logout", mine.AccessToken)).Status);
    }

    [Fact]
    public async Task What_nobody_serves_is_an_unknown_operation()
    {
        Answer answer = await GetAsync("/nothing");

        Assert.Equal((404, "UnknownOperationException"), (answer.Status, answer.ErrorType));
    }
}
