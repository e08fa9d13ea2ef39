using System.Globalization;
using System.Text.RegularExpressions;

namespace Keepalive.Packaging;

/// <summary>The sources that are packed, with their version and the time of their commit, which every packed file carries.</summary>
/// <param name="Root">The root of the repository.</param>
/// <param name="Version">The version in Keepalive.psd1, its one place.</param>
/// <param name="Time">The time of the commit, UTC; SOURCE_DATE_EPOCH (reproducible-builds.org) comes first.</param>
/// <param name="ProjectUri">The address of the project in Keepalive.psd1.</param>
internal sealed partial record Release(string Root, string Version, DateTimeOffset Time, string ProjectUri)
{
    /// <summary>The sentence that every catalogue shows.</summary>
    public const string Summary = "Valid AWS credentials for Claude Code on Amazon Bedrock";

    public const string Description =
        "Gives Claude Code valid AWS credentials, renews them once for all Claude Code sessions, and shows when they expire. Works with every login tool that writes the AWS credentials file, with IAM Identity Center and with roles.";

    /// <summary>The level that dpkg-deb itself takes. Level 0 takes a tenth of the time.</summary>
    public const int DefaultXzLevel = 6;

    public const string Owner = "The Keepalive authors";

    public static async Task<Release> ReadAsync(string root)
    {
        string manifest = await File.ReadAllTextAsync(Path.Combine(root, "Keepalive.psd1"));
        string epoch = Environment.GetEnvironmentVariable("SOURCE_DATE_EPOCH") is { Length: > 0 } given
            ? given
            : (await Command.ReadAsync("git", ["-C", root, "log", "-1", "--format=%ct"])).Trim();
        return new Release(root, VersionLine().Match(manifest).Value, DateTimeOffset.FromUnixTimeSeconds(long.Parse(epoch, CultureInfo.InvariantCulture)), ProjectLine().Match(manifest).Value);
    }

    /// <summary>How hard xz compresses the files of a .deb and an .rpm, 0 to 9.</summary>
    public int XzLevel { get; init; } = DefaultXzLevel;

    public string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    [GeneratedRegex(@"(?<=\bModuleVersion\s*=\s*')[^']+")]
    private static partial Regex VersionLine();

    [GeneratedRegex(@"(?<=\bProjectUri\s*=\s*')[^']+")]
    private static partial Regex ProjectLine();
}
