using Keepalive.Aws.AccessKeys;
using Keepalive.Aws.Profiles;
using Keepalive.Configuration;
using Keepalive.Credentials;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.Aws.AccessKeys;

/// <summary>The table of sources and the resolver know the same kinds.</summary>
public sealed class CredentialSourcesTests : IDisposable
{
    private readonly SyntheticHome _home = new();

    public void Dispose() => _home.Dispose();

    public static TheoryData<CredentialSourceKind> KindsOfAProfile =>
        [.. CredentialSources.All.Where(source => source.NamingKeys.Length > 0).Select(source => source.Kind)];

    [Fact]
    public void Every_kind_has_one_row_with_words() => Assert.All(Enum.GetValues<CredentialSourceKind>(), kind =>
    {
        CredentialSource source = Assert.Single(CredentialSources.All, row => row.Kind == kind);

        Assert.NotEmpty(source.ShortName);
        Assert.NotEmpty(source.Name);
        Assert.EndsWith(".", source.NextStep("work"), StringComparison.Ordinal);
    });

    [Theory]
    [MemberData(nameof(KindsOfAProfile))]
    public async Task A_profile_that_names_a_kind_has_a_source_for_it(CredentialSourceKind kind)
    {
        // One naming key is enough; the last one refers to no other section.
        CredentialSource row = CredentialSources.Of(kind);
        string[] keys = [row.NamingKeys[^1], .. row.OtherKeys];
        string lines = string.Concat(keys.Select(key => $"{key} = {(key.EndsWith("url", StringComparison.Ordinal) ? "https://d-1.awsapps.com/start" : "123456789012")}\n"));
        _home.WriteConfig($"[profile a]\nsso_region = eu-west-1\n{lines}");
        AwsProfile profile = await _home.ReadProfileAsync("a");

        (AwsCredential? credential, CredentialSourceKind? unasked) = new CredentialResolver(_home.Environment, KeepaliveConfiguration.Default, _home.Clock).Peek(profile);

        Assert.Null(credential);
        Assert.Equal(kind, unasked);
    }
}
