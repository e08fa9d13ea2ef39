using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Keepalive.Host.Tests.Support;
using Keepalive.Sandbox.Services;

namespace Keepalive.Host.Tests.ConsoleLogin;

/// <summary>The credential of <c>aws login</c> renewed by <c>claude-aws export</c>, against a service that verifies the DPoP proofs.</summary>
public sealed class ConsoleRefreshTests
{
    /// <summary>100 in the full run.</summary>
    private static readonly int s_processes = int.Parse(
        Environment.GetEnvironmentVariable("KEEPALIVE_CONTENTION_PROCESSES") ?? "30", CultureInfo.InvariantCulture);

    private static readonly string Huge = new('h', 3 * 1024 * 1024);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_ended_credential_is_renewed_with_either_form_of_the_key(bool pkcs8)
    {
        await using ConsoleHome home = await ConsoleHome.WithCredentialThatLastsAsync(TimeSpan.FromMinutes(-1), pkcs8: pkcs8);

        SandboxKey key = home.KeyOf(await home.ExportAsync());

        JsonObject file = home.Read();
        Assert.Equal((home.Arn, key.AccessKeyId), (key.Arn, (string?)file["accessToken"]!["accessKeyId"]));
        Assert.Equal(
            ("stays", "us-east-1", home.Session.DpopKey, home.Session.IdToken), ((string?)file["keyOfAnotherTool"], (string?)file["signInRegion"], (string?)file["dpopKey"], (string?)file["idToken"]));
        Assert.Equal(home.Server.ConsoleSignIn.LiveRefreshTokens, [home.RefreshToken]);
        Assert.Equal(1, home.Refreshes);
        Assert.Empty(home.TemporaryFiles());
        home.AssertStateHoldsNoSecret();
    }

    [Fact]
    public async Task A_whole_day_is_renewed_each_time_with_the_token_of_the_last()
    {
        await using ConsoleHome home = await ConsoleHome.WithEndedCredentialAsync();

        for (int round = 1; round <= 4; round++)
        {
            home.KeyOf(await home.ExportAsync());
            home.KeyOf(await home.ExportAsync());
            Assert.Equal(round, home.Refreshes);
            home.EndCredential();
        }

        Assert.Equal(4, home.Server.Log.Of(SandboxOperation.CreateOAuth2Token).Select(static request => request.Header("DPoP")).Distinct().Count());
    }

    [Fact]
    public async Task Many_processes_at_once_make_one_call_and_get_one_key()
    {
        await using ConsoleHome home = await ConsoleHome.WithEndedCredentialAsync();
        var allRun = new TaskCompletionSource();
        home.Server.Faults.Next(SandboxOperation.CreateOAuth2Token, Fault.HoldUntil(allRun.Task));

        Task<Run>[] runs = [.. Enumerable.Range(0, s_processes).Select(async _ =>
        {
            using Process process = home.Start("export");
            return await CompanionHome.FinishAsync(process);
        })];
        await home.Server.Log.WaitForAsync(SandboxOperation.CreateOAuth2Token, 1, Token);
        allRun.SetResult();
        string[] keys = [.. (await Task.WhenAll(runs)).Select(run => home.KeyOf(run).AccessKeyId)];

        Assert.Single(keys.Distinct());
        Assert.Equal(1, home.Server.Log.Count(SandboxOperation.CreateOAuth2Token));
        Assert.Equal(home.Server.ConsoleSignIn.LiveRefreshTokens, [home.RefreshToken]);
        Assert.Empty(home.TemporaryFiles());
    }

    [Theory]
    [InlineData("TOKEN_EXPIRED", KeepaliveErrorCode.SignInRequired, "its session has ended")]
    [InlineData("USER_CREDENTIALS_CHANGED", KeepaliveErrorCode.SignInRequired, "has changed since the sign-in")]
    [InlineData("RESOURCE_NOT_FOUND", KeepaliveErrorCode.SignInRequired, "does not know the session")]
    [InlineData("INSUFFICIENT_PERMISSIONS", KeepaliveErrorCode.ConsoleLoginNotAllowed, "SignInLocalDevelopmentAccess")]
    [InlineData("INVALID_REQUEST", KeepaliveErrorCode.SignInRegionWrong, "another region")]
    [InlineData("AUTHCODE_EXPIRED", KeepaliveErrorCode.SignInCodeExpired, "code")]
    [InlineData("CONFLICT", KeepaliveErrorCode.ServiceUnavailable, "busy")]
    [InlineData("SERVICE_QUOTA_EXCEEDED", KeepaliveErrorCode.ServiceThrottled, "too many requests")]
    [InlineData("server_error", KeepaliveErrorCode.ServiceUnavailable, "internal error")]
    public async Task An_error_of_the_service_is_told_and_spends_nothing(string error, string code, string words)
    {
        await using ConsoleHome home = await ConsoleHome.WithEndedCredentialAsync();
        home.Server.Faults.Next(SandboxOperation.CreateOAuth2Token, Fault.Error(error));
        string before = await File.ReadAllTextAsync(home.File, Token);

        await home.ExportFailsAsync(code, words);

        Assert.Equal((1, before), (home.Refreshes, await File.ReadAllTextAsync(home.File, Token)));
        Assert.Empty(home.TemporaryFiles());
    }

    [Fact]
    public async Task A_service_that_limits_its_requests_is_asked_again_and_then_told()
    {
        await using ConsoleHome home = await ConsoleHome.WithEndedCredentialAsync();
        home.Server.Faults.Next(SandboxOperation.CreateOAuth2Token, Fault.Error("TOO_MANY_REQUESTS"), times: 3);

        await home.ExportFailsAsync(KeepaliveErrorCode.ServiceThrottled, "too many requests");

        Assert.Equal(3, home.Refreshes);
        home.KeyOf(await home.ExportAsync());
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("nonsense")]
    [InlineData("{\"accessToken\": \"x\"}")]
    [InlineData("{\"accessToken\": {\"accessKeyId\": \"ASIAEXAMPLE000000001\", \"secretAccessKey\": \"s\"}, \"expiresIn\": 900}")]
    [InlineData("{\"accessToken\": {\"accessKeyId\": \"ASIAEXAMPLE000000001\", \"secretAccessKey\": \"s\"}, \"expiresIn\": 900, \"refreshToken\": \"a\\r\\nb\"}")]
    public async Task An_answer_that_is_no_credential_is_refused_and_the_file_stays(string answer)
    {
        await using ConsoleHome home = await ConsoleHome.WithEndedCredentialAsync();
        home.Server.Faults.Next(SandboxOperation.CreateOAuth2Token, Fault.Raw(200, "application/json", answer));
        string before = await File.ReadAllTextAsync(home.File, Token);

        Run run = await home.ExportAsync();

        Assert.Equal((ExitStatus.Of(KeepaliveErrorCode.AnswerLost), string.Empty), (run.ExitStatus, run.Output));
        Assert.Equal(before, await File.ReadAllTextAsync(home.File, Token));
    }

    [Theory]
    [InlineData("{\"refreshToken\": \"NEXT\"}", "accessToken")]
    [InlineData("{\"accessToken\": \"x\", \"expiresIn\": 900, \"refreshToken\": \"NEXT\"}", "accessToken")]
    [InlineData("{\"accessToken\": {\"accessKeyId\": \"ASIAEXAMPLE000000001\", \"secretAccessKey\": \"s\"}, \"expiresIn\": 900, \"refreshToken\": \"NEXT\"}", "sessionToken")]
    [InlineData("{\"accessToken\": {\"accessKeyId\": \"ASIAEXAMPLE000000001\", \"sessionToken\": \"t\"}, \"refreshToken\": \"NEXT\"}", "secretAccessKey")]
    [InlineData("{\"accessToken\": {\"accessKeyId\": \"ASIAEXAMPLE000000001\", \"secretAccessKey\": \"s\", \"sessionToken\": 1}, \"refreshToken\": \"NEXT\"}", "sessionToken")]
    [InlineData("{\"accessToken\": {\"accessKeyId\": \"ASIAEXAMPLE000000001\", \"secretAccessKey\": \"s\", \"sessionToken\": \"HUGE\"}, \"refreshToken\": \"NEXT\"}", "session token")]
    public async Task The_next_refresh_token_of_an_answer_without_a_credential_is_stored_and_renews_the_next_time(string answer, string field)
    {
        await using ConsoleHome home = await ConsoleHome.WithEndedCredentialAsync();
        string next = home.Server.ConsoleSignIn.Spend(home.Session);
        home.Server.Faults.Next(SandboxOperation.CreateOAuth2Token, Fault.Raw(200, "application/json", answer.Replace("NEXT", next, StringComparison.Ordinal).Replace("HUGE", Huge, StringComparison.Ordinal)));
        JsonObject before = home.Read();

        Run run = await home.ExportAsync();

        Assert.Equal(string.Empty, run.Output);
        Assert.NotEqual(0, run.ExitStatus);
        Assert.Contains(field, run.Errors, StringComparison.Ordinal);
        Assert.Equal(next, home.RefreshToken);
        Assert.Equal(before["accessToken"]!.ToJsonString(), home.Read()["accessToken"]!.ToJsonString());
        Assert.Equal("stays", (string?)home.Read()["keyOfAnotherTool"]);
        home.KeyOf(await home.ExportAsync());
        Assert.Equal(2, home.Refreshes);
        home.AssertHoldsNoSecret(run.Errors);
    }

    [Theory]
    [InlineData("900.0", 900)]
    [InlineData("\"900\"", 900)]
    [InlineData("9e2", 900)]
    [InlineData("600.9", 600)]
    [InlineData("0", 360)]
    [InlineData("-900", 360)]
    [InlineData("\"soon\"", 360)]
    [InlineData("{}", 360)]
    [InlineData("1e999", 900)]
    [InlineData("99999999999999999999999", 900)]
    public async Task A_lifetime_is_read_as_other_tools_read_it_and_one_that_is_none_is_short(string lifetime, int seconds)
    {
        await using ConsoleHome home = await ConsoleHome.WithEndedCredentialAsync();
        home.Server.Faults.Next(SandboxOperation.CreateOAuth2Token, Fault.Raw(200, "application/json", Credential($"\"expiresIn\": {lifetime}, \"refreshToken\": \"next\"")));
        DateTimeOffset start = DateTimeOffset.UtcNow;

        Run run = await home.ExportAsync();

        Assert.Equal((0, string.Empty), (run.ExitStatus, run.Errors));
        Assert.Equal("next", home.RefreshToken);
        Assert.InRange(DateTimeOffset.Parse(home.Read()["accessToken"]!["expiresAt"]!.GetValue<string>(), CultureInfo.InvariantCulture), start.AddSeconds(seconds - 2), DateTimeOffset.UtcNow.AddSeconds(seconds + 1));
    }

    [Theory]
    [InlineData("a\\r\\nb")]
    [InlineData("HUGE")]
    public async Task A_next_refresh_token_that_can_not_be_sent_leaves_the_old_one_and_the_credential_is_served(string token)
    {
        await using ConsoleHome home = await ConsoleHome.WithEndedCredentialAsync();
        string before = home.RefreshToken;
        home.Server.Faults.Next(SandboxOperation.CreateOAuth2Token, Fault.Raw(200, "application/json", Credential($"\"expiresIn\": 900, \"refreshToken\": \"{token.Replace("HUGE", Huge, StringComparison.Ordinal)}\"")));

        Run run = await home.ExportAsync();

        Assert.Equal((0, string.Empty), (run.ExitStatus, run.Errors));
        Assert.Equal(before, home.RefreshToken);
    }

    [Theory]
    [InlineData("\"idToken\"")]
    [InlineData("\"somethingNew\"")]
    public async Task A_large_part_that_is_not_needed_is_not_stored(string name)
    {
        await using ConsoleHome home = await ConsoleHome.WithEndedCredentialAsync();
        home.Server.Faults.Next(SandboxOperation.CreateOAuth2Token, Fault.Raw(200, "application/json", Credential($"{name}: \"{Huge}\", \"expiresIn\": 900, \"refreshToken\": \"next\"")));

        Assert.Equal(0, (await home.ExportAsync()).ExitStatus);
        Assert.Equal(0, (await home.ExportAsync()).ExitStatus);

        Assert.Equal((1, home.Session.IdToken), (home.Refreshes, (string?)home.Read()["idToken"]));
    }

    [Fact]
    public async Task A_file_that_a_renewal_would_make_too_large_to_read_loses_what_no_tool_of_AWS_writes()
    {
        await using ConsoleHome home = await ConsoleHome.WithEndedCredentialAsync();
        JsonObject file = home.Read();
        file["ofAnotherTool"] = new string('x', (1024 * 1024) - file.ToJsonString().Length - 40);
        CompanionHome.WriteRested(home.File, file.ToJsonString());
        home.Server.Faults.Next(SandboxOperation.CreateOAuth2Token, Fault.Raw(200, "application/json", Credential($"\"expiresIn\": 900, \"refreshToken\": \"{new string('r', 4096)}\"")));

        Assert.Equal(0, (await home.ExportAsync()).ExitStatus);
        Assert.Equal(0, (await home.ExportAsync()).ExitStatus);

        Assert.Equal((1, "stays", null), (home.Refreshes, (string?)home.Read()["keyOfAnotherTool"], (string?)home.Read()["ofAnotherTool"]));
    }

    [Fact]
    public async Task A_lifetime_beyond_a_quarter_of_an_hour_is_not_believed()
    {
        await using ConsoleHome home = await ConsoleHome.WithEndedCredentialAsync(new SandboxOptions { ConsoleCredentialLifetime = TimeSpan.FromDays(20_000) });

        home.KeyOf(await home.ExportAsync());

        Assert.True(DateTimeOffset.Parse(home.Read()["accessToken"]!["expiresAt"]!.GetValue<string>(), CultureInfo.InvariantCulture) < DateTimeOffset.UtcNow.AddMinutes(16));
    }

    [Fact]
    public async Task A_huge_answer_ends_in_bounds()
    {
        await using ConsoleHome home = await ConsoleHome.WithEndedCredentialAsync();
        home.Server.Faults.Next(SandboxOperation.CreateOAuth2Token, Fault.Raw(200, "application/json", "{\"x\": \"" + new string('x', 5 * 1024 * 1024) + "\"}"));

        Run run = await home.ExportAsync();

        Assert.NotEqual(0, run.ExitStatus);
        Assert.Equal(string.Empty, run.Output);
    }

    [Fact]
    public async Task An_answer_later_than_the_limit_of_its_caller_is_kept_for_the_next_one()
    {
        await using ConsoleHome home = await ConsoleHome.WithEndedCredentialAsync();
        var release = new TaskCompletionSource();
        home.Server.Faults.Next(SandboxOperation.CreateOAuth2Token, Fault.HoldUntil(release.Task));
        string before = home.RefreshToken;

        Run first = await home.ExportAsync();

        Assert.Equal((ExitStatus.Of(KeepaliveErrorCode.TimedOut), string.Empty), (first.ExitStatus, first.Output));
        Assert.Equal(before, home.RefreshToken);
        Task<Run> second = home.ExportAsync();
        release.SetResult();
        home.KeyOf(await second);
        Assert.Equal(1, home.Refreshes);
        Assert.Equal(home.Server.ConsoleSignIn.LiveRefreshTokens, [home.RefreshToken]);
    }

    [Fact]
    public async Task A_caller_that_is_killed_loses_nothing()
    {
        await using ConsoleHome home = await ConsoleHome.WithEndedCredentialAsync();
        for (int trial = 0; trial < 6; trial++)
        {
            home.Server.Log.Clear();
            var release = new TaskCompletionSource();
            home.Server.Faults.Next(SandboxOperation.CreateOAuth2Token, Fault.HoldUntil(release.Task));
            using Process caller = home.Start("export");
            await home.Server.Log.WaitForAsync(SandboxOperation.CreateOAuth2Token, 1, Token);
            Task<Run> waiting = home.ExportAsync();

            caller.Kill(entireProcessTree: true);
            release.SetResult();

            home.KeyOf(await waiting);
            Assert.Equal(1, home.Refreshes);
            Assert.Equal(home.Server.ConsoleSignIn.LiveRefreshTokens, [home.RefreshToken]);
            await caller.WaitForExitAsync(Token);
            home.EndCredential();
        }
    }

    [Fact]
    public async Task A_role_is_assumed_with_the_renewed_credential()
    {
        await using ConsoleHome home = await ConsoleHome.WithEndedCredentialAsync();
        home.Home.WriteConfig(await File.ReadAllTextAsync(home.Home.ConfigFile, Token) + "[profile role]\nrole_arn = arn:aws:iam::111122223333:role/Deploy\nsource_profile = console\nregion = us-east-1\n");

        SandboxKey key = home.KeyOf(await home.Home.ExportAsync("--profile", "role"));

        Assert.Contains("assumed-role/Deploy/", key.Arn, StringComparison.Ordinal);
        Assert.Equal((1, 1), (home.Refreshes, home.Server.Log.Count(SandboxOperation.AssumeRole)));
    }

    [Fact]
    public async Task A_refresh_renews_silently_and_prints_nothing()
    {
        await using ConsoleHome home = await ConsoleHome.WithEndedCredentialAsync();

        Run run = await home.Home.RunAsync("refresh", "--profile", ConsoleHome.Profile);

        Assert.Equal((0, string.Empty, string.Empty), (run.ExitStatus, run.Output, run.Errors));
        Assert.Equal(1, home.Refreshes);
    }

    [Theory]
    [InlineData(60)]
    [InlineData(-60)]
    [InlineData(60 * 24 * 20)]
    public async Task A_clock_that_is_off_is_learned_from_the_refusal_and_the_proof_is_made_again(int minutes)
    {
        await using ConsoleHome home = await OfAnotherTimeAsync(TimeSpan.FromMinutes(minutes));

        Run run = await home.ExportAsync();

        Assert.Equal((0, string.Empty), (run.ExitStatus, run.Errors));
        Assert.Equal((2, 1), (home.Refreshes, home.Server.ConsoleSignIn.LiveRefreshTokens.Count));
        home.EndCredential();
        Assert.Equal(0, (await home.ExportAsync()).ExitStatus);
        Assert.Equal(3, home.Refreshes);
    }

    [Fact]
    public async Task A_clock_that_no_answer_corrects_is_named_and_not_the_region()
    {
        await using ConsoleHome home = await OfAnotherTimeAsync(TimeSpan.FromDays(40));

        await home.ExportFailsAsync(KeepaliveErrorCode.SignInClockWrong, "behind the time of its answer");

        Assert.Equal(1, home.Refreshes);
    }

    [Fact]
    public async Task A_refusal_with_a_wrong_Date_teaches_nothing()
    {
        await using ConsoleHome home = await ConsoleHome.WithEndedCredentialAsync();
        home.Server.Options.DateHeaderSkew = TimeSpan.FromHours(3);
        home.Server.Faults.Next(SandboxOperation.CreateOAuth2Token, Fault.Error("INVALID_REQUEST"), times: 4);

        await home.ExportFailsAsync(KeepaliveErrorCode.SignInRegionWrong, "another region");
        await home.ExportFailsAsync(KeepaliveErrorCode.SignInRegionWrong, "another region");

        Assert.False(File.Exists(Path.Combine(home.StateFolder, "clock")));
    }

    /// <summary>The service's clock differs from this machine's.</summary>
    private static async Task<ConsoleHome> OfAnotherTimeAsync(TimeSpan offset)
    {
        var options = new SandboxOptions { ConsoleSessionLifetime = TimeSpan.FromDays(100) };
        ((SandboxClock)options.Clock).Offset = offset;
        return await ConsoleHome.WithEndedCredentialAsync(options);
    }

    private static string Credential(string more) => $$"""{"accessToken": {"accessKeyId": "ASIAEXAMPLE000000001", "secretAccessKey": "s", "sessionToken": "t"}, {{more}}}""";
}
