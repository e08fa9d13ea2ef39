namespace Keepalive.Aws.AccessKeys;

/// <summary>The texts in which a credential leaves the product.</summary>
public enum CredentialFormat
{
    /// <summary>One JSON line as Claude Code's <c>awsCredentialExport</c> takes it; temporary credentials only.</summary>
    Claude,

    /// <summary>The <c>credential_process</c> contract of the AWS SDKs.</summary>
    Process,

    /// <summary>Assignments for sh, bash and zsh (<c>eval "$(…)"</c>).</summary>
    Env,

    /// <summary>Assignments for PowerShell (<c>… | Out-String | Invoke-Expression</c>).</summary>
    PowerShell,
}
