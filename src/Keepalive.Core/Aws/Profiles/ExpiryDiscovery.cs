using Keepalive.Aws.AccessKeys;
using Keepalive.Platform.Time;

namespace Keepalive.Aws.Profiles;

/// <summary>Finds when the keys of a profile end, whatever login tool wrote them.</summary>
internal static class ExpiryDiscovery
{
    /// <summary>The keys that login tools write: those of the recipes' tools, which their files name, and those of tools without a recipe.</summary>
    public static readonly IReadOnlyList<string> KnownKeys =
    [
        .. RecipeExpiryKeys.All,
        "aws_expiration", // aws-azure-login
        "aws_credential_expiration", // aws-export-credentials
        "x-expiration", // credential-process of AWS's guidance for Claude Code
        "expiration", // awsume
    ];

    /// <summary>aws-sso-cli tells the expiry in a comment.</summary>
    private const string CommentMark = "Expires:";

    /// <summary>No temporary key lives longer (GetSessionToken of an IAM user); a name alone is no reason to believe in more.</summary>
    internal static readonly TimeSpan LongestLife = TimeSpan.FromHours(36);

    /// <summary>The end of something else than the keys.</summary>
    private static readonly string[] s_ofOthers = ["password", "passwd", "cert", "license", "registration", "refresh", "source_", "sso_"];

    /// <summary>
    /// The expiry that the section of <paramref name="keys"/> tells: of <paramref name="explicitField"/> alone when one is
    /// configured; else of the known keys and the comment. Where several tools have left theirs, the latest counts:
    /// the others are leftovers of earlier logins, and refusing fresh keys for a leftover would need a person's help,
    /// while a wrong one costs a retry. That, and a value without zone, is told as doubt.
    /// </summary>
    public static CredentialExpiry? Find(StaticKeys keys, string? explicitField, TimeProvider clock)
    {
        ProfileSection section = keys.Section;
        if (!string.IsNullOrEmpty(explicitField))
        {
            return Explicit(section, explicitField) is { } named ? Read(named.Value, $"{explicitField}, {named}", section, clock) : null;
        }

        CredentialExpiry[] candidates = [.. Candidates(section, clock)];
        return candidates.Length > 0 ? Latest(candidates)
            : keys.Material.IsTemporary && !HasKnown(section) ? Guess(section, clock)
            : null;
    }

    /// <summary>A value that is there to tell the end and can't be read; null when there is none.</summary>
    public static string? FindFault(ProfileSection section, string? explicitField)
    {
        IEnumerable<(string Key, ProfileProperty? Property)> told = string.IsNullOrEmpty(explicitField)
            ? KnownKeys.Select(key => (key, section.Properties.GetValueOrDefault(key)))
            : [(explicitField, Explicit(section, explicitField))];
        foreach ((string key, ProfileProperty? property) in told)
        {
            if (property is { Value.Length: > 0 } && !ExpiryParser.TryParse(property.Value, out _, out _))
            {
                return $"'{key}' ({property}) is not a readable time";
            }
        }

        return null;
    }

    /// <summary>A known key or comment tells the end, whatever its zone is.</summary>
    public static bool IsTold(ProfileSection section, string? explicitField) => string.IsNullOrEmpty(explicitField)
        ? Values(section).Any(told => ExpiryParser.TryParse(told.Value, out _, out _))
        : Explicit(section, explicitField) is { } named && ExpiryParser.TryParse(named.Value, out _, out _);

    /// <summary>Reads one value, and says what may be wrong with it; null if it is not a time.</summary>
    public static CredentialExpiry? Read(string value, string source, ProfileSection? section, TimeProvider clock) =>
        !ExpiryParser.TryParse(value, out DateTimeOffset instant, out bool zoneAssumed) ? null
        : zoneAssumed ? WriterZone.Read(instant, source, section, clock)
        : new CredentialExpiry(instant, source);

    /// <summary>Every end that the section tells, in the order in which the tools are known.</summary>
    internal static IEnumerable<CredentialExpiry> Candidates(ProfileSection section, TimeProvider clock)
    {
        foreach ((string value, string source) in Values(section))
        {
            if (Read(value, source, section, clock) is { } expiry)
            {
                yield return expiry;
            }
        }
    }

    private static IEnumerable<(string Value, string Source)> Values(ProfileSection section)
    {
        foreach (string key in KnownKeys)
        {
            if (section.Properties.GetValueOrDefault(key) is { } property)
            {
                yield return (property.Value, $"{key}, {property}");
            }
        }

        foreach ((string text, int line) in section.Comments)
        {
            if (text.StartsWith(CommentMark, StringComparison.OrdinalIgnoreCase))
            {
                yield return (text[CommentMark.Length..], $"comment, {section.File.Path}, line {line}");
            }
        }
    }

    private static CredentialExpiry Latest(CredentialExpiry[] candidates)
    {
        // Loops, because PowerShell compiles the operators of LINQ over dates at their first use.
        CredentialExpiry latest = candidates[0];
        DateTimeOffset earliest = latest.Earliest;
        foreach (CredentialExpiry candidate in candidates)
        {
            latest = candidate.Instant > latest.Instant ? candidate : latest;
            earliest = candidate.Earliest < earliest ? candidate.Earliest : earliest;
        }

        return candidates.Any(candidate => latest.Instant - candidate.Instant > CredentialExpiry.LastUsable)
            ? latest with { Doubt = "there are different expiry values and the latest was used; set expirationField to choose one", EarliestReading = earliest }
            : latest;
    }

    /// <summary>
    /// For an unknown tool: a key whose name contains a word for expiry, and whose value can be the expiry of a temporary key. It may be the expiry of
    /// something else, so it is a doubt.
    /// </summary>
    private static CredentialExpiry? Guess(ProfileSection section, TimeProvider clock)
    {
        DateTimeOffset last = clock.GetUtcNow() + LongestLife;
        CredentialExpiry[] guesses =
        [
            .. section.Properties
                .Where(property => property.Key.Contains("expir", StringComparison.Ordinal) && !s_ofOthers.Any(word => property.Key.Contains(word, StringComparison.Ordinal)))
                .Select(property => Read(property.Value.Value, $"{property.Key}, {property.Value}", section, clock))
                .OfType<CredentialExpiry>()
                .Where(guess => guess.Instant <= last),
        ];
        return guesses.Length == 0 ? null : Latest(guesses) is var latest && latest.Doubt is not null
            ? latest
            : latest with { Doubt = "no known login tool writes this config key; it was used as the expiry because of its name" };
    }

    private static bool HasKnown(ProfileSection section) => KnownKeys.Any(section.Properties.ContainsKey);

    private static ProfileProperty? Explicit(ProfileSection section, string field) => section.Properties.GetValueOrDefault(field.ToLowerInvariant());
}
