using System.Diagnostics;
using Keepalive.Host.Tests.Support;
using Keepalive.Testing;

namespace Keepalive.Host.Tests;

/// <summary>
/// Managed settings as root writes them and as another account reads them: with a copy of /etc in a mount namespace of its own, so that
/// nothing of this machine changes. The other account has a home of its own and may not look into root's.
/// </summary>
public sealed class ManagedInstallTests
{
    private const string Nobody = "65534";

    [Fact]
    public async Task Every_other_account_gets_its_own_credential_by_the_managed_settings()
    {
        Require();
        using CompanionHome root = new();
        using CompanionHome other = new();
        string machine = Machine();
        try
        {
            root.WriteCredentials(Keys.Profile("default", "2099-01-01T00:00:00Z"));
            other.WriteCredentials(Keys.Profile("default", "2098-01-01T00:00:00Z"));
            await root.RunAsync("/bin/chown", ["-R", $"{Nobody}:{Nobody}", other.Folder]);
            string script = $"""
                set -e
                mount --bind "{machine}/etc" /etc
                umask 077
                HOME="{root.Folder}" CLAUDE_AWS_STATE="{root.Folder}/state" "{machine}/bin/claude-aws" install --scope managed -y >&2
                command=$(sed -n 's/.*"awsCredentialExport": "\(.*\)".*/\1/p' /etc/claude-code/managed-settings.json)
                HOME="{other.Folder}" exec setpriv --reuid={Nobody} --regid={Nobody} --clear-groups /bin/sh -c "cat /etc/claude-code/managed-settings.json >&2; $command"
                """;

            Run run = await root.RunAsync("unshare", ["-m", "--propagation", "private", "/bin/sh", "-c", script]);

            Assert.True(run.ExitStatus == 0, run.Output + run.Errors);
            Assert.Equal(Keys.Line("2098-01-01T00:00:00Z"), run.Output);
            Assert.DoesNotContain(root.Folder, run.Errors.Split("\n{")[^1], StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(machine, recursive: true);
        }
    }

    [Fact]
    public async Task A_profile_of_root_is_refused_and_nothing_is_written()
    {
        Require();
        using CompanionHome root = new();
        string machine = Machine();
        try
        {
            root.WriteCredentials(Keys.Profile("work", "2099-01-01T00:00:00Z"));
            string script = $"""
                mount --bind "{machine}/etc" /etc
                HOME="{root.Folder}" CLAUDE_AWS_STATE="{root.Folder}/state" "{machine}/bin/claude-aws" install --scope managed -y --profile work
                status=$?
                ls -A /etc/claude-code 2>/dev/null
                exit $status
                """;

            Run run = await root.RunAsync("unshare", ["-m", "--propagation", "private", "/bin/sh", "-c", script]);

            Assert.Equal((17, ""), (run.ExitStatus, run.Output));
            Assert.Contains("\"profile\": \"work\"", run.Errors, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(machine, recursive: true);
        }
    }

    private static void Require()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Mount namespaces and setpriv are Linux's.");
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Only root writes managed settings.");
        Assert.SkipUnless(Works("unshare", "-m", "true") && Works("setpriv", "--version"), "There is no unshare, or it is not allowed here.");
    }

    private static bool Works(string program, params string[] arguments)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            return process.WaitForExit(TimeSpan.FromSeconds(10)) && process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    /// <summary>A copy of /etc, and the program in a folder that everybody gets to.</summary>
    private static string Machine()
    {
        string machine = Directory.CreateTempSubdirectory("keepalive-machine-").FullName;
        string script = $"""
            set -e
            chmod 755 "{machine}"
            cp -a /etc "{machine}/etc"
            rm -rf "{machine}/etc/claude-code"
            mkdir -m 755 "{machine}/bin"
            cd "{AppContext.BaseDirectory}"
            cp claude-aws *.dll *.json "{machine}/bin/"
            [ ! -d runtimes ] || cp -r runtimes "{machine}/bin/"
            chmod -R a+rX "{machine}/bin"
            """;
        using Process process = Process.Start("/bin/sh", ["-c", script]);
        Assert.True(process.WaitForExit(TimeSpan.FromSeconds(60)) && process.ExitCode == 0);
        return machine;
    }
}
