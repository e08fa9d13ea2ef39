using Keepalive.Aws.AccessKeys;
using Keepalive.Aws.Profiles;
using Keepalive.ClaudeCode.Hook;
using Keepalive.Configuration;
using Keepalive.Core.Tests.Credentials;
using Keepalive.Credentials;
using Keepalive.Platform.Time;
using Keepalive.Prompts;
using Keepalive.Secrets;
using Keepalive.Sessions;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.Sessions;

/// <summary>When a person is needed for a role with an MFA device: while the MFA session lives, after it, and where codes come without a person.</summary>
public sealed class MfaSessionLookTests : IDisposable
{
    private const string Serial = "mfa_serial = arn:aws:iam::123456789012:mfa/ann\n";
    private const string Keys = "aws_access_key_id = AKIAEXAMPLE000000001\naws_secret_access_key = s\n";
    private const string Base = "[profile base]\n" + Keys;
    private const string Role = "[profile a]\nregion = eu-west-1\nrole_arn = arn:aws:iam::123456789012:role/a\nsource_profile = base\n" + Serial;
    private const string Seed = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    private static readonly SecretName s_seed = SecretName.ForProfile("base", SecretKind.Totp);

    private readonly FakeClock _clock = new();
    private readonly SyntheticHome _home;
    private readonly FakeSecurityTokens _sts;
    private readonly CountedRenewals _renewals = new();
    private KeepaliveConfiguration _configuration = KeepaliveConfiguration.Default;

    public MfaSessionLookTests()
    {
        _home = new SyntheticHome(_clock);
        _home.Variables["LOCALAPPDATA"] = Path.Combine(_home.Folder, "local");
        _home.Variables["CLAUDE_AWS_SECRET_STORE"] = "plaintext";
        _home.Variables["CLAUDE_CODE_ENTRYPOINT"] = "cli";
        _home.Variables["AWS_PROFILE"] = "a";
        _sts = new FakeSecurityTokens(_clock);
        _home.WriteConfig(Base + Role);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task While_the_MFA_session_lives_an_ended_role_is_renewed_silently()
    {
        await GetAsync("111111");
        _clock.Advance(TimeSpan.FromHours(2));

        SessionSnapshot session = Look();

        Assert.Equal((SessionRenewal.Silently, true, false), (session.Renewal, session.IsAlive, session.HasEnded));
        Assert.Equal(TimeSpan.FromHours(10), session.Left);
        Assert.Equal(HookAnswer.None, Hook());
        Assert.Equal(1, _renewals.Count);
    }

    [Fact]
    public async Task After_the_MFA_session_a_person_is_needed_and_every_door_says_so()
    {
        await GetAsync("111111");
        _clock.Advance(TimeSpan.FromHours(13));

        SessionSnapshot session = Look();

        Assert.Equal((SessionRenewal.Person, false, true), (session.Renewal, session.IsAlive, session.HasEnded));
        Assert.Equal((SessionVerdict.Unusable, KeepaliveErrorCode.MfaCodeNeeded), (session.Verdict, session.ErrorCode));
        Assert.Equal(KeepaliveErrorCode.MfaCodeNeeded, Reader().LookAll().Single(row => row.Profile == "a").ErrorCode);
        await HomeExtensions.FailsAsync(() => Reader().ReadAsync(null, Limit(), Token), KeepaliveErrorCode.MfaCodeNeeded);
        await HomeExtensions.FailsAsync(() => Reader().RequireAsync(null, TimeSpan.Zero, Limit(), Token), KeepaliveErrorCode.MfaCodeNeeded);
        HookAnswer answer = Hook();
        Assert.Contains("profile 'a' needs a code of your MFA device, so no request can succeed. To continue, run ! claude-aws refresh and enter a code", answer.BlockReason, StringComparison.Ordinal);
        Assert.Equal(0, _renewals.Count);
    }

    [Fact]
    public void Before_the_first_code_a_person_is_needed() => Assert.Equal(KeepaliveErrorCode.MfaCodeNeeded, Look().ErrorCode);

    [Fact]
    public async Task Long_lived_keys_serve_while_their_MFA_session_lives_and_every_door_says_when_it_has_ended()
    {
        _home.WriteConfig(Base + "region = eu-west-1\n" + Serial);
        _home.Variables["AWS_PROFILE"] = "base";
        var choice = new ProfileChoice("base", "the test", IsNamed: true);
        CredentialResolver resolver = Resolver(new ScriptedPerson("111111"));
        await resolver.GetSessionAsync(choice, await resolver.ResolveAsync(choice, Limit(), Token), refusedKey: null, Limit(), Token, RoleChain.DeviceOf);

        Assert.Equal((SessionVerdict.LongLived, SessionRenewal.Silently), (Look().Verdict, Look().Renewal));
        Assert.Equal(SessionVerdict.LongLived, (await Reader().ReadAsync(null, Limit(), Token)).Verdict);
        Assert.Equal(HookAnswer.None, Hook());

        _clock.Advance(TimeSpan.FromHours(13));

        Assert.Equal((SessionVerdict.Unusable, KeepaliveErrorCode.MfaCodeNeeded, SessionRenewal.Person), (Look().Verdict, Look().ErrorCode, Look().Renewal));
        Assert.Equal((SessionVerdict.Unusable, KeepaliveErrorCode.MfaCodeNeeded), Reader().LookAll().Select(row => (row.Verdict, row.ErrorCode)).Single());
        await HomeExtensions.FailsAsync(() => Reader().ReadAsync(null, Limit(), Token), KeepaliveErrorCode.MfaCodeNeeded);
        await HomeExtensions.FailsAsync(() => Reader().RequireAsync(null, TimeSpan.Zero, Limit(), Token), KeepaliveErrorCode.MfaCodeNeeded);
        Assert.Contains("profile 'base' needs a code of your MFA device", Hook().BlockReason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_living_role_in_front_of_an_ended_MFA_session_is_told_ahead_of_its_end()
    {
        await GetAsync("111111");
        _clock.Advance(TimeSpan.FromHours(11.75));
        await GetAsync();
        _clock.Advance(TimeSpan.FromMinutes(35));

        SessionSnapshot session = Look();

        Assert.Equal((SessionVerdict.EndsSoon, SessionRenewal.Person, TimeSpan.FromMinutes(25)), (session.Verdict, session.Renewal, session.Left));
        Assert.Equal(SessionVerdict.EndsSoon, (await Reader().ReadAsync(null, Limit(), Token)).Verdict);
        Assert.Contains("expires in 25 min. To continue after that, run ! claude-aws refresh and enter a code", Hook().Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stored_seed_renews_by_itself_before_and_after_the_end()
    {
        await StoreSeedAsync();
        await GetAsync();
        _clock.Advance(TimeSpan.FromHours(11.75));
        await GetAsync();
        _clock.Advance(TimeSpan.FromMinutes(35));

        Assert.Equal((SessionVerdict.Valid, SessionRenewal.Silently, null), (Look().Verdict, Look().Renewal, Look().Left));
        Assert.Equal(SessionVerdict.Valid, (await Reader().ReadAsync(null, Limit(), Token)).Verdict);

        _clock.Advance(TimeSpan.FromHours(3));
        Assert.Equal((SessionVerdict.NotAsked, SessionRenewal.Silently, null), (Look().Verdict, Look().Renewal, Look().Left));
        Assert.Equal(HookAnswer.None, Hook());
        Assert.Equal(1, _renewals.Count);
    }

    [Fact]
    public async Task A_seed_that_was_just_stored_or_removed_counts_at_once()
    {
        await StoreSeedAsync();
        Assert.Equal(SessionRenewal.Silently, Look().Renewal);

        await Keeper().RemoveAsync(s_seed, Token);
        Assert.Equal(SessionRenewal.Person, Look().Renewal);
    }

    [Fact]
    public async Task A_seed_that_was_removed_elsewhere_is_forgotten_by_the_first_export()
    {
        await StoreSeedAsync();
        File.Delete(Directory.EnumerateFiles(_home.Folder, "*totp*.txt", SearchOption.AllDirectories).Single());
        await HomeExtensions.FailsAsync(() => GetAsync(), KeepaliveErrorCode.MfaCodeNeeded);

        Assert.Equal(KeepaliveErrorCode.MfaCodeNeeded, Look().ErrorCode);
    }

    [Fact]
    public async Task A_seed_whose_code_AWS_refused_renews_nothing_until_another_is_stored()
    {
        await StoreSeedAsync();
        _sts.OnSession = (_, _) => KeepaliveErrors.MfaDeviceCodeRejected("a", "x");
        await HomeExtensions.FailsAsync(() => GetAsync(), KeepaliveErrorCode.MfaSeedRejected);
        Assert.Equal(SessionRenewal.Person, Look().Renewal);

        await StoreSeedAsync();
        await HomeExtensions.FailsAsync(() => GetAsync(), KeepaliveErrorCode.MfaSeedRejected);
        Assert.Equal(SessionRenewal.Person, Look().Renewal);

        await StoreSeedAsync("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJR");
        Assert.Equal(SessionRenewal.Silently, Look().Renewal);
    }

    [Fact]
    public async Task A_seed_that_may_not_be_stored_does_not_count()
    {
        await StoreSeedAsync();
        _configuration = _configuration with { ForbidStoredTotpSeeds = true };

        Assert.Equal(SessionRenewal.Person, Look().Renewal);
    }

    [Fact]
    public void A_program_that_gives_codes_counts_as_silent()
    {
        _home.WriteConfig(Base + Role + "mfa_process = ykman oath code\n");
        Assert.Equal(SessionRenewal.Silently, Look().Renewal);

        _home.WriteConfig(Base + Role);
        _configuration = _configuration with { TotpCommand = "ykman oath code" };
        Assert.Equal(SessionRenewal.Silently, Look().Renewal);
    }

    [Fact]
    public async Task A_role_that_needs_its_own_code_needs_a_person_though_the_MFA_session_lives()
    {
        _sts.OnAssume = (_, _, source) => source.AccessKeyId.StartsWith("ASIA", StringComparison.Ordinal) ? KeepaliveErrors.RoleNotAllowed("a", "r", "base") : null;
        await GetAsync("111111", "222222");
        Assert.Equal((SessionRenewal.Person, TimeSpan.FromHours(1)), (Look().Renewal, Look().Left));

        _clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(KeepaliveErrorCode.MfaCodeNeeded, Look().ErrorCode);

        await StoreSeedAsync();
        Assert.Equal(SessionRenewal.Silently, Look().Renewal);
    }

    [Fact]
    public async Task A_role_that_needs_its_own_code_waits_for_the_next_code_of_the_seed()
    {
        await StoreSeedAsync();
        _sts.OnAssume = (_, _, source) => source.AccessKeyId.StartsWith("ASIA", StringComparison.Ordinal) ? KeepaliveErrors.RoleNotAllowed("a", "r", "base") : null;

        // The usual time of an export is shorter than the wait.
        await Resolver(null).ResolveAsync(new ProfileChoice("a", "the test", IsNamed: true), Deadline.ForCredential(_clock, Deadline.DefaultLimit), Token);

        Assert.Equal(2, _sts.Codes.Select(sent => sent.Code).OfType<string>().Distinct().Count());
        Assert.Equal(TimeSpan.FromSeconds(30), _clock.Elapsed);
    }

    [Fact]
    public async Task A_caller_that_names_its_time_waits_no_longer_than_that()
    {
        await StoreSeedAsync();
        _sts.OnAssume = (_, _, source) => source.AccessKeyId.StartsWith("ASIA", StringComparison.Ordinal) ? KeepaliveErrors.RoleNotAllowed("a", "r", "base") : null;

        await HomeExtensions.FailsAsync(
            () => Resolver(null).ResolveAsync(new ProfileChoice("a", "the test", IsNamed: true), Deadline.ForCredential(_clock, TimeSpan.FromSeconds(10)), Token).AsTask(),
            KeepaliveErrorCode.OneTimeCodeUsed);
    }

    [Fact]
    public async Task The_keys_of_aws_mfa_are_renewed_silently_with_a_seed_alone()
    {
        _home.Variables["AWS_PROFILE"] = "x";
        _home.WriteConfig(string.Empty).WriteCredentials($"[x-long-term]\n{Keys}aws_mfa_device = arn:aws:iam::123456789012:mfa/ann\n"
            + "[x]\naws_access_key_id = ASIAEXAMPLE000000009\naws_secret_access_key = s\naws_session_token = t\nexpiration = 2026-11-21 12:20:00\n");
        Assert.Equal((SessionVerdict.EndsSoon, TimeSpan.FromMinutes(20)), (Look().Verdict, Look().Left));

        await StoreSeedAsync(profile: "x");
        Assert.Equal((SessionVerdict.Valid, null), (Look().Verdict, Look().Left));
        Assert.Equal(SessionVerdict.Valid, (await Reader().ReadAsync(null, Limit(), Token)).Verdict);

        _clock.Advance(TimeSpan.FromMinutes(30));
        Assert.Equal(SessionRenewal.Silently, Look().Renewal);
        await Keeper().RemoveAsync(SecretName.ForProfile("x", SecretKind.Totp), Token);
        Assert.Equal(KeepaliveErrorCode.MfaCodeNeeded, Look().ErrorCode);
    }

    [Fact]
    public void A_long_lived_key_with_a_device_needs_a_person_for_its_session()
    {
        _home.Variables["AWS_PROFILE"] = "base";
        _home.WriteConfig(Base + Serial);

        Assert.True(Look().HasEnded);
        Assert.Contains("profile 'base' needs a code of your MFA device", Hook().BlockReason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_web_identity_is_renewed_without_a_person()
    {
        _home.WriteConfig($"[profile a]\nregion = eu-west-1\nrole_arn = arn:aws:iam::123456789012:role/a\nweb_identity_token_file = {Path.Combine(_home.Folder, "token")}\n");

        Assert.Equal((SessionRenewal.Silently, null, false), (Look().Renewal, Look().Left, Look().HasEnded));
    }

    private SessionReader Reader() => new(_home.Environment, _configuration, _clock);

    private SessionSnapshot Look() => Reader().Look((string?)null);

    private HookAnswer Hook() => new SessionHook(_home.Environment, _clock, _renewals)
        .Answer(new HookInput { Event = "UserPromptSubmit", SessionId = Guid.NewGuid().ToString(), IsOrdinaryPrompt = true }, null);

    private Deadline Limit() => Deadline.After(_clock, TimeSpan.FromSeconds(15));

    private SecretKeeper Keeper() => SecretKeeper.Open(_home.Environment, _configuration, "plaintext", TimeProvider.System);

    private async Task StoreSeedAsync(string seed = Seed, string profile = "base")
    {
        using Secret secret = Secret.FromText(seed);
        await Keeper().WriteAsync(SecretName.ForProfile(profile, SecretKind.Totp), secret, Token);
    }

    private CredentialResolver Resolver(IPersonPrompt? person) => new(_home.Environment, _configuration, _clock)
    {
        SecurityTokens = _ => _sts,
        OpenStore = settings => SecretKeeper.Open(_home.Environment, settings, "plaintext", TimeProvider.System),
        Prompt = person ?? new UnavailablePrompt("the test has no person"),
    };

    private Task<AwsCredential> GetAsync(params string[] codes) => Resolver(codes.Length == 0 ? null : new ScriptedPerson(codes))
        .ResolveAsync(new ProfileChoice("a", "the test", IsNamed: true), Limit(), Token).AsTask();

    private sealed class CountedRenewals : IRenewalLauncher
    {
        public int Count { get; private set; }

        public void Launch(string profile) => Count++;
    }
}
