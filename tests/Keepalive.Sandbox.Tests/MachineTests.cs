using Keepalive.Sandbox.Tests.Support;

namespace Keepalive.Sandbox.Tests;

public sealed class MachineTests : SandboxTest
{
    private const string Container = "/container/credentials";
    private const string Role = "/latest/meta-data/iam/security-credentials/";

    [Fact]
    public async Task A_container_gets_the_same_credential_until_its_last_five_minutes()
    {
        Answer first = await GetAsync(Container);
        Clock.Advance(TimeSpan.FromMinutes(354));
        Answer same = await GetAsync(Container);
        Clock.Advance(TimeSpan.FromMinutes(2));
        Answer next = await GetAsync(Container);

        Assert.Equal(first["AccessKeyId"], same["AccessKeyId"]);
        Assert.NotEqual(first["AccessKeyId"], next["AccessKeyId"]);
        Assert.NotNull(Server.Keys.Find(next["AccessKeyId"]));
        Assert.Equal("AWS-HMAC", first["Type"]);
    }

    [Fact]
    public async Task A_container_with_a_token_must_send_it()
    {
        Server.Options.ContainerToken = "token";

        Answer without = await GetAsync(Container);
        Answer with = await SendAsync(HttpMethod.Get, Container, ("Authorization", "token"));

        Assert.Equal((401, 200), (without.Status, with.Status));
    }

    [Fact]
    public async Task An_instance_answers_only_with_the_token_of_a_session()
    {
        Answer v1 = await GetAsync(Role);
        Answer wrong = await SendAsync(HttpMethod.Get, Role, ("X-aws-ec2-metadata-token", "made-up"));
        Answer session = await SendAsync(HttpMethod.Put, "/latest/api/token", ("X-aws-ec2-metadata-token-ttl-seconds", "21600"));
        Answer role = await SendAsync(HttpMethod.Get, Role, ("X-aws-ec2-metadata-token", session.Body));
        Answer keys = await SendAsync(HttpMethod.Get, Role + role.Body, ("X-aws-ec2-metadata-token", session.Body));

        Assert.Equal((401, 401, 200), (v1.Status, wrong.Status, session.Status));
        Assert.Equal("Success", keys["Code"]);
        Assert.Equal((await GetAsync(Container))["AccessKeyId"], keys["AccessKeyId"]);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("21601")]
    [InlineData("soon")]
    public async Task A_session_lasts_six_hours_at_most(string seconds) =>
        Assert.Equal(400, (await SendAsync(HttpMethod.Put, "/latest/api/token", ("X-aws-ec2-metadata-token-ttl-seconds", seconds))).Status);

    private async Task<Answer> SendAsync(HttpMethod method, string path, (string Name, string Value) header)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.TryAddWithoutValidation(header.Name, header.Value);
        return await Answer.ReadAsync(await Http.SendAsync(request, Cancelled));
    }
}
