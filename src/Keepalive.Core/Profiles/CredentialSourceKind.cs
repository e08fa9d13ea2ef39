namespace Keepalive.Profiles;

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
}
