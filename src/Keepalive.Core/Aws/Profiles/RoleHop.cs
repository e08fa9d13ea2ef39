using System.Globalization;

namespace Keepalive.Aws.Profiles;

/// <summary>One role of a chain, with the parameters of AssumeRole as its profile writes them.</summary>
/// <param name="Profile">The profile.</param>
/// <param name="Role">Its <c>role_arn</c>.</param>
internal sealed record RoleHop(AwsProfile Profile, ProfileProperty Role)
{
    /// <summary>The ARN.</summary>
    public string Arn => Role.Unquoted;

    /// <summary><c>role_session_name</c>; null for the usual one.</summary>
    public string? SessionName => RoleSettings.Value(Profile, "role_session_name");

    /// <summary><c>external_id</c>.</summary>
    public string? ExternalId => RoleSettings.Value(Profile, "external_id");

    /// <summary><c>source_identity</c>, of aws-vault.</summary>
    public string? SourceIdentity => RoleSettings.Value(Profile, "source_identity");

    /// <summary><c>mfa_serial</c>.</summary>
    public string? MfaSerial => RoleSettings.Value(Profile, "mfa_serial");

    /// <summary>
    /// <c>duration_seconds</c>; null if it is missing or not a whole number: botocore ignores such a value as well, so the profile works everywhere.
    /// </summary>
    public int? DurationSeconds =>
        int.TryParse(RoleSettings.Value(Profile, "duration_seconds"), NumberStyles.None, CultureInfo.InvariantCulture, out int seconds) ? seconds : null;

    /// <summary><c>session_tags</c>, of aws-vault: <c>key=value</c> pairs with commas between them.</summary>
    /// <exception cref="KeepaliveException">RoleSettingInvalid: a part is not a pair.</exception>
    public IReadOnlyList<(string Key, string Value)> Tags => RoleSettings.Find(Profile, "session_tags") is { } property
        ? [.. Words(property).Select(pair => Pair(property, pair))]
        : [];

    /// <summary><c>transitive_session_tags</c>: the keys of tags that the roles assumed with this one keep.</summary>
    public IReadOnlyList<string> TransitiveTags => RoleSettings.Find(Profile, "transitive_session_tags") is { } property ? Words(property) : [];

    /// <summary>All parameters as text, in a fixed order: whatever changes in them makes another credential.</summary>
    public IEnumerable<string?> Parameters =>
    [
        Arn, SessionName, ExternalId, SourceIdentity, MfaSerial, RoleSettings.Value(Profile, "duration_seconds"), RoleSettings.Value(Profile, "session_tags"),
        RoleSettings.Value(Profile, "transitive_session_tags"),
    ];

    private static string[] Words(ProfileProperty property) => property.Unquoted.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private (string Key, string Value) Pair(ProfileProperty property, string text)
    {
        int equals = text.IndexOf('=');
        return equals > 0 ? (text[..equals].TrimEnd(), text[(equals + 1)..].TrimStart())
            : throw KeepaliveErrors.RoleSettingInvalid(Profile.Name, "session_tags", property.ToString(), "a tag is written as key=value, with commas between the tags");
    }
}
