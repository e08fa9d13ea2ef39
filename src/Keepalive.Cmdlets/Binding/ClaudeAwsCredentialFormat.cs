namespace Keepalive;

/// <summary>The texts in which a credential can be had.</summary>
public enum ClaudeAwsCredentialFormat
{
    /// <summary>One JSON line as Claude Code's <c>awsCredentialExport</c> takes it; temporary credentials only.</summary>
    Claude,

    /// <summary>The <c>credential_process</c> contract of the AWS SDKs.</summary>
    Process,

    /// <summary>Assignments for sh, bash and zsh.</summary>
    Env,

    /// <summary>Assignments for PowerShell.</summary>
    PowerShell,
}
