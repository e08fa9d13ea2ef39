using Keepalive.Aws.AccessKeys;
using Keepalive.Aws.Profiles;
using Keepalive.Configuration;
using Keepalive.Credentials;
using Keepalive.Login;
using Keepalive.Platform.Time;
using Keepalive.Workers;

namespace Keepalive.Core.Tests.Login;

/// <summary>A profile that names a recipe, from its stored password to the credentials file and the breaker.</summary>
[Collection("Logins")]
public sealed class RecipeLoginTests : IDisposable
{
    private readonly LoginHome _home = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_stored_password_signs_in_and_the_ledger_holds_no_secret()
    {
        Assert.Equal("work", await _home.RunAsync());

        Assert.Equal(SignInPhase.Succeeded, _home.Entry.Phase);
        Assert.All(
            Directory.EnumerateFiles(_home.StateFolder, "*", SearchOption.AllDirectories),
            file => Assert.DoesNotContain(LoginHome.Password, File.ReadAllText(file), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_refused_password_is_not_used_again_until_it_has_changed()
    {
        _home.Store("an old one");
        KeepaliveException first = await Assert.ThrowsAsync<KeepaliveException>(() => _home.RunAsync());
        KeepaliveException second = await Assert.ThrowsAsync<KeepaliveException>(() => _home.RunAsync());
        _home.Store(LoginHome.Password);

        Assert.Equal("work", await _home.RunAsync());
        Assert.Equal((KeepaliveErrorCode.LoginPasswordRejected, KeepaliveErrorCode.PasswordRejected), (first.Code, second.Code));
        Assert.Contains("transcripts", first.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_denied_second_factor_opens_a_cool_down()
    {
        _home.Configure("denied");
        Assert.Equal(KeepaliveErrorCode.MfaDenied, (await Assert.ThrowsAsync<KeepaliveException>(() => _home.RunAsync())).Code);
        Assert.Equal(KeepaliveErrorCode.MfaCoolingDown, (await Assert.ThrowsAsync<KeepaliveException>(() => _home.RunAsync())).Code);
    }

    [Fact]
    public async Task A_transcript_can_be_rehearsed_with_its_own_recipe()
    {
        await _home.RunAsync();
        string file = Transcript.Of(_home.Environment, "work", new Redaction(), TimeProvider.System).Path;

        IReadOnlyList<RehearsedStep> steps = RecordedTranscript.Replay(file, recipe: null, _home.Environment, TimeProvider.System);

        Assert.Equal(["user", "password", "approval", "number of okta", "code", "role", "done", "done"], steps.Select(step => step.Rule));
    }

    [Fact]
    public void Questions_and_messages_name_the_tool_and_not_the_recipe()
    {
        KeepaliveConfiguration settings = ConfigurationFile.Read(_home.Environment, TimeProvider.System).For("work");

        Assert.Equal("saml2aws", new RecipeLogin(_home.Environment, settings, "work", "mine").Tool);
        Assert.Equal("unknown", new RecipeLogin(_home.Environment, settings, "work", "unknown").Tool);
    }

    [Fact]
    public void What_a_terminal_has_recorded_can_be_rehearsed_too()
    {
        string file = Path.Combine(_home.Folder, "recorded");
        File.WriteAllText(file, "Onelogin Username: me\nOnelogin Password: \nFavourite colour: ");

        IReadOnlyList<RehearsedStep> steps = RecordedTranscript.Replay(file, "onelogin-aws-cli", _home.Environment, TimeProvider.System);

        Assert.Equal(["sendSecret", "no rule matches this"], steps.Skip(1).Select(step => step.Action));
    }

    [Fact]
    public async Task An_end_that_the_tool_only_prints_is_known_for_the_key_that_it_has_written_and_no_other()
    {
        _home.Configure("ok", "onelogin-aws-cli");
        await _home.RunAsync();

        Assert.Equal("2030-01-01T10:00:00Z", Timestamp.Format((await ResolveAsync()).Expiry!.Instant));

        string keys = _home.Credentials;
        await File.WriteAllTextAsync(keys, (await File.ReadAllTextAsync(keys, Token)).Replace("ASIAQAAA", "ASIAQBBB", StringComparison.Ordinal), Token);
        Assert.Null((await ResolveAsync()).Expiry);
    }

    [Fact]
    public async Task An_end_that_another_tool_has_left_in_the_file_does_not_outlive_the_printed_one()
    {
        _home.Configure("ok", "onelogin-aws-cli");
        await _home.RunAsync();

        await File.AppendAllTextAsync(_home.Credentials, "x_security_token_expires = 2020-01-01T00:00:00Z\n", Token);

        Assert.Equal("2030-01-01T10:00:00Z", Timestamp.Format((await ResolveAsync()).Expiry!.Instant));
    }

    [Theory]
    [InlineData("""{ "recipe": "saml2aws", "forbidAutoLogin": true }""", KeepaliveErrorCode.AutoLoginForbidden)]
    [InlineData("{}", KeepaliveErrorCode.AutoLoginNotSet)]
    [InlineData("""{ "recipe": "nothing" }""", KeepaliveErrorCode.RecipeNotFound)]
    public async Task What_is_not_there_or_not_allowed_is_named(string configuration, string code)
    {
        File.WriteAllText(_home.ConfigurationFile, configuration);
        Assert.Equal(code, (await Assert.ThrowsAsync<KeepaliveException>(() => _home.RunAsync())).Code);
    }

    public void Dispose() => _home.Dispose();

    private ValueTask<AwsCredential> ResolveAsync() => new CredentialResolver(_home.Environment, KeepaliveConfiguration.Default, TimeProvider.System).ResolveAsync(
        new ProfileChoice("work", "a test", IsNamed: true), Deadline.After(TimeProvider.System, TimeSpan.FromSeconds(30)), Token);
}
