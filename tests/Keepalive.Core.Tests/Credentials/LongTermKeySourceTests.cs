using System.Text;
using Keepalive.Aws.AccessKeys;
using Keepalive.Aws.Profiles;
using Keepalive.Configuration;
using Keepalive.Credentials;
using Keepalive.Login;
using Keepalive.Platform.Time;
using Keepalive.Prompts;
using Keepalive.Secrets;
using Keepalive.Sessions;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.Credentials;

/// <summary>Profiles of aws-mfa: long-lived keys in [x-long-term], the session in [x].</summary>
public sealed class LongTermKeySourceTests : IDisposable
{
    private const string LongTerm = "[x-long-term]\naws_access_key_id = AKIAEXAMPLE000000001\naws_secret_access_key = s\n";
    private const string Device = "aws_mfa_device = arn:aws:iam::123456789012:mfa/ann\n";
    private const string Past = "expiration = 2026-11-21 11:00:00";
    private const string Future = "expiration = 2026-11-21 15:00:00";

    private static readonly TestKeys Written = TestKeys.Temporary(1);

    private readonly FakeClock _clock = new();
    private readonly SyntheticHome _home;
    private readonly FakeSecurityTokens _sts;
    private readonly MemorySecretStore _store = new();

    public LongTermKeySourceTests()
    {
        _home = new SyntheticHome(_clock);
        _home.Variables["LOCALAPPDATA"] = Path.Combine(_home.Folder, "local");
        _sts = new FakeSecurityTokens(_clock);
    }

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task The_session_of_aws_mfa_is_used_until_its_end()
    {
        _home.WriteCredentials(Written.Section("x", Future) + LongTerm + Device);

        Assert.Equal(Written.AccessKeyId, (await GetAsync("x")).AccessKeyId);
        Assert.Empty(_sts.Codes);
    }

    [Fact]
    public async Task After_its_end_the_long_lived_keys_give_the_next_one_with_a_code()
    {
        _home.WriteCredentials(Written.Section("x", Past) + LongTerm + Device);
        await StoreSeedAsync("x");

        AwsCredential session = await GetAsync("x");
        AwsCredential again = await GetAsync("x");

        (string call, string? code) = Assert.Single(_sts.Codes);
        Assert.Equal("GetSessionToken", call);
        Assert.Matches("^[0-9]{6}$", code);
        Assert.Equal(session.AccessKeyId, again.AccessKeyId);
        Assert.Equal("x", session.Profile);
        Assert.Equal(CredentialSourceKind.LongTermKeys, session.Origin.Kind);
        Assert.Equal(_clock.GetUtcNow().AddHours(12), session.Expiry!.Instant);
    }

    [Fact]
    public async Task The_seed_of_the_long_term_profile_counts_too()
    {
        _home.WriteCredentials(Written.Section("x", Past) + LongTerm + Device);
        await StoreSeedAsync("x-long-term");

        Assert.StartsWith("ASIASESS", (await GetAsync("x")).AccessKeyId, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_profile_that_aws_mfa_has_not_written_yet_is_there()
    {
        _home.WriteCredentials(LongTerm + Device);
        await StoreSeedAsync("x");

        Assert.StartsWith("ASIASESS", (await GetAsync("x")).AccessKeyId, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_profile_with_a_region_and_no_keys_gets_a_session_with_the_device_that_it_names()
    {
        _home.WriteConfig("[profile x]\nregion = eu-west-1\nmfa_serial = arn:aws:iam::123456789012:mfa/ann\n").WriteCredentials(LongTerm);
        await StoreSeedAsync("x");

        Assert.StartsWith("ASIASESS", (await GetAsync("x")).AccessKeyId, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Written_keys_that_AWS_rejects_give_way_as_well()
    {
        _home.WriteCredentials(Written.Section("x", Future) + LongTerm + Device);
        await StoreSeedAsync("x");

        AwsCredential session = await Resolver().ResolveAsync(Choice("x"), Written.AccessKeyId, Limit(), TestContext.Current.CancellationToken);

        Assert.StartsWith("ASIASESS", session.AccessKeyId, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_seed_and_a_person_the_need_of_a_code_is_told()
    {
        _home.WriteCredentials(Written.Section("x", Past) + LongTerm + Device);

        await HomeExtensions.FailsAsync(() => GetAsync("x"), KeepaliveErrorCode.MfaCodeNeeded);
        Assert.Empty(_sts.Codes);
    }

    [Fact]
    public async Task The_login_of_the_profile_is_a_code_of_its_device()
    {
        _home.WriteCredentials(Written.Section("x", Past) + LongTerm + Device);

        Assert.NotNull(MfaLogin.Find(_home.Environment, KeepaliveConfiguration.Default, await _home.ReadProfileAsync("x"), _home.Clock));
    }

    [Fact]
    public async Task A_person_is_asked_once_for_the_profile_and_all_its_roles()
    {
        _home.WriteCredentials(Written.Section("x", Past) + LongTerm + Device).WriteConfig(
            "[profile a]\nrole_arn = arn:aws:iam::123456789012:role/a\nsource_profile = x\n[profile b]\nrole_arn = arn:aws:iam::123456789012:role/b\nsource_profile = x\n");
        var person = new OneCode();

        await GetAsync("a", person);
        await GetAsync("b", person);
        await GetAsync("x", person);

        Assert.Equal([("GetSessionToken", "111111"), ("arn:aws:iam::123456789012:role/a", null), ("arn:aws:iam::123456789012:role/b", null)], _sts.Codes);
        Assert.All(_sts.Calls, call => Assert.StartsWith("ASIASESS", call.Source, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", LongTerm + Device + "assume_role = arn:aws:iam::123456789012:role/r\n")]
    [InlineData("\nassumed_role = True", LongTerm + Device)]
    [InlineData("", LongTerm)]
    [InlineData("", "[x-long-term]\naws_access_key_id = ASIAEXAMPLE000000009\naws_secret_access_key = s\naws_session_token = t\n" + Device)]
    public async Task Another_identity_or_keys_without_a_device_are_not_used(string line, string longTerm)
    {
        _home.WriteCredentials(Written.Section("x", Past + line) + longTerm);
        await StoreSeedAsync("x");

        Assert.Equal(Written.AccessKeyId, (await GetAsync("x")).AccessKeyId);
        Assert.Empty(_sts.Codes);
    }

    [Fact]
    public async Task Half_a_pair_is_told_with_its_own_profile()
    {
        _home.WriteCredentials(Written.Section("x", Past) + "[x-long-term]\naws_access_key_id = AKIAEXAMPLE000000001\n" + Device);

        KeepaliveException exception = await HomeExtensions.FailsAsync(() => GetAsync("x"), KeepaliveErrorCode.KeyPairIncomplete);

        Assert.Contains("x-long-term", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_long_term_profile_itself_gets_its_session_with_its_device()
    {
        _home.WriteCredentials(LongTerm + Device);
        await StoreSeedAsync("x-long-term");
        CredentialResolver resolver = Resolver();
        AwsCredential key = await resolver.ResolveAsync(Choice("x-long-term"), Limit(), TestContext.Current.CancellationToken);

        await resolver.GetSessionAsync(Choice("x-long-term"), key, refusedKey: null, Limit(), TestContext.Current.CancellationToken);

        Assert.Matches("^[0-9]{6}$", Assert.Single(_sts.Codes).Code);
    }

    [Fact]
    public async Task A_look_at_ended_keys_shows_that_a_code_is_needed()
    {
        _home.WriteCredentials(Written.Section("x", Past) + LongTerm + Device);

        SessionSnapshot snapshot = new SessionReader(_home.Environment, KeepaliveConfiguration.Default, _clock).Files.Of(await _home.ReadProfileAsync("x"));

        Assert.Equal((CredentialSourceKind.LongTermKeys, KeepaliveErrorCode.MfaCodeNeeded), (snapshot.Source, snapshot.ErrorCode));
    }

    [Fact]
    public async Task A_session_of_aws_configure_mfa_login_without_an_end_is_used()
    {
        // It writes three keys into the profile <account>-<device>, and nothing else.
        _home.WriteCredentials(Written.Section("123456789012-ann"));

        AwsCredential credential = await GetAsync("123456789012-ann");

        Assert.Equal((Written.AccessKeyId, null), (credential.AccessKeyId, credential.Expiry));
        Assert.NotNull(credential.SessionToken);
        Assert.Empty(_sts.Codes);
    }

    private static ProfileChoice Choice(string profile) => new(profile, "the test", IsNamed: true);

    private Deadline Limit() => Deadline.After(_clock, TimeSpan.FromSeconds(15));

    private async Task StoreSeedAsync(string profile)
    {
        using Secret secret = Secret.FromText("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        await SecretKeeper.Of(KeepaliveConfiguration.Default, _store, TimeProvider.System)
            .WriteAsync(SecretName.ForProfile(profile, SecretKind.Totp), secret, TestContext.Current.CancellationToken);
    }

    private CredentialResolver Resolver(IPersonPrompt? person = null) => new(_home.Environment, KeepaliveConfiguration.Default, _clock)
    {
        SecurityTokens = _ => _sts,
        OpenStore = settings => SecretKeeper.Of(settings, _store, TimeProvider.System),
        Prompt = person ?? new UnavailablePrompt("the test has no person"),
    };

    private Task<AwsCredential> GetAsync(string profile, IPersonPrompt? person = null) =>
        Resolver(person).ResolveAsync(Choice(profile), Limit(), TestContext.Current.CancellationToken).AsTask();

    /// <summary>A person who has one code.</summary>
    private sealed class OneCode : IPersonPrompt
    {
        private bool _isGiven;

        public Task<Secret> AskAsync(Question question, CancellationToken cancellationToken)
        {
            Assert.False(_isGiven);
            _isGiven = true;
            return Task.FromResult(Secret.FromUtf8(Encoding.ASCII.GetBytes("111111")));
        }

        public void Show(Question? notice)
        {
        }
    }
}
