using Keepalive.Aws.AccessKeys;

namespace Keepalive.Aws.Profiles;

/// <summary>The keys that decide which credential a profile gives. A problem in one of them is an error; problems in other keys are not reported here.</summary>
internal static class DecidingKeys
{
    private static readonly string[] s_names =
    [
        "aws_access_key_id", "aws_secret_access_key", "aws_session_token", "aws_security_token", "region", "sso_region", SourceProfile.Key,
        .. CredentialSources.All.SelectMany(static source => source.AllKeys),
    ];

    /// <summary>True for one of them, in lower case.</summary>
    public static bool Contains(string name) => s_names.Contains(name, StringComparer.Ordinal);

    /// <summary>The same for a key as it is written, whatever its case, with blanks behind it.</summary>
    public static bool Contains(ReadOnlySpan<byte> written) =>
        Contains(System.Text.Encoding.UTF8.GetString(written[..(written.Length - Blank.AtEnd(written))]).ToLowerInvariant());
}
