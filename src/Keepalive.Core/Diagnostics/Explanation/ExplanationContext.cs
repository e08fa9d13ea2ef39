using Keepalive.Aws.AccessKeys;
using Keepalive.Aws.Profiles;
using Keepalive.Configuration;
using Keepalive.Credentials;
using Keepalive.Diagnostics.Facts;
using Keepalive.IdentityCenter;

namespace Keepalive.Diagnostics.Explanation;

/// <summary>The results of a finished search: its trace, its outcome and related facts.</summary>
internal sealed record ExplanationContext
{
    public required SystemEnvironment Environment { get; init; }

    /// <summary>AWS's time.</summary>
    public required AwsClock Clock { get; init; }

    public required KeepaliveConfiguration Configuration { get; init; }

    public required ExplanationOptions Options { get; init; }

    /// <summary>The chosen profile; null if none could be chosen.</summary>
    public required ProfileChoice? Choice { get; init; }

    public required ResolutionTrace Trace { get; init; }

    /// <summary>The credential that was found, good or not; null when there is none.</summary>
    public required AwsCredential? Credential { get; init; }

    /// <summary>The output for Claude Code; null if there is none, or if it is unknown without asking a source.</summary>
    public required AwsCredential? Told { get; init; }

    /// <summary>Why it would be given nothing.</summary>
    public required KeepaliveException? Fault { get; init; }

    /// <summary>The settings of Claude Code, the file with the highest priority first.</summary>
    public required IReadOnlyList<ClaudeSettings> Settings { get; init; }

    public DateTimeOffset Now => Clock.GetUtcNow();

    public AwsProfile? Profile => Trace.Profile;

    /// <summary>The profile's own settings.</summary>
    public KeepaliveConfiguration OwnSettings => Profile is null ? Configuration : Configuration.For(Profile.Name);

    /// <summary>A setting of Claude Code as it counts; null when no file has it.</summary>
    public ClaudeSetting? FindSetting(params string[] path) =>
        Settings.Where(file => !file.IsSkipped).Select(file => file.Find(path)).FirstOrDefault(found => found is not null);

    public static ExplanationStep Step(ExplanationTopic topic, ExplanationMark mark, string text) => new(topic, mark, text);

    /// <summary>A property with its place; the value only if it is not a secret.</summary>
    public static ExplanationStep Step(ExplanationTopic topic, ExplanationMark mark, string text, ProfileProperty? place) =>
        place is { Line: 0 } ? new(topic, mark, $"{text} ({place})") : new(topic, mark, text, place?.File, place?.Line);

    public static ExplanationStep Step(ExplanationTopic topic, ExplanationMark mark, string text, ClaudeSetting place) =>
        new(topic, mark, text, place.File.Path, place.Line);

    /// <summary>The value of a config key for a step: a start URL may contain a password.</summary>
    public static string Shown(string key, string value) => key == "sso_start_url" ? PortalUrl.Shown(value) : value;

    /// <summary>Which key it is, told by no more of it than AWS's own console shows in a list.</summary>
    public static string Ending(AwsCredential credential) => Ending(credential.AccessKeyId);

    public static string Ending(string accessKeyId) => accessKeyId.Length >= 12 ? accessKeyId[^4..] : "?";
}

/// <summary>The options of an explanation.</summary>
/// <param name="Profile">The profile; null for the one in use.</param>
/// <param name="WorkingDirectory">Where Claude Code would be started.</param>
/// <param name="IsOffline">No program is started and no service asked; what only they could tell stays open.</param>
public sealed record ExplanationOptions(string? Profile, string WorkingDirectory, bool IsOffline);
