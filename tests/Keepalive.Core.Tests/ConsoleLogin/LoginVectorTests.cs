using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Keepalive.Aws.AccessKeys;
using Keepalive.Configuration;
using Keepalive.ConsoleLogin;
using Keepalive.Credentials;
using Keepalive.Platform.Time;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.ConsoleLogin;

/// <summary>The published cases of <c>aws login</c>: which credential a file gives, and what it holds after a refresh.</summary>
public sealed class LoginVectorTests : IDisposable
{
    /// <summary>The time of the published cases.</summary>
    private readonly SyntheticHome _home = new(new FakeClock(new DateTimeOffset(2025, 11, 19, 0, 0, 0, TimeSpan.Zero)));

    public LoginVectorTests() => _home.Variables["LOCALAPPDATA"] = Path.Combine(_home.Folder, "local");

    public static TheoryData<int, string> Cases
    {
        get
        {
            var cases = new TheoryData<int, string>();
            using JsonDocument document = Read();
            int index = 0;
            foreach (JsonElement item in document.RootElement.EnumerateArray())
            {
                cases.Add(index++, item.GetProperty("documentation").GetString()!);
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_published_case_has_its_outcome(int index, string documentation)
    {
        using JsonDocument document = Read();
        JsonElement item = document.RootElement[index];
        _home.WriteConfig(item.GetProperty("configContents").GetString()!);
        foreach (JsonProperty file in item.GetProperty("cacheContents").EnumerateObject())
        {
            _home.Write(PathOf(file.Name), Encoding.UTF8.GetBytes(file.Value.GetRawText()));
        }

        foreach (JsonElement outcome in item.GetProperty("outcomes").EnumerateArray())
        {
            switch (outcome.GetProperty("result").GetString())
            {
                case "credentials":
                    AwsCredential credential = await ResolveAsync(item);
                    Assert.Equal(
                        (Text(outcome, "accessKeyId"), Text(outcome, "secretAccessKey"), Text(outcome, "sessionToken"), Text(outcome, "expiresAt")),
                        (credential.AccessKeyId, credential.SecretAccessKey, credential.SessionToken, Timestamp.Format(credential.Expiry!.Instant)));
                    break;
                case "cacheContents":
                    foreach (JsonProperty file in outcome.EnumerateObject().Where(member => member.Name != "result"))
                    {
                        JsonObject written = JsonNode.Parse(await File.ReadAllTextAsync(PathOf(file.Name), TestContext.Current.CancellationToken))!.AsObject();
                        Assert.True(written.Remove("signInRegion"), documentation); // The region of the sign-in is the one thing that we add.
                        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(file.Value.GetRawText()), written), documentation);
                    }

                    break;
                default:
                    await Assert.ThrowsAsync<KeepaliveException>(() => ResolveAsync(item));
                    break;
            }
        }
    }

    public void Dispose() => _home.Dispose();

    private Task<AwsCredential> ResolveAsync(JsonElement item)
    {
        var resolver = new CredentialResolver(_home.Environment, KeepaliveConfiguration.Default, _home.Clock) { ConsoleSignIn = _ => new Scripted(item) };
        return resolver.ResolveAsync(resolver.Choose("signin"), Deadline.After(_home.Clock, TimeSpan.FromSeconds(15)), TestContext.Current.CancellationToken).AsTask();
    }

    private string PathOf(string name) => Path.Combine(_home.Folder, ".aws", "login", "cache", name);

    private static string Text(JsonElement item, string name) => item.GetProperty(name).GetString()!;

    private static JsonDocument Read() =>
        JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Aws", "Profiles", "Vectors", "login-provider-tests.json")));

    /// <summary>The service of a case: it checks the request, and gives the published answer.</summary>
    private sealed class Scripted(JsonElement item) : IConsoleSignIn
    {
        public Uri Endpoint(string region) => new("https://us-east-1.signin.aws.amazon.com");

        public Task<LoginAnswer> RefreshAsync(LoginToken token, LoginSession session, string region, Deadline deadline)
        {
            JsonElement call = item.GetProperty("mockApiCalls")[0];
            JsonElement input = call.GetProperty("request").GetProperty("tokenInput");
            Assert.Equal((Text(input, "clientId"), Text(input, "refreshToken")), (token.ClientId, token.RefreshToken));
            using System.Security.Cryptography.ECDsa? key = DpopProof.ReadKey(token.DpopKey!);
            Assert.NotNull(key);
            JsonElement output = call.GetProperty("response").GetProperty("tokenOutput");
            JsonElement keys = output.GetProperty("accessToken");
            return Task.FromResult(new LoginAnswer(
                Text(keys, "accessKeyId"), Text(keys, "secretAccessKey"), Text(keys, "sessionToken"), TimeSpan.FromSeconds(output.GetProperty("expiresIn").GetInt32()), Text(output, "refreshToken"), null));
        }

        public Task<LoginAnswer> ExchangeCodeAsync(LoginCode code, LoginSession session, string region, Deadline deadline) => throw new NotSupportedException();
    }
}
