using Keepalive.Aws.AccessKeys;
using Keepalive.Configuration;
using Keepalive.Credentials;
using Keepalive.Diagnostics.Explanation;
using Keepalive.Platform.Time;
using Keepalive.Sessions;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.Credentials;

/// <summary>A web identity in the three environment variables.</summary>
public sealed class EnvironmentWebIdentityTests : IDisposable
{
    private const string Pod = "arn:aws:iam::123456789012:role/pod";

    private static readonly TestKeys Static = TestKeys.Temporary(1);

    private readonly FakeClock _clock = new();
    private readonly SyntheticHome _home;
    private readonly FakeSecurityTokens _sts;

    public EnvironmentWebIdentityTests()
    {
        _home = new SyntheticHome(_clock);
        _home.Variables["LOCALAPPDATA"] = Path.Combine(_home.Folder, "local");
        _sts = new FakeSecurityTokens(_clock);
        string file = Path.Combine(_home.Folder, "token");
        _home.Write(file, "token.one\n"u8);
        _home.Variables["AWS_WEB_IDENTITY_TOKEN_FILE"] = file;
        _home.Variables["AWS_ROLE_ARN"] = Pod;
        _home.Variables["AWS_ROLE_SESSION_NAME"] = "ann";
    }

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task It_needs_no_profile_and_no_file_and_is_kept()
    {
        AwsCredential credential = await GetAsync();
        AwsCredential again = await GetAsync();

        Assert.Equal((Pod, "ann", "token.one"), Assert.Single(_sts.WebIdentities));
        Assert.Equal(CredentialSourceKind.WebIdentity, credential.Origin.Kind);
        Assert.Equal(credential.AccessKeyId, again.AccessKeyId);
    }

    [Fact]
    public async Task Keys_in_the_environment_go_first()
    {
        _home.Variables["AWS_ACCESS_KEY_ID"] = Static.AccessKeyId;
        _home.Variables["AWS_SECRET_ACCESS_KEY"] = Static.SecretAccessKey;
        _home.Variables["AWS_SESSION_TOKEN"] = Static.SessionToken!;

        Assert.Equal(Static.AccessKeyId, (await GetAsync()).AccessKeyId);
        Assert.Empty(_sts.WebIdentities);
    }

    [Fact]
    public async Task It_goes_before_the_keys_of_the_default_profile()
    {
        _home.WriteCredentials(Static.Section("default"));

        Assert.Equal(CredentialSourceKind.WebIdentity, (await GetAsync()).Origin.Kind);
    }

    [Fact]
    public async Task A_role_of_the_default_profile_goes_first_and_its_source_is_not_changed()
    {
        _home.WriteCredentials(Static.Section("base")).WriteConfig("[default]\nrole_arn = arn:aws:iam::123456789012:role/dev\nsource_profile = base\n");

        Assert.Equal(CredentialSourceKind.AssumeRole, (await GetAsync()).Origin.Kind);
        Assert.Equal(Static.AccessKeyId, Assert.Single(_sts.Calls).Source);
        Assert.Empty(_sts.WebIdentities);
    }

    [Theory]
    [InlineData("work", null)]
    [InlineData("default", null)]
    [InlineData(null, "work")]
    public async Task A_profile_that_is_set_is_not_changed_by_the_variables(string? requested, string? variable)
    {
        if (variable is not null)
        {
            _home.Variables["AWS_PROFILE"] = variable;
        }

        _home.WriteCredentials(Static.Section("work") + Static.Section("default"));

        Assert.Equal(Static.AccessKeyId, (await GetAsync(requested)).AccessKeyId);
        Assert.Empty(_sts.WebIdentities);
    }

    [Fact]
    public async Task A_variable_overrides_its_key_in_the_default_profile_and_the_others_remain()
    {
        _home.Variables.Remove("AWS_ROLE_ARN");
        _home.WriteConfig("[default]\nrole_arn = arn:aws:iam::123456789012:role/mine\nrole_session_name = bob\n");

        await GetAsync();

        Assert.Equal(("arn:aws:iam::123456789012:role/mine", "ann", "token.one"), Assert.Single(_sts.WebIdentities));
    }

    [Fact]
    public async Task A_token_file_without_a_role_names_its_variable()
    {
        _home.Variables.Remove("AWS_ROLE_ARN");

        KeepaliveException exception = await HomeExtensions.FailsAsync(() => GetAsync(), KeepaliveErrorCode.RoleSettingInvalid);

        Assert.Contains("environment variable AWS_WEB_IDENTITY_TOKEN_FILE", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("line 0", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_role_without_a_token_file_is_no_web_identity()
    {
        _home.Variables.Remove("AWS_WEB_IDENTITY_TOKEN_FILE");

        await HomeExtensions.FailsAsync(() => GetAsync(), KeepaliveErrorCode.ProfileNotFound);
    }

    [Fact]
    public void Status_shows_its_source()
    {
        SessionSnapshot snapshot = new SessionReader(_home.Environment, KeepaliveConfiguration.Default, _clock).Look(requested: null);

        Assert.Equal((CredentialSourceKind.WebIdentity, SessionVerdict.NotAsked), (snapshot.Source, snapshot.Verdict));
        Assert.Equal("environment variable AWS_ROLE_ARN", snapshot.Location);
    }

    [Fact]
    public async Task Explain_shows_the_variables()
    {
        CredentialExplanation explanation = await Explainer.ExplainAsync(
            _home.Environment, new ExplanationOptions(null, _home.Folder, IsOffline: true), Deadline.After(_clock, TimeSpan.FromSeconds(15)), _clock, TestContext.Current.CancellationToken);

        Assert.Contains(explanation.Steps, step => step.Text == $"role_arn = {Pod} (environment variable AWS_ROLE_ARN)");
        Assert.Null(explanation.ErrorCode);
    }

    private Task<AwsCredential> GetAsync(string? requested = null)
    {
        var resolver = new CredentialResolver(_home.Environment, KeepaliveConfiguration.Default, _clock) { SecurityTokens = _ => _sts };
        return resolver.ResolveAsync(resolver.Choose(requested), Deadline.After(_clock, TimeSpan.FromSeconds(15)), TestContext.Current.CancellationToken).AsTask();
    }
}
