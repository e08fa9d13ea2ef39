using Keepalive.Packaging.Tests.Support;

namespace Keepalive.Packaging.Tests;

/// <summary>Each package is installed by the program of its channel into a place of its own, used, and removed.</summary>
public sealed class InstallationTests(Packages packages) : IDisposable
{
    private readonly UserHome _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task The_module_of_the_Gallery_serves_its_user_and_its_companion_runs_without_an_execute_bit()
    {
        await packages.MadeAsync();
        string script = Path.Combine(_home.Folder, "user.ps1");
        await File.WriteAllTextAsync(script, """
            param($Feed)
            $ErrorActionPreference = 'Stop'
            Register-PSResourceRepository -Name local -Uri $Feed -Trusted
            Install-PSResource Keepalive -Repository local
            Import-Module Keepalive
            $module = Get-Module Keepalive
            "module $($module.ModuleBase)"
            "version $($module.Version)"
            "cmdlets $([IO.Path]::GetRelativePath($module.ModuleBase, (Get-Command Get-ClaudeAwsCredential).ImplementingType.Assembly.Location))"
            Get-ClaudeAwsCredential -AsJson
            "synopsis $((Get-Help Get-ClaudeAwsCredential).Synopsis)"
            "topic $((Get-Help about_KeepaliveErrors).Length -gt 1000)"
            # The companion signs in; it finds no service at this address, and says so.
            $env:AWS_ENDPOINT_URL = 'http://127.0.0.1:1'
            try { Connect-ClaudeAws corp -UseDeviceCode } catch { "connect $($_.FullyQualifiedErrorId)" }
            $env:AWS_ENDPOINT_URL = $null
            Install-ClaudeAwsKeepalive -Bedrock -Region eu-central-1 -NoVerify -Confirm:$false | Out-Null
            "helper $((Get-Content -Raw ~/.claude/settings.json | ConvertFrom-Json).awsCredentialExport)"
            Uninstall-ClaudeAwsKeepalive -Confirm:$false | Out-Null
            Remove-Module Keepalive
            Uninstall-PSResource Keepalive
            "left $(Get-Module Keepalive -ListAvailable)"
            """, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(_home.Folder, ".aws", "config"), """
            [profile corp]
            sso_session = corp
            sso_account_id = 123456789012
            sso_role_name = Developer
            region = eu-central-1

            [sso-session corp]
            sso_start_url = https://d-1234567890.awsapps.com/start
            sso_region = eu-central-1
            sso_registration_scopes = sso:account:access

            """, TestContext.Current.CancellationToken);
        _home.Variables["PATH"] = "/usr/bin:/bin";

        Run run = await _home.RunAsync(Packages.PowerShell, "-NoProfile", "-NonInteractive", "-File", script, packages.Output);

        Assert.True(run.ExitStatus == 0, run.ToString());
        string[] lines = run.Output.ReplaceLineEndings("\n").Split('\n');
        Assert.Contains($"version {Packages.Version}", lines);
        Assert.Contains(lines, line => line.StartsWith("module " + _home.Folder, StringComparison.Ordinal));
        Assert.Contains($"cmdlets {Path.Combine("lib", "net8.0", Packages.Rid, "Keepalive.dll")}", lines);
        Assert.Contains(lines, line => line.Contains("\"Expiration\":\"2099-01-01T00:00:00Z\"", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("synopsis Gets the AWS credential", StringComparison.Ordinal));
        Assert.Contains("topic True", lines);
        Assert.Contains(lines, line => line.StartsWith("connect NetworkUnreachable,", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("helper ", StringComparison.Ordinal) && line.EndsWith("/bin/claude-aws export", StringComparison.Ordinal));
        Assert.Contains("left ", lines);
        Assert.Empty(UserHome.PathsWith(Path.Combine(_home.Folder, ".local", "share", "powershell"), "Keepalive"));
    }

    /// <summary>
    /// The list is the runtime's own: tier 0 is the first code of a method that has none. The loader's is made for no platform. The exit status is not looked
    /// at: a runtime that writes this list breaks off at its end in about one of twenty runs, without a module too; without the list it never did.
    /// </summary>
    [Theory]
    [InlineData("Get-ClaudeAwsCredential -AsJson", "\"Expiration\":\"2099-01-01T00:00:00Z\"")]
    [InlineData("Test-ClaudeAwsSession -AsHook", "")]
    public async Task The_first_cmdlet_of_the_module_compiles_nothing_of_ours_but_the_loader(string command, string answer)
    {
        await packages.MadeAsync();
        string module = Path.Combine(_home.Folder, "module");
        System.IO.Compression.ZipFile.ExtractToDirectory(packages.Find($"Keepalive.{Packages.Version}.nupkg"), module);
        string compiled = Path.Combine(_home.Folder, "compiled");
        _home.Variables["DOTNET_JitDisasmSummary"] = "1";
        _home.Variables["DOTNET_JitStdOutFile"] = compiled;

        Run run = await _home.RunAsync(Packages.PowerShell, "-NoProfile", "-NonInteractive", "-Command", $"Import-Module '{module}/Keepalive.psd1'; {command}");

        Assert.Contains(answer, run.Output, StringComparison.Ordinal);
        string[] methods = [.. (await File.ReadAllLinesAsync(compiled, TestContext.Current.CancellationToken)).Where(static line => line.Contains("Tier0", StringComparison.Ordinal))];
        Assert.Contains(methods, static method => method.Contains("Keepalive.Loader.", StringComparison.Ordinal));
        Assert.DoesNotContain(methods, static method => method.Contains("Keepalive.", StringComparison.Ordinal) && !method.Contains("Keepalive.Loader.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_copy_of_a_companion_that_has_no_execute_bit_is_what_Claude_Code_calls()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no execute bit.");
        await packages.MadeAsync();
        string module = Path.Combine(_home.Folder, "module");
        System.IO.Compression.ZipFile.ExtractToDirectory(packages.Find($"Keepalive.{Packages.Version}.nupkg"), module);
        string companion = Path.Combine(module, "bin", Packages.Rid, "claude-aws");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(companion, UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        }

        _home.Variables["CLAUDE_AWS_STATE"] = Path.Combine(_home.Folder, "state");

        Run run = await _home.RunAsync(Packages.PowerShell, "-NoProfile", "-NonInteractive", "-Command",
            $"Import-Module '{module}/Keepalive.psd1'; Install-ClaudeAwsKeepalive -Bedrock -Region eu-central-1 -NoVerify -Confirm:$false | Out-Null; (Get-Content -Raw ~/.claude/settings.json | ConvertFrom-Json).awsCredentialExport");

        Assert.True(run.ExitStatus == 0, run.ToString());
        string helper = run.Output.Trim();
        string program = helper[..helper.LastIndexOf(" export", StringComparison.Ordinal)];
        Assert.Equal(Path.Combine(_home.Folder, "state", "bin", "claude-aws"), program);
        await _home.ServesAsync(program);
    }

    [Fact]
    public async Task The_NET_tool_is_installed_run_and_removed()
    {
        await packages.MadeAsync();
        string tools = Path.Combine(_home.Folder, "tools");

        Run install = await _home.RunAsync(Packages.DotNet, "tool", "install", "claude-aws", "--tool-path", tools, "--source", packages.Output, "--version", Packages.Version);

        Assert.True(install.ExitStatus == 0, install.ToString());
        await _home.ServesAsync(Path.Combine(tools, OperatingSystem.IsWindows() ? "claude-aws.exe" : "claude-aws"));
        Run remove = await _home.RunAsync(Packages.DotNet, "tool", "uninstall", "claude-aws", "--tool-path", tools);
        Assert.True(remove.ExitStatus == 0, remove.ToString());
        Assert.Empty(UserHome.PathsWith(tools, "claude-aws"));
    }

    [Fact]
    public async Task The_archive_is_unpacked_and_run()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The archive of this platform is a zip without modes.");
        await packages.MadeAsync();

        Run unpack = await _home.RunAsync("tar", "-xzf", packages.Find($"claude-aws-*-{Packages.Rid}.tar.gz"), "-C", _home.Folder);

        Assert.True(unpack.ExitStatus == 0, unpack.Errors);
        await _home.ServesAsync(Path.Combine(_home.Folder, "claude-aws"));
        foreach (string file in (string[])["LICENSE", "README.md", "THIRD-PARTY-NOTICES.txt", "man/claude-aws-export.1", "completions/bash"])
        {
            Assert.True(File.Exists(Path.Combine(_home.Folder, file)), file);
        }
    }

    [Fact]
    public async Task The_package_of_Debian_is_installed_into_a_root_run_and_purged()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/dpkg"), "There is no dpkg.");
        await packages.MadeAsync();
        string root = Path.Combine(_home.Folder, "root");
        foreach (string folder in (string[])["updates", "info", "triggers"])
        {
            Directory.CreateDirectory(Path.Combine(root, "var", "lib", "dpkg", folder));
        }

        await File.WriteAllTextAsync(Path.Combine(root, "var", "lib", "dpkg", "status"), string.Empty, TestContext.Current.CancellationToken);
        // dpkg looks for programs of the administrator, which are not on every caller's PATH.
        _home.Variables["PATH"] = "/usr/local/sbin:/usr/sbin:/sbin:" + Environment.GetEnvironmentVariable("PATH");
        // The root is empty: it has no C library that the package could depend on.
        string[] options = [$"--root={root}", "--force-depends", "--force-script-chrootless", "--force-not-root", "--log=/dev/null"];

        Run install = await _home.RunAsync("dpkg", [.. options, "--install", packages.Find("*.deb")]);

        Assert.True(install.ExitStatus == 0, install.ToString());
        await _home.ServesAsync(Path.Combine(root, "usr", "bin", "claude-aws"));
        Assert.True(File.Exists(Path.Combine(root, "usr", "share", "bash-completion", "completions", "claude-aws")));
        Run purge = await _home.RunAsync("dpkg", [.. options, "--purge", "claude-aws"]);
        Assert.True(purge.ExitStatus == 0, purge.ToString());
        Assert.Empty(UserHome.PathsWith(root, "claude-aws"));
    }

    [Fact]
    public async Task The_package_of_RPM_is_installed_into_a_root_run_and_erased()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/rpmbuild"), "There is no rpmbuild.");
        await packages.MadeAsync();
        string root = Directory.CreateDirectory(Path.Combine(_home.Folder, "root")).FullName;
        string[] options = ["--root", root, "--dbpath", "/var/lib/rpm", "--nodeps", "--noscripts"];

        Run install = await _home.RunAsync("rpm", [.. options, "--install", packages.Find("*.rpm")]);

        Assert.True(install.ExitStatus == 0, install.ToString());
        await _home.ServesAsync(Path.Combine(root, "usr", "bin", "claude-aws"));
        Run erase = await _home.RunAsync("rpm", [.. options, "--erase", "claude-aws"]);
        Assert.True(erase.ExitStatus == 0, erase.ToString());
        Assert.Empty(UserHome.PathsWith(root, "claude-aws"));
    }
}
