namespace Keepalive.Profiles;

/// <summary>The keys that decide which credential a profile gives. A fault in one of them is an error; in another key it is nobody's business here.</summary>
internal static class DecidingKeys
{
    private static readonly string[] s_names =
    [
        "aws_access_key_id", "aws_secret_access_key", "aws_session_token", "aws_security_token", "region",
        "sso_session", "sso_start_url", "sso_region", "sso_account_id", "sso_role_name",
        "role_arn", "source_profile", "credential_source", "credential_process", "web_identity_token_file", "login_session", SourceProfile.Key,
    ];

    /// <summary>True for one of them, in lower case.</summary>
    public static bool Contains(string name) => s_names.Contains(name, StringComparer.Ordinal);

    /// <summary>The text begins with one of them, whatever its case, and a colon: in <c>key: value</c> the key.</summary>
    public static bool StartsWithColon(ReadOnlySpan<byte> line)
    {
        int colon = line.IndexOf((byte)':');
        return colon > 0 && Contains(System.Text.Encoding.UTF8.GetString(line[..(colon - Blank.AtEnd(line[..colon]))]).ToLowerInvariant());
    }
}
