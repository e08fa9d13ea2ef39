using System.Text.RegularExpressions;
using Keepalive.Configuration;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.Configuration;

/// <summary>cc-aws-keepalive copies credentials to other machines, with passwords in its configuration; this program does neither.</summary>
public sealed partial class NoCopyingTests
{
    [Fact]
    [Trait("Migration", "W21")]
    public void No_setting_holds_a_secret_or_names_another_machine() =>
        Assert.DoesNotContain(ConfigurationSettings.All, setting => Forbidden().IsMatch(setting.Name) && setting.Name != "passwordCommand"); // A program that gives it.

    [Fact]
    [Trait("Migration", "W21")]
    public void The_published_schema_has_no_such_setting_either() =>
        Assert.DoesNotMatch(Quoted(), File.ReadAllText(Path.Combine(Repository.Root, "docs", "configuration.schema.json")));

    [GeneratedRegex("sync|host|target|url|webhook|ssh|password|token", RegexOptions.IgnoreCase)]
    private static partial Regex Forbidden();

    [GeneratedRegex("\"(sync\\w*|host|sshArgs|webhook|password)\":", RegexOptions.IgnoreCase)]
    private static partial Regex Quoted();
}
