using Keepalive.Aws.AccessKeys;
using Keepalive.ClaudeCode.Hook;
using Keepalive.Configuration;
using Keepalive.Credentials;
using Keepalive.Platform.Time;
using Keepalive.Sessions;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.Credentials;

/// <summary>A caller who has set no profile: environment variables, web identity, the profile <c>default</c>, the container, the instance.</summary>
public sealed class DefaultChainTests : IDisposable
{
    private readonly FakeClock _clock = new();
    private readonly SyntheticHome _home;
    private readonly FakeSecurityTokens _sts;
    private readonly MachineService _service = new();

    public DefaultChainTests()
    {
        _home = new SyntheticHome(_clock);
        _home.Variables["LOCALAPPDATA"] = Path.Combine(_home.Folder, "local");
        _home.Variables.Remove("AWS_EC2_METADATA_DISABLED");
        _home.Variables["AWS_EC2_METADATA_SERVICE_ENDPOINT"] = _service.Address;
        _home.Variables["AWS_METADATA_SERVICE_TIMEOUT"] = "60";
        _sts = new FakeSecurityTokens(_clock);
    }

    public void Dispose()
    {
        _service.Dispose();
        _home.Dispose();
    }

    [Theory]
    [InlineData("")]
    [InlineData("[default]\nregion = eu-west-1\n")]
    public async Task Without_a_source_the_instance_is_asked_and_its_credential_kept(string config)
    {
        _home.WriteConfig(config);
        _service.Serve(MachineService.Instance(() => MachineService.Json(end: Now.AddHours(6))));

        AwsCredential credential = await GetAsync();
        AwsCredential again = await GetAsync();

        Assert.Equal(("ASIAMACHINE000000001", CredentialSourceKind.Machine, Now.AddHours(6)), (credential.AccessKeyId, credential.Origin.Kind, credential.Expiry!.Instant));
        Assert.Equal(credential.AccessKeyId, again.AccessKeyId);
        Assert.Equal(3, _service.Requests.Count);
    }

    [Fact]
    public async Task A_container_comes_before_the_instance()
    {
        _home.Variables["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = _service.Address + "/v1";
        _service.Serve(_ => (200, MachineService.Json(end: Now.AddHours(6))));

        Assert.Equal("the container", (await GetAsync()).Origin.Location);
        Assert.Equal(["GET /v1"], _service.Requests);
    }

    [Fact]
    public async Task Keys_and_web_identities_come_before_both()
    {
        _home.Variables["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = _service.Address + "/v1";
        _home.WriteCredentials(TestKeys.Temporary().Section("default"));
        Assert.Equal(CredentialSourceKind.CredentialsFile, (await GetAsync()).Origin.Kind);

        _home.Write(Path.Combine(_home.Folder, "token"), "token"u8);
        _home.Variables["AWS_WEB_IDENTITY_TOKEN_FILE"] = Path.Combine(_home.Folder, "token");
        _home.Variables["AWS_ROLE_ARN"] = "arn:aws:iam::123456789012:role/pod";
        Assert.Equal(CredentialSourceKind.WebIdentity, (await GetAsync()).Origin.Kind);

        _home.Variables["AWS_ACCESS_KEY_ID"] = "ASIAEXAMPLE000000002";
        _home.Variables["AWS_SECRET_ACCESS_KEY"] = "s";
        _home.Variables["AWS_SESSION_TOKEN"] = "t";
        Assert.Equal(CredentialSourceKind.Environment, (await GetAsync()).Origin.Kind);
        Assert.Empty(_service.Requests);
    }

    [Fact]
    public async Task A_profile_that_was_set_is_never_replaced_by_the_machine()
    {
        _home.Variables["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = _service.Address + "/v1";
        _home.Variables["AWS_PROFILE"] = "work";
        await HomeExtensions.FailsAsync(GetAsync, KeepaliveErrorCode.ProfileNotFound);

        _home.WriteConfig("[profile work]\nregion = eu-west-1\n");
        await HomeExtensions.FailsAsync(GetAsync, KeepaliveErrorCode.CredentialNotFound);
        Assert.Empty(_service.Requests);
    }

    [Fact]
    public async Task A_fault_of_the_default_profile_is_told_and_not_passed_over()
    {
        _home.Variables["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = _service.Address + "/v1";
        _home.WriteCredentials("[default]\naws_access_key_id = ASIAEXAMPLE000000001\n");

        await HomeExtensions.FailsAsync(GetAsync, KeepaliveErrorCode.KeyPairIncomplete);
        Assert.Empty(_service.Requests);
    }

    [Theory]
    [InlineData("true")]
    [InlineData("TRUE")]
    public async Task A_disabled_instance_is_not_asked(string value)
    {
        _home.Variables["AWS_EC2_METADATA_DISABLED"] = value;

        await HomeExtensions.FailsAsync(GetAsync, KeepaliveErrorCode.ProfileNotFound);
        Assert.Empty(_service.Requests);
    }

    [Fact]
    public async Task A_machine_that_is_no_instance_is_asked_once_a_minute_and_the_first_error_is_told()
    {
        _service.Serve(_ => (404, "not here"));
        await HomeExtensions.FailsAsync(GetAsync, KeepaliveErrorCode.ProfileNotFound);
        await HomeExtensions.FailsAsync(GetAsync, KeepaliveErrorCode.ProfileNotFound);
        Assert.Equal(["PUT /latest/api/token"], _service.Requests);

        _clock.Advance(TimeSpan.FromSeconds(61));
        await HomeExtensions.FailsAsync(GetAsync, KeepaliveErrorCode.ProfileNotFound);
        Assert.Equal(2, _service.Requests.Count);
    }

    [Fact]
    public async Task The_error_of_a_container_is_told()
    {
        _home.Variables["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = _service.Address + "/v1";
        _service.Serve(_ => (500, string.Empty));

        await HomeExtensions.FailsAsync(GetAsync, KeepaliveErrorCode.MachineCredentialMissing);
    }

    [Fact]
    public async Task In_the_last_five_minutes_the_machine_is_asked_again_once_a_minute()
    {
        DateTimeOffset end = Now.AddHours(1);
        _service.Serve(MachineService.Instance(() => MachineService.Json(end: end)));
        await GetAsync();
        _clock.Advance(TimeSpan.FromMinutes(54));
        await GetAsync();
        Assert.Equal(3, _service.Requests.Count);

        _clock.Advance(TimeSpan.FromMinutes(2));
        await GetAsync();
        await GetAsync();
        Assert.Equal(6, _service.Requests.Count);

        _clock.Advance(TimeSpan.FromMinutes(1));
        end = Now.AddHours(6);
        Assert.Equal(end, (await GetAsync()).Expiry!.Instant);
        Assert.Equal(9, _service.Requests.Count);
    }

    [Fact]
    public async Task Hook_and_status_line_ask_nothing_and_know_that_the_machine_renews_by_itself()
    {
        _service.Serve(MachineService.Instance(() => MachineService.Json(end: Now.AddMinutes(20))));
        Assert.Equal(KeepaliveErrorCode.ProfileNotFound, Reader().Look((string?)null).ErrorCode);
        Assert.Empty(_service.Requests);

        await GetAsync();
        SessionSnapshot session = Reader().Look((string?)null);
        Assert.Equal((SessionVerdict.Valid, SessionRenewal.Silently, null), (session.Verdict, session.Renewal, session.Left));
        Assert.Equal(SessionVerdict.Valid, (await Reader().ReadAsync(null, Limit(), TestContext.Current.CancellationToken)).Verdict);

        _clock.Advance(TimeSpan.FromHours(1));
        session = Reader().Look((string?)null);
        Assert.Equal((SessionVerdict.NotAsked, CredentialSourceKind.Machine, true), (session.Verdict, session.Source, session.IsAlive));
        Assert.Equal(HookAnswer.None, new SessionHook(_home.Environment, _clock, new NoRenewal())
            .Answer(new HookInput { Event = "UserPromptSubmit", SessionId = "one", IsOrdinaryPrompt = true }, null));
        Assert.Equal(3, _service.Requests.Count);
    }

    [Fact]
    public void A_container_is_known_to_a_hook_by_its_variables()
    {
        _home.Variables["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"] = "/v2/credentials/1";

        Assert.Equal((SessionVerdict.NotAsked, SessionRenewal.Silently), (Reader().Look((string?)null).Verdict, Reader().Look((string?)null).Renewal));
    }

    [Fact]
    public async Task A_role_of_an_instance_s_role_asks_for_an_hour_at_most()
    {
        _home.WriteConfig("[profile a]\nrole_arn = arn:aws:iam::123456789012:role/a\ncredential_source = Ec2InstanceMetadata\nduration_seconds = 7200\n");
        _home.Variables["AWS_PROFILE"] = "a";
        _service.Serve(MachineService.Instance(() => MachineService.Json(end: Now.AddHours(6))));

        await GetAsync();

        Assert.Equal(3600, Assert.Single(_sts.Calls).Seconds);
    }

    private DateTimeOffset Now => _clock.GetUtcNow();

    private static Deadline Limit() => Deadline.After(TimeProvider.System, TimeSpan.FromSeconds(60));

    private SessionReader Reader() => new(_home.Environment, KeepaliveConfiguration.Default, _clock);

    private Task<AwsCredential> GetAsync()
    {
        var resolver = new CredentialResolver(_home.Environment, KeepaliveConfiguration.Default, _clock) { SecurityTokens = _ => _sts };
        return resolver.ResolveAsync(resolver.Choose(null), Limit(), TestContext.Current.CancellationToken).AsTask();
    }

    private sealed class NoRenewal : IRenewalLauncher
    {
        public void Launch(string profile)
        {
        }
    }
}
