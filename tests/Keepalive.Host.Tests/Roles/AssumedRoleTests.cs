using System.Diagnostics;
using System.Globalization;
using System.Text;
using Keepalive.Host.Tests.Support;
using Keepalive.Sandbox.Services;

namespace Keepalive.Host.Tests.Roles;

/// <summary>Exports of assumed roles by the program, against the stand-in for AWS STS.</summary>
public sealed class AssumedRoleTests
{
    private static readonly int s_processes = int.Parse(
        Environment.GetEnvironmentVariable("KEEPALIVE_CONTENTION_PROCESSES") ?? "30", CultureInfo.InvariantCulture);

    [Fact]
    public async Task A_role_is_assumed_with_the_keys_of_its_source_and_kept()
    {
        await using RoleHome home = await RoleHome.StartAsync();

        SandboxKey first = home.KeyOf(await home.ExportAsync());
        SandboxKey second = home.KeyOf(await home.ExportAsync());

        Assert.Equal("arn:aws:sts::123456789012:assumed-role/dev/claude-aws-ann", first.Arn);
        Assert.Equal(first.AccessKeyId, second.AccessKeyId);
        LoggedRequest call = Assert.Single(home.Server.Log.Of(SandboxOperation.AssumeRole));
        Assert.Equal((home.User.AccessKeyId, null, null), (call.AccessKeyId, call["DurationSeconds"], call["ExternalId"]));
        Assert.Contains("/eu-west-1/sts/", call.Header("Authorization"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_parameter_of_the_profile_is_sent()
    {
        await using RoleHome home = await RoleHome.StartAsync();
        home.Server.RoleTrusts.Set(RoleHome.Role, new RoleTrust { ExternalId = "ext-1" });
        home.WriteConfig("external_id = ext-1\nrole_session_name = me\nduration_seconds = 7200\nsource_identity = ann\nsession_tags = team=core, cost=7\ntransitive_session_tags = team\n");

        home.KeyOf(await home.ExportAsync());

        LoggedRequest call = Assert.Single(home.Server.Log.Of(SandboxOperation.AssumeRole));
        Assert.Equal(
            ("ext-1", "me", "7200", "ann", "team", "core", "cost", "7", "team"),
            (call["ExternalId"], call["RoleSessionName"], call["DurationSeconds"], call["SourceIdentity"], call["Tags.member.1.Key"], call["Tags.member.1.Value"],
                call["Tags.member.2.Key"], call["Tags.member.2.Value"], call["TransitiveTagKeys.member.1"]));
    }

    [Fact]
    public async Task A_chain_of_three_roles_is_assumed_from_its_end()
    {
        await using RoleHome home = await RoleHome.StartAsync();
        home.WriteConfig(more: """
            [profile hub]
            role_arn = arn:aws:iam::222222222222:role/hub
            source_profile = dev
            [profile spoke]
            role_arn = arn:aws:iam::333333333333:role/spoke
            source_profile = hub

            """);

        SandboxKey key = home.KeyOf(await home.ExportAsync("spoke"));

        Assert.StartsWith("arn:aws:sts::333333333333:assumed-role/spoke/", key.Arn, StringComparison.Ordinal);
        Assert.Equal(
            ["role/dev", "role/hub", "role/spoke"], home.Server.Log.Of(SandboxOperation.AssumeRole).Select(call => call["RoleArn"]!.Split(':')[5]));
        Assert.Equal("3 0", $"{home.Server.Log.Count(SandboxOperation.AssumeRole)} {home.Server.Log.Count(SandboxOperation.GetSessionToken)}");
    }

    [Fact]
    public async Task Many_processes_on_an_ended_role_make_one_call()
    {
        await using RoleHome home = await RoleHome.StartAsync();
        var allRun = new TaskCompletionSource();
        home.Server.Faults.Next(SandboxOperation.AssumeRole, Fault.HoldUntil(allRun.Task));

        Task<Run>[] runs = [.. Enumerable.Range(0, s_processes).Select(_ => CompanionHome.FinishAsync(home.StartExport(), TimeSpan.FromMinutes(2)))];
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(2));
        await home.Server.Log.WaitForAsync(SandboxOperation.AssumeRole, 1, limit.Token);
        allRun.SetResult();
        string[] keys = [.. (await Task.WhenAll(runs)).Select(run => home.KeyOf(run).AccessKeyId)];

        Assert.Single(keys.Distinct());
        Assert.Equal(1, home.Server.Log.Count(SandboxOperation.AssumeRole));
    }

    [Theory]
    [InlineData("AccessDenied", KeepaliveErrorCode.RoleNotAllowed, "does not allow the credential of profile 'base' to assume the role")]
    [InlineData("ExpiredToken", KeepaliveErrorCode.RoleSourceRejected, "it has expired")]
    [InlineData("ExpiredTokenException", KeepaliveErrorCode.RoleSourceRejected, "it has expired")]
    [InlineData("InvalidClientTokenId", KeepaliveErrorCode.RoleSourceRejected, "AWS does not know it")]
    [InlineData("SignatureDoesNotMatch", KeepaliveErrorCode.RoleSourceRejected, "its secret is wrong")]
    [InlineData("MissingAuthenticationToken", KeepaliveErrorCode.RoleSourceRejected, "AWS does not know it")]
    [InlineData("RegionDisabledException", KeepaliveErrorCode.StsRegionDisabled, "eu-west-1")]
    [InlineData("PackedPolicyTooLarge", KeepaliveErrorCode.RoleTagsTooLarge, "too large")]
    [InlineData("MalformedPolicyDocument", KeepaliveErrorCode.RoleRequestInvalid, "rejected a parameter")]
    [InlineData("ValidationError", KeepaliveErrorCode.RoleRequestInvalid, "rejected a parameter")]
    [InlineData("InvalidAction", KeepaliveErrorCode.ServiceRefused, "InvalidAction")]
    public async Task An_error_of_STS_is_told_and_not_tried_again(string error, string code, string words)
    {
        await using RoleHome home = await RoleHome.StartAsync();
        home.Server.Faults.Next(SandboxOperation.AssumeRole, Fault.Error(error));

        await home.ExportFailsAsync(code, words);

        Assert.Equal(1, home.Server.Log.Count(SandboxOperation.AssumeRole));
    }

    [Theory]
    [InlineData("Throttling", KeepaliveErrorCode.ServiceThrottled, "received too many requests")]
    [InlineData("InternalFailure", KeepaliveErrorCode.ServiceUnavailable, "reports an internal error")]
    [InlineData("ServiceUnavailable", KeepaliveErrorCode.ServiceUnavailable, "reports an internal error")]
    public async Task A_passing_error_of_STS_is_tried_three_times_then_told(string error, string code, string words)
    {
        await using RoleHome home = await RoleHome.StartAsync();
        home.Server.Faults.Next(SandboxOperation.AssumeRole, Fault.Error(error), times: 3);

        await home.ExportFailsAsync(code, words);

        Assert.Equal(3, home.Server.Log.Count(SandboxOperation.AssumeRole));
    }

    [Theory]
    [InlineData("text/xml", "<a/>")]
    [InlineData("text/xml", "not xml")]
    [InlineData("text/xml", "")]
    [InlineData("application/json", "{}")]
    [InlineData("text/xml", "<AssumeRoleResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><AssumeRoleResult><Credentials><AccessKeyId>ASIAX</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken><Expiration>2001-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>")]
    [InlineData("text/xml", "<AssumeRoleResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><AssumeRoleResult><Credentials><AccessKeyId>ASIAX</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken><Expiration>2999-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>")]
    public async Task An_answer_that_is_no_credential_is_told_as_such(string type, string body)
    {
        await using RoleHome home = await RoleHome.StartAsync();
        home.Server.Faults.Next(SandboxOperation.AssumeRole, Fault.Raw(200, type, body), times: 3);

        Run run = await home.ExportAsync();

        Assert.True(run.ExitStatus == 12, $"{run.ExitStatus}: {run.Errors}");
        Assert.Equal(string.Empty, run.Output);
        Assert.False(Directory.Exists(home.StateFolder) && Directory.EnumerateFiles(home.StateFolder, "*.role", SearchOption.AllDirectories).Any());
    }

    [Fact]
    public async Task A_role_behind_a_role_that_AWS_has_revoked_is_assumed_anew()
    {
        await using RoleHome home = await RoleHome.StartAsync();
        home.WriteConfig(more: "[profile spoke]\nrole_arn = arn:aws:iam::333333333333:role/spoke\nsource_profile = dev\n");
        home.Server.Keys.Revoke(home.KeyOf(await home.ExportAsync()).AccessKeyId);

        home.KeyOf(await home.ExportAsync("spoke"));

        Assert.Equal(["dev", "spoke", "dev", "spoke"], home.Server.Log.Of(SandboxOperation.AssumeRole).Select(call => call["RoleArn"]!.Split('/')[1]));
    }

    [Fact]
    public async Task A_clock_that_is_wrong_by_an_hour_costs_one_more_request()
    {
        var clock = new SandboxClock();
        clock.Advance(TimeSpan.FromHours(1));
        await using RoleHome home = await RoleHome.StartAsync(new SandboxOptions { VerifySignatures = true, Clock = clock });

        home.KeyOf(await home.ExportAsync());

        Assert.Equal(["SignatureDoesNotMatch", null], home.Server.Log.Of(SandboxOperation.AssumeRole).Select(call => call.Error));
    }

    [Fact]
    public async Task A_stored_seed_gives_the_MFA_session_of_the_day_and_no_code_is_sent_twice()
    {
        await using RoleHome home = await RoleHome.StartAsync();
        byte[] seed = Encoding.ASCII.GetBytes("12345678901234567890");
        home.Server.MfaDevices.Add("arn:aws:iam::123456789012:mfa/ann", seed);
        home.Server.RoleTrusts.Set(RoleHome.Role, new RoleTrust { RequiresMfa = true });
        home.WriteConfig("mfa_serial = arn:aws:iam::123456789012:mfa/ann\n", "[profile other]\nrole_arn = arn:aws:iam::333333333333:role/other\nsource_profile = base\nmfa_serial = arn:aws:iam::123456789012:mfa/ann\n");
        home.Home.Variables["CLAUDE_AWS_SECRET_STORE"] = "plaintext";
        await home.ExportFailsAsync(KeepaliveErrorCode.MfaCodeNeeded, "MFA device ann");
        using (Process set = home.Home.Start(CompanionHome.Companion, ["secret", "set", "--kind", "totp", "--profile", "base", "--stdin"]))
        {
            await set.StandardInput.WriteAsync("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
            set.StandardInput.Close();
            Run stored = await CompanionHome.FinishAsync(set);
            Assert.True(stored.ExitStatus == 0, stored.Errors);
        }

        home.KeyOf(await home.ExportAsync());
        home.KeyOf(await home.ExportAsync("other"));

        LoggedRequest session = Assert.Single(home.Server.Log.Of(SandboxOperation.GetSessionToken));
        Assert.Equal(("43200", "arn:aws:iam::123456789012:mfa/ann", null), (session["DurationSeconds"], session["SerialNumber"], session.Error));
        Assert.Equal(2, home.Server.Log.Count(SandboxOperation.AssumeRole));
        foreach (string file in Directory.EnumerateFiles(home.StateFolder, "*", SearchOption.AllDirectories))
        {
            // The digits may be a part of a longer number by chance.
            Assert.DoesNotMatch($"(?<![0-9A-Za-z+/]){session["TokenCode"]}(?![0-9A-Za-z+/])", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public async Task A_person_gives_one_code_at_the_terminal_of_a_refresh_and_every_role_is_served()
    {
        await using RoleHome home = await RoleHome.StartAsync();
        const string Device = "arn:aws:iam::123456789012:mfa/ann";
        home.Server.MfaDevices.Add(Device, Encoding.ASCII.GetBytes("12345678901234567890"));
        home.Server.RoleTrusts.Set(RoleHome.Role, new RoleTrust { RequiresMfa = true });
        home.Home.Variables["CLAUDE_AWS_SECRET_STORE"] = "plaintext";
        home.WriteConfig($"mfa_serial = {Device}\n", $"[profile other]\nrole_arn = arn:aws:iam::333333333333:role/other\nsource_profile = base\nmfa_serial = {Device}\n");

        Run run = await home.Home.AtTerminalAsync("MFA device ann", home.Server.MfaDevices.CodeAt(Device, DateTimeOffset.UtcNow) + "\n", "refresh", "--profile", "dev");

        Assert.True(run.ExitStatus == 0, run.Output + run.Errors);
        home.KeyOf(await home.ExportAsync());
        home.KeyOf(await home.ExportAsync("other"));
        Assert.NotNull(Assert.Single(home.Server.Log.Of(SandboxOperation.GetSessionToken))["TokenCode"]);
    }

    [Fact]
    public async Task A_long_lived_key_gives_the_client_a_session_and_others_the_key()
    {
        await using RoleHome home = await RoleHome.StartAsync();

        SandboxKey session = home.KeyOf(await home.ExportAsync("base"));
        Run again = await home.Home.ExportAsync("--profile", "base");
        Run process = await home.Home.ExportAsync("--profile", "base", "--format", "process");

        Assert.Equal(home.User.Arn, session.Arn);
        Assert.Contains(session.AccessKeyId, again.Output, StringComparison.Ordinal);
        Assert.Contains(home.User.AccessKeyId, process.Output, StringComparison.Ordinal);
        Assert.Equal("43200", Assert.Single(home.Server.Log.Of(SandboxOperation.GetSessionToken))["DurationSeconds"]);
    }

    [Theory]
    [InlineData("InvalidIdentityToken", KeepaliveErrorCode.WebIdentityRejected, "AWS can't verify it")]
    [InlineData("ExpiredTokenException", KeepaliveErrorCode.WebIdentityRejected, "it has expired")]
    [InlineData("IDPRejectedClaim", KeepaliveErrorCode.WebIdentityRejected, "the identity provider rejected it")]
    [InlineData("AccessDenied", KeepaliveErrorCode.RoleNotAllowed, "does not allow the credential of the web identity token")]
    public async Task An_error_of_a_web_identity_is_told_without_its_token(string error, string code, string words)
    {
        await using RoleHome home = await RoleHome.StartAsync();
        string token = Path.Combine(home.Home.Folder, "token");
        CompanionHome.WriteRested(token, "S3cr3tThatNobodyMaySee\n");
        home.Home.WriteConfig($"[profile dev]\nrole_arn = {RoleHome.Role}\nweb_identity_token_file = {token}\n");
        home.Server.Faults.Next(SandboxOperation.AssumeRoleWithWebIdentity, Fault.Error(error));

        Run run = await home.ExportFailsAsync(code, words);

        Assert.DoesNotContain("S3cr3t", run.Errors, StringComparison.Ordinal);
        LoggedRequest call = Assert.Single(home.Server.Log.Of(SandboxOperation.AssumeRoleWithWebIdentity));
        Assert.Equal(("S3cr3tThatNobodyMaySee", null, null), (call["WebIdentityToken"], call.Header("Authorization"), call["DurationSeconds"]));
    }

    [Fact]
    public async Task Explain_shows_the_chain_with_file_and_line()
    {
        await using RoleHome home = await RoleHome.StartAsync();
        home.WriteConfig("external_id = ext-1\n", "[profile spoke]\nrole_arn = arn:aws:iam::333333333333:role/spoke\nsource_profile = dev\n");

        Run run = await home.Home.RunAsync("explain", "--profile", "spoke");

        Assert.Equal(0, run.ExitStatus);
        Assert.Contains("spoke → dev → base", run.Output, StringComparison.Ordinal);
        Assert.Contains("external_id = ext-1 of 'dev'", run.Output, StringComparison.Ordinal);
        Assert.Contains("'base' has the first credential, from keys in a file", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(home.User.SecretAccessKey, run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Status_names_the_source_and_knows_that_no_person_is_needed()
    {
        await using RoleHome home = await RoleHome.StartAsync();
        home.KeyOf(await home.ExportAsync());

        Run run = await home.Home.RunAsync("status", "--profile", "dev", "--json");

        Assert.Contains("\"Valid\"", run.Output, StringComparison.Ordinal);
        Assert.Contains("AssumeRole", run.Output, StringComparison.Ordinal);
        Run hook = await home.Home.RunAsync("check", "--profile", "dev");
        Assert.Equal(0, hook.ExitStatus);
    }
}
