using System.Text.RegularExpressions;
using Keepalive.Packaging.Tests.Support;

namespace Keepalive.Packaging.Tests;

/// <summary>
/// What README tells a user of Debian, done in a root that debootstrap has made: nothing is there but Debian's base. It takes a minute and loads Debian's packages from the
/// mirror of this machine, so it runs only where an administrator has installed debootstrap.
/// </summary>
public sealed partial class BareDebianTests(Packages packages) : IDisposable
{
    private const string Bootstrap = "/usr/sbin/debootstrap";

    private readonly UserHome _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task The_lines_of_README_lead_to_a_working_status_line_and_back()
    {
        Assert.SkipUnless(File.Exists(Bootstrap), "There is no debootstrap.");
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "A root of its own needs an administrator.");
        Assert.SkipUnless(Mirror() is not null, "The settings of apt name no mirror.");
        await packages.MadeAsync();
        string root = Path.Combine(_home.Folder, "debian");
        _home.Variables["PATH"] = "/usr/local/sbin:/usr/sbin:/sbin:/usr/local/bin:/usr/bin:/bin";
        (string address, string suite) = Mirror()!.Value;
        Run made = await _home.RunAsync(Bootstrap, "--variant=minbase", suite, root, address);
        Assert.True(made.ExitStatus == 0, made.ToString());
        File.Copy(packages.Find("*.deb"), Path.Combine(root, "srv", "claude-aws.deb"));
        File.Copy("/etc/resolv.conf", Path.Combine(root, "etc", "resolv.conf"), overwrite: true);
        await File.WriteAllTextAsync(Path.Combine(root, "srv", "user.sh"), User.ReplaceLineEndings("\n"), TestContext.Current.CancellationToken);

        // The mounts are gone with the namespace, also if this process is killed.
        Run run = await _home.RunAsync("unshare", "--mount", "sh", "-c", $"mount -t proc proc '{root}/proc' && mount --rbind /dev '{root}/dev' && chroot '{root}' sh /srv/user.sh");

        Assert.True(run.ExitStatus == 0, run.ToString());
        string[] rows = run.Output.Split('\n');
        Assert.Equal(4, rows.Count(row => row.StartsWith("Works ", StringComparison.Ordinal)));
        Assert.Matches(@"status line: .*AWS: 49m", string.Join('\n', rows.Where(row => row.StartsWith("status line: ", StringComparison.Ordinal))));
        Assert.Contains("settings after removal: none", rows);
        Assert.DoesNotContain(rows, row => row.StartsWith("left: ", StringComparison.Ordinal));
    }

    /// <summary>The commands of README, as an administrator and then as a new user.</summary>
    private const string User = """
        set -eu
        export DEBIAN_FRONTEND=noninteractive
        apt-get install -y -qq /srv/claude-aws.deb >/dev/null
        useradd -m ann
        cat >/home/ann/user.sh <<'END'
        set -eu
        mkdir -p -m 700 ~/.aws
        umask 077
        ends=$(date -u -d '+3 minutes +47 minutes' +%Y-%m-%dT%H:%M:%SZ)
        printf '[work]\naws_access_key_id = ASIAEXAMPLE000000001\naws_secret_access_key = example\naws_session_token = example\nexpiration = %s\n' "$ends" >~/.aws/credentials
        claude-aws install --profile work --bedrock --region eu-central-1
        line=$(sed -n '/"statusLine"/,/}/s/.*"command": "\(.*\)".*/\1/p' ~/.claude/settings.json)
        printf 'status line: %s\n' "$(echo '{}' | sh -c "$line")"
        claude-aws uninstall --purge --yes
        if [ -e ~/.claude/settings.json ]; then cat ~/.claude/settings.json; else echo 'settings after removal: none'; fi
        END
        su - ann -c 'sh ~/user.sh'
        apt-get purge -y -qq claude-aws >/dev/null
        find / -xdev -name '*claude-aws*' -not -path '/srv/*' | sed 's/^/left: /'
        """;

    /// <summary>The mirror in apt's settings for the release of this machine.</summary>
    private static (string Address, string Suite)? Mirror()
    {
        IEnumerable<string> lines = from file in (string[])["/etc/apt/sources.list", .. Directory.Exists("/etc/apt/sources.list.d") ? Directory.EnumerateFiles("/etc/apt/sources.list.d") : []]
                                    where File.Exists(file)
                                    from line in File.ReadLines(file)
                                    select line;
        string text = string.Join('\n', lines);
        string? suite = File.Exists("/etc/os-release") ? Codename().Match(File.ReadAllText("/etc/os-release")) is { Success: true } match ? match.Groups[1].Value : null : null;
        return OneLine().Matches(text).Concat(Deb822().Matches(text)).FirstOrDefault(match => match.Groups["suite"].Value == suite) is { } mirror
            ? (mirror.Groups["address"].Value, suite!)
            : null;
    }

    [GeneratedRegex(@"^VERSION_CODENAME=(\w+)", RegexOptions.Multiline)]
    private static partial Regex Codename();

    [GeneratedRegex(@"^deb\s+(\[[^]]*\]\s+)?(?<address>http\S+)\s+(?<suite>\S+)", RegexOptions.Multiline)]
    private static partial Regex OneLine();

    [GeneratedRegex(@"^URIs:\s+(?<address>\S+)\s*\nSuites:\s+(?<suite>\S+)", RegexOptions.Multiline)]
    private static partial Regex Deb822();
}
