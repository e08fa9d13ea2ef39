using System.Text;
using System.Text.Json;
using Keepalive.Aws.Profiles;
using Keepalive.Configuration;
using Keepalive.Credentials;
using Keepalive.IdentityCenter;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.Aws.Profiles;

/// <summary>The published cases of assumed roles: which profile starts the chain, and which roles follow with which parameters.</summary>
public sealed class RoleChainVectorTests : IDisposable
{
    private readonly SyntheticHome _home = new();

    public void Dispose() => _home.Dispose();

    public static TheoryData<int, string> Cases
    {
        get
        {
            var cases = new TheoryData<int, string>();
            using JsonDocument document = Read();
            int index = 0;
            foreach (JsonElement item in document.RootElement.EnumerateArray())
            {
                cases.Add(index++, item.GetProperty("docs").GetString()!);
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_published_case_has_its_chain(int index, string docs)
    {
        using JsonDocument document = Read();
        JsonElement item = document.RootElement[index];
        Write(item.GetProperty("input"));
        string name = item.GetProperty("input").GetProperty("selected_profile").GetString()!;
        AwsProfile profile = await _home.ReadProfileAsync(name);

        if (item.GetProperty("output").TryGetProperty("Error", out _))
        {
            await Assert.ThrowsAsync<KeepaliveException>(() => _home.ResolveAsync(name));
            Assert.True(Fault(profile) is not null, docs);
            return;
        }

        JsonElement[] expected = [.. item.GetProperty("output").GetProperty("ProfileChain").EnumerateArray()];
        Assert.Equal(expected.Select(Words), Chain(profile));
    }

    private KeepaliveException? Fault(AwsProfile profile)
    {
        var resolver = new CredentialResolver(_home.Environment, KeepaliveConfiguration.Default, _home.Clock);
        try
        {
            return resolver.FindRefusal(profile) ?? (resolver.Peek(profile) is (null, null) ? resolver.NotFound(profile.Name) : null)
                ?? (SsoSession.Serves(profile) ? Assert.ThrowsAny<KeepaliveException>(() => SsoRole.Of(profile)) : null);
        }
        catch (KeepaliveException fault)
        {
            return fault;
        }
    }

    /// <summary>Ours, in the order in which AWS is asked.</summary>
    private static IEnumerable<string> Chain(AwsProfile profile)
    {
        RoleChain? chain = RoleChain.IsNamedBy(profile) ? RoleChain.Read(profile) : null;
        Assert.Null(chain?.Fault);
        AwsProfile? end = chain is null ? profile : chain.Base;
        string first = chain?.NamedSource is { } named ? $"NamedSource {named.Value}"
            : StaticKeys.Find(end!) is { } keys ? $"AccessKey {keys.Material.AccessKeyId} {keys.Material.SecretAccessKey}"
            : RoleSettings.Value(end!, "web_identity_token_file") is { } token ? $"WebIdentityToken {RoleSettings.Value(end!, "role_arn")} {token}"
            : SsoSession.Of(end!) is { } session ? $"Sso {session.StartUrl} {session.Region}"
            : "nothing";
        return [first, .. (chain?.Hops ?? []).Reverse().Select(hop => $"AssumeRole {hop.Arn} {hop.ExternalId} {hop.SessionName}")];
    }

    /// <summary>Theirs, with the parts that are compared.</summary>
    private static string Words(JsonElement link)
    {
        JsonProperty part = link.EnumerateObject().Single();
        return part.Name switch
        {
            "NamedSource" => $"NamedSource {part.Value.GetString()}",
            "AccessKey" => $"AccessKey {Text("access_key_id")} {Text("secret_access_key")}",
            "WebIdentityToken" => $"WebIdentityToken {Text("role_arn")} {Text("web_identity_token_file")}",
            "Sso" => $"Sso {Text("sso_start_url")} {Text("sso_region")}",
            "AssumeRole" => $"AssumeRole {Text("role_arn")} {Text("external_id")} {Text("role_session_name")}",
            var other => other,
        };

        string? Text(string key) => part.Value.TryGetProperty(key, out JsonElement value) ? value.GetString() : null;
    }

    private void Write(JsonElement input)
    {
        var text = new StringBuilder();
        foreach (JsonProperty section in input.GetProperty("profiles").EnumerateObject())
        {
            Append(text, $"profile {section.Name}", section.Value);
        }

        if (input.TryGetProperty("sso_sessions", out JsonElement sessions))
        {
            foreach (JsonProperty section in sessions.EnumerateObject())
            {
                Append(text, $"sso-session {section.Name}", section.Value);
            }
        }

        _home.WriteConfig(text.ToString());
    }

    private static void Append(StringBuilder text, string header, JsonElement values)
    {
        text.Append($"[{header}]\n");
        foreach (JsonProperty value in values.EnumerateObject())
        {
            text.Append($"{value.Name} = {value.Value.GetString()}\n");
        }
    }

    private static JsonDocument Read()
    {
        string folder = Path.Combine(Repository.Root, "tests", "Keepalive.Core.Tests", "Aws", "Profiles", "Vectors");
        return JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "assume-role-tests.json")));
    }
}
