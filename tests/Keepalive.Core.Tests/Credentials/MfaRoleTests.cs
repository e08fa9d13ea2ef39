using System.Text;
using Keepalive.Aws.AccessKeys;
using Keepalive.Aws.Profiles;
using Keepalive.Configuration;
using Keepalive.Credentials;
using Keepalive.Login;
using Keepalive.Platform.Time;
using Keepalive.Prompts;
using Keepalive.Secrets;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.Credentials;

/// <summary>Roles whose trust asks for MFA: one code a day for all of them, from a seed, a program or a person.</summary>
public sealed class MfaRoleTests : IDisposable
{
    private const string Serial = "mfa_serial = arn:aws:iam::123456789012:mfa/ann\n";
    private const string Base = "[profile base]\naws_access_key_id = AKIAEXAMPLE000000001\naws_secret_access_key = s\n";

    private readonly FakeClock _clock = new();
    private readonly SyntheticHome _home;
    private readonly FakeSecurityTokens _sts;
    private readonly MemorySecretStore _store = new();
    private readonly FakePerson _person = new();

    public MfaRoleTests()
    {
        _home = new SyntheticHome(_clock);
        _home.Variables["LOCALAPPDATA"] = Path.Combine(_home.Folder, "local");
        _sts = new FakeSecurityTokens(_clock);
    }

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task One_code_of_a_person_serves_every_role_for_the_day()
    {
        _home.WriteConfig(Base + Role("a") + Serial + Role("b") + Serial);
        _person.Answers("111111");

        await GetAsync("a", _person);
        await GetAsync("b", _person);
        _clock.Advance(TimeSpan.FromHours(6));
        await GetAsync("a", _person);

        Assert.Equal([("GetSessionToken", "111111"), (Arn("a"), null), (Arn("b"), null), (Arn("a"), null)], _sts.Codes);
        Assert.All(_sts.Calls, call => Assert.Equal("ASIASESS0000000001", call.Source));
    }

    [Fact]
    public async Task The_device_of_the_source_profile_counts_too()
    {
        _home.WriteConfig(Base + Serial + Role("a"));
        _person.Answers("111111");

        await GetAsync("a", _person);

        Assert.Equal([("GetSessionToken", "111111"), (Arn("a"), null)], _sts.Codes);
        Assert.Contains("ann", Assert.Single(_person.Questions).Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stored_seed_gives_the_code_and_nobody_is_asked()
    {
        _home.WriteConfig(Base + Role("a") + Serial);
        await StoreSeedAsync("base");

        await GetAsync("a", _person);

        Assert.Matches("^[0-9]{6}$", _sts.Codes[0].Code);
        Assert.Empty(_person.Questions);
    }

    [Fact]
    public async Task A_stored_seed_whose_code_is_refused_is_not_used_again_until_it_is_changed()
    {
        _home.WriteConfig(Base + Role("a") + Serial);
        await StoreSeedAsync("a");
        _sts.OnSession = (_, code) => code is null ? null : KeepaliveErrors.MfaDeviceCodeRejected("a", "x");
        await HomeExtensions.FailsAsync(() => GetAsync("a"), KeepaliveErrorCode.MfaSeedRejected);
        await HomeExtensions.FailsAsync(() => GetAsync("a"), KeepaliveErrorCode.MfaSeedRejected);
        Assert.Single(_sts.Codes);

        _sts.OnSession = null;
        _clock.Advance(TimeSpan.FromSeconds(30));
        await StoreSeedAsync("a", "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJR");
        await GetAsync("a");
        Assert.Equal(3, _sts.Codes.Count);
    }

    [Fact]
    public async Task The_program_of_mfa_process_gives_the_code()
    {
        string program = ShellProcess.Prints(_home, "222222\n");
        _home.WriteConfig(Base + Role("a") + Serial + $"mfa_process = {program}\n");

        await GetAsync("a");

        Assert.Equal("222222", _sts.Codes[0].Code);
    }

    [Fact]
    public async Task A_program_that_prints_something_else_is_told_and_its_output_is_not()
    {
        string program = ShellProcess.Prints(_home, "S3cr3tThatNobodyMaySee\n");
        _home.WriteConfig(Base + Role("a") + Serial + $"mfa_process = {program}\n");

        KeepaliveException exception = await HomeExtensions.FailsAsync(() => GetAsync("a"), KeepaliveErrorCode.MfaProcessFailed);

        Assert.DoesNotContain("S3cr3t", exception.Message, StringComparison.Ordinal);
        Assert.Empty(_sts.Codes);
    }

    [Fact]
    public async Task Without_a_seed_and_a_person_the_need_is_told_and_nothing_is_sent()
    {
        _home.WriteConfig(Base + Role("a") + Serial);

        KeepaliveException exception = await HomeExtensions.FailsAsync(() => GetAsync("a"), KeepaliveErrorCode.MfaCodeNeeded);

        Assert.Contains("ann", exception.Message, StringComparison.Ordinal);
        Assert.Empty(_sts.Codes);
    }

    [Fact]
    public async Task A_wrong_code_is_asked_again_three_times_and_no_code_is_sent_twice()
    {
        _home.WriteConfig(Base + Role("a") + Serial);
        _person.Answers("111111", "222222", "333333", "444444");
        _sts.OnSession = (_, _) => KeepaliveErrors.MfaDeviceCodeRejected("a", "x");

        await HomeExtensions.FailsAsync(() => GetAsync("a", _person), KeepaliveErrorCode.MfaDeviceCodeRejected);

        Assert.Equal(["111111", "222222", "333333"], _sts.Codes.Select(sent => sent.Code));
        Assert.Equal([false, true, true], _person.Questions.Select(question => question.Complaint is not null));
    }

    [Fact]
    public async Task A_text_that_is_no_code_is_asked_again_and_not_sent()
    {
        _home.WriteConfig(Base + Role("a") + Serial);
        _person.Answers("12345", "abcdef", "111111");

        await GetAsync("a", _person);

        Assert.Equal("111111", _sts.Codes[0].Code);
    }

    [Fact]
    public async Task A_role_that_refuses_the_session_gets_a_code_of_its_own_which_is_remembered()
    {
        _home.WriteConfig(Base + Role("a") + Serial);
        _person.Answers("111111", "222222", "333333");
        _sts.OnAssume = (_, _, source) => source.AccessKeyId.StartsWith("ASIA", StringComparison.Ordinal) ? KeepaliveErrors.RoleNotAllowed("a", "r", "base") : null;
        await GetAsync("a", _person);
        Assert.Equal([("GetSessionToken", "111111"), (Arn("a"), null), (Arn("a"), null), (Arn("a"), "222222")], _sts.Codes);

        _clock.Advance(TimeSpan.FromHours(1));
        await GetAsync("a", _person);
        Assert.Equal((Arn("a"), "333333"), _sts.Codes[^1]);
        Assert.Equal(5, _sts.Codes.Count);
    }

    [Fact]
    public async Task A_role_that_refuses_both_asks_nobody_again_for_an_hour()
    {
        _home.WriteConfig(Base + Role("a") + Serial);
        _person.Answers("111111", "222222", "333333");
        _sts.OnAssume = (_, _, _) => KeepaliveErrors.RoleNotAllowed("a", "r", "base");
        await HomeExtensions.FailsAsync(() => GetAsync("a", _person), KeepaliveErrorCode.RoleNotAllowed);
        await HomeExtensions.FailsAsync(() => GetAsync("a", _person), KeepaliveErrorCode.RoleNotAllowed);

        Assert.Equal(2, _person.Questions.Count);
    }

    [Fact]
    public async Task A_source_that_has_its_MFA_already_is_asked_for_no_code()
    {
        _home.WriteConfig(Role("a") + Serial).WriteCredentials(TestKeys.Temporary().Section("base"));

        await GetAsync("a");

        Assert.Equal([(Arn("a"), null)], _sts.Codes);
    }

    [Fact]
    public async Task A_session_without_MFA_is_given_for_a_long_lived_key_and_steps_down_for_root()
    {
        _home.WriteConfig(Base);
        _sts.OnSession = (seconds, _) => seconds > 3600 ? KeepaliveErrors.RoleDurationTooLong("base", "x") : null;
        CredentialResolver resolver = Resolver();
        var choice = new ProfileChoice("base", "the test", IsNamed: true);
        Deadline deadline = Deadline.After(_clock, TimeSpan.FromSeconds(15));
        AwsCredential key = await resolver.ResolveAsync(choice, deadline, TestContext.Current.CancellationToken);

        AwsCredential session = await resolver.GetSessionAsync(choice, key, refusedKey: null, deadline, TestContext.Current.CancellationToken);
        AwsCredential again = await resolver.GetSessionAsync(choice, key, refusedKey: null, deadline, TestContext.Current.CancellationToken);

        Assert.Equal(_clock.GetUtcNow().AddHours(1), session.Expiry!.Instant);
        Assert.Equal(session.AccessKeyId, again.AccessKeyId);
        Assert.Equal(5, _sts.Codes.Count);
    }

    [Fact]
    public async Task The_duration_that_root_was_given_is_asked_for_at_once_the_next_time()
    {
        _home.WriteConfig(Base);
        List<int> asked = [];
        _sts.OnSession = (seconds, _) =>
        {
            asked.Add(seconds);
            return seconds > 3600 ? KeepaliveErrors.RoleDurationTooLong("base", "x") : null;
        };
        CredentialResolver resolver = Resolver();
        var choice = new ProfileChoice("base", "the test", IsNamed: true);
        Deadline deadline = Deadline.After(_clock, TimeSpan.FromDays(1));
        AwsCredential key = await resolver.ResolveAsync(choice, deadline, TestContext.Current.CancellationToken);
        await resolver.GetSessionAsync(choice, key, refusedKey: null, deadline, TestContext.Current.CancellationToken);
        asked.Clear();

        _clock.Advance(TimeSpan.FromHours(2));
        await resolver.GetSessionAsync(choice, key, refusedKey: null, deadline, TestContext.Current.CancellationToken);

        Assert.Equal([3600], asked);
    }

    [Fact]
    public async Task The_login_of_the_key_comes_first_so_that_all_its_roles_ask_once()
    {
        _home.WriteConfig(Base + Role("a") + Serial + Role("b") + Serial);

        Assert.Equal(["base", "a"], MfaLogin.InOrder(await _home.ReadProfileAsync("a")).Select(profile => profile.Name));
        Assert.Equal(["base", "b"], MfaLogin.InOrder(await _home.ReadProfileAsync("b")).Select(profile => profile.Name));
    }

    [Fact]
    public async Task Roles_with_different_devices_have_logins_of_their_own()
    {
        _home.WriteConfig(Base + Role("a") + Serial + Role("b") + Serial.Replace("ann", "key", StringComparison.Ordinal));

        Assert.Equal(["a"], MfaLogin.InOrder(await _home.ReadProfileAsync("a")).Select(profile => profile.Name));
    }

    [Fact]
    public async Task The_login_of_the_key_asks_once_and_its_session_serves_the_role()
    {
        _home.WriteConfig(Base + Role("a") + Serial);
        _person.Answers("111111");
        CredentialResolver resolver = Resolver(_person);
        var choice = new ProfileChoice("base", "the test", IsNamed: true);
        Deadline deadline = Deadline.After(_clock, TimeSpan.FromSeconds(15));
        AwsCredential key = await resolver.ResolveAsync(choice, deadline, TestContext.Current.CancellationToken);
        await resolver.GetSessionAsync(choice, key, refusedKey: null, deadline, TestContext.Current.CancellationToken, RoleChain.DeviceOf);

        await GetAsync("a");

        Assert.Equal([("GetSessionToken", "111111"), (Arn("a"), null)], _sts.Codes);
    }

    private static string Arn(string name) => $"arn:aws:iam::123456789012:role/{name}";

    private static string Role(string name) => $"[profile {name}]\nrole_arn = {Arn(name)}\nsource_profile = base\n";

    private async Task StoreSeedAsync(string profile, string seed = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")
    {
        using Secret secret = Secret.FromText(seed);
        await SecretKeeper.Of(KeepaliveConfiguration.Default, _store, TimeProvider.System)
            .WriteAsync(SecretName.ForProfile(profile, SecretKind.Totp), secret, TestContext.Current.CancellationToken);
    }

    private CredentialResolver Resolver(IPersonPrompt? person = null) => new(_home.Environment, KeepaliveConfiguration.Default, _clock)
    {
        SecurityTokens = _ => _sts,
        OpenStore = settings => SecretKeeper.Of(settings, _store, TimeProvider.System),
        Prompt = person ?? new UnavailablePrompt("the test has no person"),
    };

    private Task<AwsCredential> GetAsync(string profile, IPersonPrompt? person = null) => Resolver(person).ResolveAsync(
        new ProfileChoice(profile, "the test", IsNamed: true), Deadline.After(_clock, TimeSpan.FromSeconds(15)), TestContext.Current.CancellationToken).AsTask();

    /// <summary>A person who answers in turn.</summary>
    private sealed class FakePerson : IPersonPrompt
    {
        private readonly Queue<string> _answers = new();

        public List<Question> Questions { get; } = [];

        public void Answers(params string[] answers) => Array.ForEach(answers, _answers.Enqueue);

        public Task<Secret> AskAsync(Question question, CancellationToken cancellationToken)
        {
            Questions.Add(question);
            return Task.FromResult(Secret.FromUtf8(Encoding.ASCII.GetBytes(_answers.Dequeue())));
        }

        public void Show(Question? notice)
        {
        }
    }
}
