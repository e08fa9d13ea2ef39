using Keepalive.Aws.Profiles;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.Aws.Profiles;

/// <summary>Chains that no published case has: faults are told with the chain as the profiles write it.</summary>
public sealed class RoleChainTests : IDisposable
{
    private const string Arn = "role_arn = arn:aws:iam::123456789012:role/r\n";
    private const string Keys = "aws_access_key_id = AKIAEXAMPLE000000001\naws_secret_access_key = s\n";

    private readonly SyntheticHome _home = new();

    public void Dispose() => _home.Dispose();

    [Theory]
    [InlineData($"[profile A]\n{Arn}source_profile = B\n[profile B]\n{Arn}source_profile = A\n", KeepaliveErrorCode.RoleChainLoop, "A → B → A")]
    [InlineData($"[profile A]\n{Arn}source_profile = A\n", KeepaliveErrorCode.RoleChainLoop, "A → A")]
    [InlineData($"[profile A]\n{Arn}source_profile = B\n{Keys}[profile B]\n{Arn}source_profile = A\n", KeepaliveErrorCode.RoleChainLoop, "A → B → A")]
    [InlineData($"[profile A]\n{Arn}source_profile = B\n[profile B]\n{Arn}source_profile = C\n[profile C]\n{Arn}source_profile = B\n", KeepaliveErrorCode.RoleChainLoop, "A → B → C → B")]
    [InlineData($"[profile A]\n{Arn}source_profile = B\n", KeepaliveErrorCode.RoleSourceNotFound, "A → B")]
    [InlineData($"[profile A]\n{Arn}source_profile = B\ncredential_source = Environment\n[profile B]\n{Keys}", KeepaliveErrorCode.RoleSourceInvalid, "both source_profile")]
    [InlineData($"[profile A]\n{Arn}", KeepaliveErrorCode.RoleSourceInvalid, "neither source_profile nor credential_source")]
    [InlineData($"[profile A]\n{Arn}source_profile = \n", KeepaliveErrorCode.RoleSourceInvalid, "neither source_profile nor credential_source")]
    [InlineData($"[profile A]\n{Arn}source_profile = B\n[profile B]\n{Arn}", KeepaliveErrorCode.RoleSourceInvalid, "(A → B)")]
    [InlineData($"[profile A]\n{Arn}credential_source = environment\n", KeepaliveErrorCode.RoleSourceInvalid, "Environment, Ec2InstanceMetadata or EcsContainer")]
    [InlineData($"[profile A]\n{Arn}source_profile = B\n[profile B]\nregion = eu-west-1\n", KeepaliveErrorCode.RoleSourceEmpty, "A → B")]
    [InlineData($"[profile A]\n{Arn}source_profile = B\n[profile B]\nweb_identity_token_file = /x\n", KeepaliveErrorCode.RoleSettingInvalid, "role_arn")]
    [InlineData($"[profile A]\n{Arn}source_profile = B\n[profile B]\naws_access_key_id = AKIAEXAMPLE000000001\n", KeepaliveErrorCode.KeyPairIncomplete, "'B'")]
    [InlineData($"[profile A]\n{Arn}source_profile = B\n[profile B]\naws_secret_access_key = s\n", KeepaliveErrorCode.KeyPairIncomplete, "'B'")]
    [InlineData($"[profile A]\n{Arn}credential_source = Environment\n", KeepaliveErrorCode.RoleSourceEmpty, "environment variables")]
    [InlineData($"[profile A]\n{Arn}source_profile = B\nsession_tags = x\n[profile B]\n{Keys}", KeepaliveErrorCode.RoleSettingInvalid, "session_tags")]
    public async Task A_fault_has_its_code_and_shows_the_chain(string config, string code, string words)
    {
        _home.WriteConfig(config);

        KeepaliveException fault = await _home.RefusesAsync(code, "A");

        Assert.Contains(words, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chain_without_end_is_cut_off()
    {
        _home.WriteConfig(string.Concat(Enumerable.Range(0, 40).Select(index => $"[profile p{index}]\n{Arn}source_profile = p{index + 1}\n")));

        Assert.Contains("16 roles", (await _home.RefusesAsync(KeepaliveErrorCode.RoleSettingInvalid, "p0")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData($"[profile A]\n{Arn}source_profile = A\n{Keys}", "A", 1)]
    [InlineData($"[profile A]\n{Arn}source_profile = B\n[profile B]\n{Arn}source_profile = A\n{Keys}", "B", 1)]
    [InlineData($"[profile A]\n{Arn}source_profile = B\n[profile B]\n{Arn}source_profile = C\n[profile C]\ncredential_process = x\n", "C", 2)]
    [InlineData($"[profile A]\n{Arn}source_profile = B\n[profile B]\n{Arn}web_identity_token_file = /x\n", "B", 1)]
    [InlineData("[profile A]\ninclude_profile = shared\nsource_profile = B\n[profile shared]\nrole_arn = arn:aws:iam::123456789012:role/r\n[profile B]\ncredential_process = x\n", "B", 1)]
    public async Task A_chain_ends_at_the_profile_with_a_credential_of_its_own(string config, string end, int roles)
    {
        _home.WriteConfig(config);

        RoleChain chain = RoleChain.Read(await _home.ReadProfileAsync("A"));

        Assert.Null(chain.Fault);
        Assert.Equal((end, roles), (chain.Base?.Name, chain.Hops.Count));
    }

    [Theory]
    [InlineData("duration_seconds = 1h\n", null)]
    [InlineData("duration_seconds = 7200\n", 7200)]
    [InlineData("", null)]
    public async Task A_duration_that_is_not_a_number_is_ignored_as_by_botocore(string line, int? seconds)
    {
        _home.WriteConfig($"[profile A]\n{Arn}source_profile = B\n{line}[profile B]\n{Keys}");

        Assert.Equal(seconds, RoleChain.Read(await _home.ReadProfileAsync("A")).Hops[0].DurationSeconds);
    }
}
