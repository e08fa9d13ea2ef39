using System.Text.Json.Nodes;
using Keepalive.Aws.AccessKeys;
using Keepalive.Configuration;
using Keepalive.ConsoleLogin;
using Keepalive.Credentials;
using Keepalive.Platform.Time;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.ConsoleLogin;

/// <summary>The credential of <c>aws login</c>: read from the file of all tools, and renewed in the region of the sign-in.</summary>
public sealed class LoginSourceTests : IDisposable
{
    private readonly ConsoleLoginHome _home = new();
    private FakeConsoleSignIn _service = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(5, 30)]
    [InlineData(14, 0)]
    public async Task A_credential_that_lasts_is_served_as_it_is(int minutes, int seconds)
    {
        _home.Write(new TimeSpan(0, minutes, seconds));
        string before = await File.ReadAllTextAsync(_home.File, Token);

        Assert.Equal("ASIAOLD0000000000001", (await ResolveAsync()).AccessKeyId);
        Assert.Equal((0, before), (_service.Refreshes, await File.ReadAllTextAsync(_home.File, Token)));
    }

    [Theory]
    [InlineData(299)]
    [InlineData(30)]
    [InlineData(-3600)]
    public async Task One_with_less_than_five_minutes_is_renewed_and_the_rest_of_the_file_stays(int seconds)
    {
        _home.Write(TimeSpan.FromSeconds(seconds), ", \"ofAnotherTool\": {\"a\": [1, 2.50]}");

        AwsCredential credential = await ResolveAsync();

        Assert.Equal(("ASIANEW0000000000001", true), (credential.AccessKeyId, credential.WasRenewed));
        Assert.Equal(_home.Home.Clock.GetUtcNow().AddMinutes(15), credential.Expiry!.Instant);
        JsonObject file = JsonNode.Parse(await File.ReadAllTextAsync(_home.File, Token))!.AsObject();
        Assert.Equal(
            ("refresh-2", "us-east-1", "id", "{\"a\": [1, 2.50]}", 1),
            ((string?)file["refreshToken"], (string?)file["signInRegion"], (string?)file["idToken"], Raw("ofAnotherTool"), (int)file["accessToken"]!["kept"]!));
        Assert.Equal("ASIANEW0000000000001", (string?)file["accessToken"]!["accessKeyId"]);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_home.File));
        }

        string Raw(string name) => File.ReadAllText(_home.File).Split($"\"{name}\": ")[1].Split(", \"signInRegion\"")[0];
    }

    [Fact]
    public async Task A_refresh_goes_to_the_region_that_the_file_names_whatever_the_profile_says()
    {
        _service = new FakeConsoleSignIn { Region = "ap-southeast-2" };
        _home.Home.Variables["AWS_REGION"] = "eu-west-1";
        _home.Write(TimeSpan.Zero, ", \"signInRegion\": \"ap-southeast-2\"");

        await ResolveAsync();

        Assert.Equal(["ap-southeast-2"], _service.Asked);
    }

    [Fact]
    public async Task Without_that_region_the_ones_that_the_sign_in_may_have_used_are_tried_and_the_right_one_is_kept()
    {
        _service = new FakeConsoleSignIn { Region = "eu-west-1" };
        _home.Home.Variables["AWS_REGION"] = "eu-west-1";
        _home.Write(TimeSpan.Zero);

        await ResolveAsync();

        Assert.Equal(["us-east-1", "eu-west-1"], _service.Asked);
        Assert.Equal("eu-west-1", (string?)JsonNode.Parse(await File.ReadAllTextAsync(_home.File, Token))!["signInRegion"]);
    }

    [Fact]
    public async Task A_region_that_no_profile_and_variable_names_is_an_error_that_tells_the_way()
    {
        _service = new FakeConsoleSignIn { Region = "sa-east-1" };
        _home.Write(TimeSpan.Zero);

        KeepaliveException exception = await HomeExtensions.FailsAsync(ResolveAsync, KeepaliveErrorCode.SignInRegionWrong);

        Assert.Contains("another region", exception.Message, StringComparison.Ordinal);
        Assert.Contains("claude-aws login", exception.Advice, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("refreshToken")]
    [InlineData("clientId")]
    [InlineData("dpopKey")]
    public async Task A_file_that_lacks_a_part_serves_until_its_end_and_then_names_it(string member)
    {
        _home.Write(TimeSpan.FromMinutes(2), without: member);
        Assert.Equal("ASIAOLD0000000000001", (await ResolveAsync()).AccessKeyId);

        _home.Write(TimeSpan.Zero, without: member);
        KeepaliveException exception = await HomeExtensions.FailsAsync(ResolveAsync, KeepaliveErrorCode.SignInRequired);

        Assert.Contains(member, exception.Message, StringComparison.Ordinal);
        Assert.Equal(0, _service.Refreshes);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{\"accessToken\": 1}")]
    [InlineData("{\"accessToken\": {\"accessKeyId\": \"ASIA\", \"secretAccessKey\": 1, \"sessionToken\": \"t\", \"expiresAt\": \"2030-01-01T00:00:00Z\"}}")]
    [InlineData("{\"accessToken\": {\"accessKeyId\": \"ASIA\", \"secretAccessKey\": \"s\", \"sessionToken\": \"t\", \"expiresAt\": \"soon\"}}")]
    [InlineData("\u0000\u0001")]
    public async Task A_file_that_is_no_credential_is_told_and_left_alone(string content)
    {
        _home.Home.Write(_home.File, System.Text.Encoding.UTF8.GetBytes(content));

        KeepaliveException exception = await HomeExtensions.FailsAsync(ResolveAsync, KeepaliveErrorCode.TokenFileInvalid);

        Assert.Contains("is not a credential of 'aws login'", exception.Message, StringComparison.Ordinal);
        Assert.Equal(content, await File.ReadAllTextAsync(_home.File, Token));
    }

    [Fact]
    public async Task A_credential_with_a_character_of_another_line_is_refused()
    {
        _home.Home.Write(_home.File, "{\"accessToken\": {\"accessKeyId\": \"ASIAOLD0000000000001\", \"secretAccessKey\": \"a\\nb\", \"sessionToken\": \"t\", \"expiresAt\": \"2030-01-01T00:00:00Z\"}}"u8);

        await HomeExtensions.FailsAsync(ResolveAsync, KeepaliveErrorCode.CredentialMalformed);
    }

    [Fact]
    public async Task Without_a_file_nobody_is_signed_in() => await HomeExtensions.FailsAsync(ResolveAsync, KeepaliveErrorCode.SignInRequired);

    [Fact]
    public async Task A_refused_refresh_token_is_asked_for_once()
    {
        _home.Write(TimeSpan.Zero);
        _service.OnRefresh = static () => KeepaliveErrors.SignInRequired(ConsoleLoginHome.Arn, "its session has ended");

        await HomeExtensions.FailsAsync(ResolveAsync, KeepaliveErrorCode.SignInRequired);
        await HomeExtensions.FailsAsync(ResolveAsync, KeepaliveErrorCode.SignInRequired);

        Assert.Equal(1, _service.Refreshes);
    }

    [Fact]
    public async Task A_sign_in_by_another_tool_during_the_refresh_is_not_replaced()
    {
        _home.Write(TimeSpan.FromMinutes(3));
        string theirs = (await File.ReadAllTextAsync(_home.File, Token))
            .Replace("ASIAOLD0000000000001", "ASIATHEIRS0000000001", StringComparison.Ordinal)
            .Replace(Timestamp.Format(_home.Home.Clock.GetUtcNow().AddMinutes(3)), Timestamp.Format(_home.Home.Clock.GetUtcNow().AddMinutes(14)), StringComparison.Ordinal);
        _service.OnRefresh = () =>
        {
            File.WriteAllText(_home.File, theirs);
            return null;
        };

        Assert.Equal("ASIATHEIRS0000000001", (await ResolveAsync()).AccessKeyId);
        Assert.Equal(theirs, await File.ReadAllTextAsync(_home.File, Token));
    }

    [Fact]
    public async Task A_sign_out_by_another_tool_during_the_refresh_stays_a_sign_out()
    {
        _home.Write(TimeSpan.FromMinutes(3));
        _service.OnRefresh = () =>
        {
            File.Delete(_home.File);
            return null;
        };

        await HomeExtensions.FailsAsync(ResolveAsync, KeepaliveErrorCode.SignInRequired);
        Assert.Empty(Directory.GetFiles(Path.GetDirectoryName(_home.File)!));
    }

    [Fact]
    public async Task A_held_credential_goes_back_to_its_file_although_nothing_is_renewed()
    {
        _home.Write(TimeSpan.FromMinutes(14));
        byte[] newer = await File.ReadAllBytesAsync(_home.File, Token);
        string held = new Keepalive.Tokens.TokenState(_home.Home.Environment, new LoginSession(ConsoleLoginHome.Arn)).HeldToken;
        Keepalive.Platform.Files.AtomicFile.Write(held, newer);
        _home.Write(TimeSpan.FromMinutes(12));

        await ResolveAsync();

        Assert.Equal(newer, await File.ReadAllBytesAsync(_home.File, Token));
        Assert.Equal((false, 0), (File.Exists(held), _service.Refreshes));
    }

    [Fact]
    public async Task A_service_that_fails_leaves_a_credential_that_still_lasts()
    {
        _home.Write(TimeSpan.FromMinutes(3));
        _service.OnRefresh = static () => KeepaliveErrors.ServiceUnavailable("AWS Sign-In", 503, ConsoleLoginHome.Arn);

        Assert.Equal("ASIAOLD0000000000001", (await ResolveAsync()).AccessKeyId);
    }

    [Fact]
    public async Task A_key_that_AWS_has_refused_is_replaced_whatever_its_end()
    {
        _home.Write(TimeSpan.FromMinutes(14));
        CredentialResolver resolver = Resolver();

        AwsCredential credential = await resolver.ResolveAsync(resolver.Choose("console"), "ASIAOLD0000000000001", Deadline.After(_home.Home.Clock, TimeSpan.FromSeconds(15)), Token);

        Assert.Equal("ASIANEW0000000000001", credential.AccessKeyId);
    }

    [Fact]
    public async Task The_folder_of_the_variable_is_used()
    {
        string folder = Path.Combine(_home.Home.Folder, "elsewhere");
        _home.Write(TimeSpan.FromMinutes(14));
        Directory.CreateDirectory(folder);
        File.Move(_home.File, Path.Combine(folder, ConsoleLoginHome.FileName));
        _home.Home.Variables["AWS_LOGIN_CACHE_DIRECTORY"] = folder;

        Assert.Equal("ASIAOLD0000000000001", (await ResolveAsync()).AccessKeyId);
    }

    [Fact]
    public async Task A_role_is_assumed_with_it()
    {
        var chain = Keepalive.Aws.Profiles.RoleChain.Read(await WithRoleAsync());

        Assert.Equal("console", chain.Base!.Name);
        Assert.Null(Resolver().FindRefusal(chain.Hops[0].Profile));
    }

    [Fact]
    public void The_folder_of_its_roles_has_a_name_that_every_file_system_takes()
    {
        var session = new LoginSession($"arn:aws:sts::012345678910:assumed-role/{new string('r', 64)}/{new string('@', 64)}");

        Assert.InRange(Keepalive.IdentityCenter.RoleCredentialCache.FolderNameOf(session).Length, 1, 255);
        Assert.NotEqual(Keepalive.IdentityCenter.RoleCredentialCache.FolderNameOf(session), Keepalive.IdentityCenter.RoleCredentialCache.FolderNameOf(new LoginSession(session.Arn[..^1] + "+")));
    }

    public void Dispose() => _home.Dispose();

    private Task<Keepalive.Aws.Profiles.AwsProfile> WithRoleAsync()
    {
        _home.Write(TimeSpan.FromMinutes(14));
        _home.Home.WriteConfig($"[profile console]\nlogin_session = {ConsoleLoginHome.Arn}\n[profile role]\nrole_arn = arn:aws:iam::012345678910:role/dev\nsource_profile = console\n");
        return _home.Home.ReadProfileAsync("role");
    }

    private CredentialResolver Resolver() => new(_home.Home.Environment, KeepaliveConfiguration.Default, _home.Home.Clock) { ConsoleSignIn = _ => _service };

    private Task<AwsCredential> ResolveAsync()
    {
        CredentialResolver resolver = Resolver();
        return resolver.ResolveAsync(resolver.Choose("console"), Deadline.After(_home.Home.Clock, TimeSpan.FromSeconds(15)), Token).AsTask();
    }
}
