using Keepalive.Profiles;

namespace Keepalive.Credentials;

/// <summary>Finds when the keys of a profile end, whatever login tool wrote them.</summary>
internal static class ExpiryDiscovery
{
    /// <summary>The keys that login tools write.</summary>
    public static readonly IReadOnlyList<string> KnownKeys =
    [
        "x_security_token_expires", // saml2aws, gimme-aws-creds, okta-aws-cli
        "aws_session_expiration", // aws-google-auth, yawsso
        "aws_expiration", // aws-azure-login
        "aws_credential_expiration", // aws-export-credentials
        "x-expiration", // credential-process of AWS's guidance for Claude Code
        "awsmyid_session_expiration",
        "expiration", // awsume
    ];

    /// <summary>aws-sso-cli tells the expiry in a comment.</summary>
    private const string CommentMark = "Expires:";

    /// <summary>
    /// The expiry that <paramref name="section"/> tells: of <paramref name="explicitField"/> alone when one is
    /// configured; else of the known keys and the comment. Where several tools have left theirs, the latest counts:
    /// the others are leftovers of earlier logins, and refusing fresh keys for a leftover would need a person's help,
    /// while a wrong one costs a retry. That, and a value without zone, is told as doubt.
    /// </summary>
    public static CredentialExpiry? Find(ProfileSection section, string? explicitField)
    {
        if (!string.IsNullOrEmpty(explicitField))
        {
            return section.Properties.GetValueOrDefault(explicitField.ToLowerInvariant()) is { } named
                ? Read(named.Value, $"{explicitField}, {named}")
                : null;
        }

        CredentialExpiry? latest = null;
        bool disagree = false;
        foreach (CredentialExpiry candidate in Candidates(section))
        {
            disagree |= latest is not null && (latest.Instant - candidate.Instant).Duration() > CredentialExpiry.LastUsable;
            latest = latest is null || candidate.Instant > latest.Instant ? candidate : latest;
        }

        return disagree ? latest! with { Doubt = "several expiry values disagree, the latest was taken; set expirationField to choose" } : latest;
    }

    /// <summary>Reads one value and says what may be wrong with it; null when it is no time.</summary>
    public static CredentialExpiry? Read(string value, string source) =>
        ExpiryParser.TryParse(value, out DateTimeOffset instant, out bool zoneAssumed)
            ? new CredentialExpiry(instant, source, zoneAssumed ? "the value names no time zone and was read as UTC" : null)
            : null;

    /// <summary>Every end that the section tells, in the order in which the tools are known.</summary>
    internal static IEnumerable<CredentialExpiry> Candidates(ProfileSection section)
    {
        foreach (string key in KnownKeys)
        {
            if (section.Properties.GetValueOrDefault(key) is { } property && Read(property.Value, $"{key}, {property}") is { } expiry)
            {
                yield return expiry;
            }
        }

        foreach ((string text, int line) in section.Comments)
        {
            if (text.StartsWith(CommentMark, StringComparison.OrdinalIgnoreCase)
                && Read(text[CommentMark.Length..], $"comment, {section.File.Path}, line {line}") is { } expiry)
            {
                yield return expiry;
            }
        }
    }
}
