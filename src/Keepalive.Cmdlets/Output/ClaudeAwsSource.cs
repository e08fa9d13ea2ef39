namespace Keepalive;

/// <summary>Where a credential comes from.</summary>
public enum ClaudeAwsSource
{
    /// <summary>AWS_ACCESS_KEY_ID and its companions.</summary>
    Environment,

    /// <summary>Keys in the credentials file.</summary>
    CredentialsFile,

    /// <summary>Keys in the config file.</summary>
    ConfigFile,

    /// <summary>The program that <c>credential_process</c> names.</summary>
    CredentialProcess,

    /// <summary>An assumed role.</summary>
    AssumeRole,

    /// <summary>A role by web identity.</summary>
    WebIdentity,

    /// <summary>IAM Identity Center.</summary>
    SingleSignOn,

    /// <summary><c>aws login</c>.</summary>
    Login,

    /// <summary>A session of long-lived keys beside the profile, with MFA (<c>[x-long-term]</c>, of aws-mfa).</summary>
    LongTermKeys,

    /// <summary>The role of a container (ECS, EKS) or of an EC2 instance.</summary>
    Machine,
}
