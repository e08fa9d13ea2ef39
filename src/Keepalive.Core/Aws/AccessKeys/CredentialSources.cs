namespace Keepalive.Aws.AccessKeys;

/// <summary>
/// The table of sources: for each kind its names, the profile's keys that it reads, and the next step when AWS refuses its keys. What a source does
/// is in its own file in Credentials; the order in which they are asked is the resolver's.
/// </summary>
public static class CredentialSources
{
    /// <summary>One row a kind.</summary>
    public static IReadOnlyList<CredentialSource> All { get; } =
    [
        new(CredentialSourceKind.Environment, "environment", "environment variables")
        {
            NextStep = static _ => "Set new keys in the environment variables, or remove the variables and use a profile.",
        },
        new(CredentialSourceKind.CredentialsFile, "credentials file", "keys in a file") { NextStep = ToolThatWrites },
        new(CredentialSourceKind.ConfigFile, "config file", "keys in a file") { NextStep = ToolThatWrites },
        new(CredentialSourceKind.AssumeRole, "role", "an assumed role", "role_arn")
        {
            OtherKeys =
            [
                "source_profile", "credential_source", "external_id", "role_session_name", "duration_seconds", "mfa_serial", "mfa_process", "source_identity", "session_tags",
                "transitive_session_tags", "include_profile",
            ],
            NextStep = static profile => $"Sign in again to the source of the role of '{profile}' ('claude-aws explain' shows it).",
        },
        new(CredentialSourceKind.WebIdentity, "web identity", "a web identity", "role_arn")
        {
            OtherKeys = ["web_identity_token_file", "role_session_name"],
            NextStep = static profile => $"Check the web identity token file of '{profile}' and the trust policy of its role.",
        },
        new(CredentialSourceKind.LongTermKeys, "MFA session", "a session of the long-lived keys of aws-mfa")
        {
            OtherKeys = ["aws_mfa_device"],
            NextStep = static profile => $"Check the long-lived keys of '{profile}' and their MFA device.",
        },
        new(CredentialSourceKind.SingleSignOn, "Identity Center", "IAM Identity Center", "sso_session", "sso_start_url")
        {
            OtherKeys = ["sso_account_id", "sso_role_name"],
            NextStep = SignInAgain,
        },
        new(CredentialSourceKind.Login, "aws login", "aws login", "login_session") { NextStep = SignInAgain },
        new(CredentialSourceKind.CredentialProcess, "credential_process", "credential_process", "credential_process")
        {
            NextStep = static _ => "Sign in again with the login tool that the profile's credential_process uses.",
        },
        new(CredentialSourceKind.Machine, "machine", "the role of the container or instance")
        {
            NextStep = static _ => "Check the role of this container or instance.",
        },
    ];

    /// <summary>The keys that make a source of another kind out of a profile, access keys and a token file without a role included.</summary>
    /// <param name="kind">The kind.</param>
    internal static IEnumerable<string> KeysBeside(CredentialSourceKind kind) => All
        .Where(source => source.Kind != kind).SelectMany(static source => source.NamingKeys).Concat(["aws_access_key_id", "web_identity_token_file"]);

    /// <summary>The row of a kind.</summary>
    /// <param name="kind">The kind.</param>
    public static CredentialSource Of(CredentialSourceKind kind)
    {
        foreach (CredentialSource source in All)
        {
            if (source.Kind == kind)
            {
                return source;
            }
        }

        throw new ArgumentOutOfRangeException(nameof(kind));
    }

    private static string SignInAgain(string profile) => $"Sign in again with {KeepaliveErrors.LoginCommand}. If '{profile}' is not the profile in use, add {CommandWord.Profile(profile)}.";

    private static string ToolThatWrites(string profile) => $"Sign in again with the login tool of '{profile}'.";
}

/// <summary>One row of the table of sources.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="ShortName">Its name in a table's cell.</param>
/// <param name="Name">Its name in a sentence.</param>
/// <param name="NamingKeys">The keys by which a profile names it; the first existing one is used.</param>
public sealed record CredentialSource(CredentialSourceKind Kind, string ShortName, string Name, params string[] NamingKeys)
{
    /// <summary>The further keys of the profile that it reads.</summary>
    public IReadOnlyList<string> OtherKeys { get; init; } = [];

    /// <summary>All keys of the profile that it reads, the naming ones first.</summary>
    public IEnumerable<string> AllKeys => NamingKeys.Concat(OtherKeys);

    /// <summary>The next step for the person when AWS rejects the keys.</summary>
    public required Func<string, string> NextStep { get; init; }
}

/// <summary>Where a credential comes from.</summary>
public enum CredentialSourceKind
{
    /// <summary>AWS_ACCESS_KEY_ID and its companions.</summary>
    Environment,

    /// <summary>Keys in the credentials file.</summary>
    CredentialsFile,

    /// <summary>Keys in the config file.</summary>
    ConfigFile,

    /// <summary>The program that <c>credential_process</c> names.</summary>
    CredentialProcess,

    /// <summary>An assumed role (<c>role_arn</c> with <c>source_profile</c> or <c>credential_source</c>).</summary>
    AssumeRole,

    /// <summary>A role by web identity (<c>role_arn</c> with <c>web_identity_token_file</c>).</summary>
    WebIdentity,

    /// <summary>IAM Identity Center (<c>sso_session</c> or <c>sso_start_url</c>).</summary>
    SingleSignOn,

    /// <summary><c>aws login</c> (<c>login_session</c>).</summary>
    Login,

    /// <summary>A session of long-lived keys beside the profile, with MFA (<c>[x-long-term]</c>, of aws-mfa).</summary>
    LongTermKeys,

    /// <summary>The role of a container (ECS, EKS) or of an EC2 instance.</summary>
    Machine,
}
