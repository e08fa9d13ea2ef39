using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using Keepalive.Host.Tests.Support;
using Keepalive.Sandbox.Services;

namespace Keepalive.Host.Tests.Roles;

/// <summary>A home with the long-lived keys of an IAM user in profile "base", and the stand-in for AWS STS, which checks every signature.</summary>
internal sealed class RoleHome : IAsyncDisposable
{
    public const string Role = "arn:aws:iam::123456789012:role/dev";

    private RoleHome(SandboxServer server)
    {
        Server = server;
        User = server.Keys.AddUser("123456789012", "ann");
        Home.Variables["CLAUDE_AWS_STATE"] = StateFolder;
        Home.Variables["USER"] = "ann";
        foreach (string name in new[] { "http_proxy", "https_proxy", "all_proxy", "no_proxy" })
        {
            Home.Variables[name] = null;
            Home.Variables[name.ToUpperInvariant()] = null;
        }

        foreach ((string name, string value) in server.Variables)
        {
            Home.Variables[name] = value;
        }

        Home.WriteCredentials(BaseKeys);
        WriteConfig();
    }

    public CompanionHome Home { get; } = new();

    public SandboxServer Server { get; }

    /// <summary>The IAM user whose keys the profile "base" has.</summary>
    public SandboxKey User { get; }

    public string BaseKeys => $"[base]\naws_access_key_id = {User.AccessKeyId}\naws_secret_access_key = {User.SecretAccessKey}\n";

    public string StateFolder => Path.Combine(Home.Folder, "state");

    public static async Task<RoleHome> StartAsync(SandboxOptions? options = null) =>
        new(await SandboxServer.StartAsync(options ?? new SandboxOptions { VerifySignatures = true }, TestContext.Current.CancellationToken));

    /// <summary>Writes the profile "dev" with a role, with further lines, and further profiles.</summary>
    public void WriteConfig(string lines = "", string more = "") =>
        Home.WriteConfig($"[profile dev]\nregion = eu-west-1\nrole_arn = {Role}\nsource_profile = base\n{lines}{more}".ReplaceLineEndings("\n"));

    public Task<Run> ExportAsync(string profile = "dev") => Home.ExportAsync("--profile", profile);

    /// <summary>The key that an export has printed, as the service knows it.</summary>
    public SandboxKey KeyOf(Run run)
    {
        Assert.Equal((0, string.Empty), (run.ExitStatus, run.Errors));
        return Assert.IsType<SandboxKey>(Server.Keys.Find(JsonNode.Parse(run.Output)!["Credentials"]!["AccessKeyId"]!.GetValue<string>()));
    }

    /// <summary>Nothing on standard output; on standard error the designed words, and no secret.</summary>
    public async Task<Run> ExportFailsAsync(string code, string words, string profile = "dev")
    {
        Run run = await ExportAsync(profile);

        Assert.True(run.ExitStatus == ExitStatus.Of(code), $"{run.ExitStatus} instead of {code}: {run.Errors}");
        Assert.Equal(string.Empty, run.Output);
        Assert.Contains(words, run.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("Scripted:", run.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain(User.SecretAccessKey, run.Errors, StringComparison.Ordinal);
        return run;
    }

    /// <summary>The MFA device of the user, whose key is <see cref="Seed"/>.</summary>
    public const string Device = "arn:aws:iam::123456789012:mfa/ann";

    /// <summary>The key of the device, as its QR code has it.</summary>
    public const string Seed = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    /// <summary>The role of "dev" demands MFA, and so does that of a second profile "other" with the same source.</summary>
    public void DemandMfa()
    {
        const string Other = "arn:aws:iam::333333333333:role/other";
        Server.MfaDevices.Add(Device, Encoding.ASCII.GetBytes("12345678901234567890"));
        Server.RoleTrusts.Set(Role, new RoleTrust { RequiresMfa = true });
        Server.RoleTrusts.Set(Other, new RoleTrust { RequiresMfa = true });
        Home.Variables["CLAUDE_AWS_SECRET_STORE"] = "plaintext";
        WriteConfig($"mfa_serial = {Device}\n", $"[profile other]\nrole_arn = {Other}\nsource_profile = base\nmfa_serial = {Device}\n");
    }

    public async Task StoreSeedAsync(string profile = "base")
    {
        using Process set = Home.Start(CompanionHome.Companion, ["secret", "set", "--kind", "totp", "--profile", profile, "--stdin"]);
        await set.StandardInput.WriteAsync(Seed);
        set.StandardInput.Close();
        Run stored = await CompanionHome.FinishAsync(set);
        Assert.True(stored.ExitStatus == 0, stored.Errors);
    }

    /// <summary>As after the hour of the roles: the MFA session goes on.</summary>
    public void EndRoles()
    {
        foreach (string file in RoleFiles)
        {
            File.Delete(file);
        }
    }

    /// <summary>The kept credentials of roles.</summary>
    public string[] RoleFiles => Path.Combine(StateFolder, "roles", "assumed") is var folder && Directory.Exists(folder) ? Directory.GetFiles(folder, "*.role") : [];

    /// <summary>With time enough for many processes on a loaded machine.</summary>
    public Process StartExport(string profile = "dev")
    {
        Process process = Home.Start(CompanionHome.Companion, ["export", "--profile", profile, "--timeout", "110"]);
        process.StandardInput.Close();
        return process;
    }

    /// <summary>As after an hour: nothing that was kept is there.</summary>
    public void Forget()
    {
        if (Directory.Exists(StateFolder))
        {
            Directory.Delete(StateFolder, recursive: true);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        Home.Dispose();
    }
}
