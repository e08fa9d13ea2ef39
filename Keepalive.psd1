@{
    # The loader makes the private assemblies findable, and loads the cmdlets with code for this platform. There is no root module, because PowerShell loads
    # the file of a root module first of all (docs/decisions/0009-isolation-of-the-module.md).
    NestedModules        = @('Keepalive.Loader.dll', 'Keepalive.dll')
    ModuleVersion        = '0.1.0'
    GUID                 = 'c6f3f5a8-5a0b-4c57-9d8e-6f3a1f0e7b42'
    Author               = 'The Keepalive authors'
    CompanyName          = 'The Keepalive authors'
    Copyright            = '(c) 2026 The Keepalive authors. MIT licence.'
    Description          = 'Gives Claude Code valid AWS credentials for Amazon Bedrock, renews them, and shows when they expire. Works with every login tool that writes the AWS credentials file, with IAM Identity Center, and with every version of AWS Tools for PowerShell.'
    PowerShellVersion    = '7.4'
    CompatiblePSEditions = @('Core')
    FormatsToProcess     = @('Keepalive.Format.ps1xml')
    TypesToProcess       = @('Keepalive.Types.ps1xml')
    # With commas it is a constant; a list of statements is compiled at each import.
    CmdletsToExport      = @(
        'Connect-ClaudeAws',
        'Disconnect-ClaudeAws',
        'Get-ClaudeAwsConfiguration',
        'Get-ClaudeAwsCredential',
        'Get-ClaudeAwsLog',
        'Get-ClaudeAwsSecret',
        'Get-ClaudeAwsSession',
        'Install-ClaudeAwsKeepalive',
        'Invoke-ClaudeAwsLogin',
        'Invoke-ClaudeAwsRefresh',
        'New-ClaudeAwsSupportBundle',
        'Remove-ClaudeAwsSecret',
        'Repair-ClaudeAwsSetup',
        'Set-ClaudeAwsConfiguration',
        'Set-ClaudeAwsSecret',
        'Sync-ClaudeAwsKeepalive',
        'Test-ClaudeAwsSecret',
        'Test-ClaudeAwsSession',
        'Test-ClaudeAwsSetup',
        'Uninstall-ClaudeAwsKeepalive',
        'Use-ClaudeAwsCredential'
    )
    FunctionsToExport    = @()
    VariablesToExport    = @()
    AliasesToExport      = @()
    PrivateData          = @{
        PSData = @{
            Tags         = @('AWS', 'Bedrock', 'Claude', 'ClaudeCode', 'Credentials', 'SSO', 'PSEdition_Core', 'Windows', 'Linux', 'MacOS')
            # The release refuses to run in a repository of another address.
            ProjectUri   = 'https://github.com/keepalive-aws/keepalive'
            LicenseUri   = 'https://opensource.org/license/mit'
            ReleaseNotes = 'First version: valid credentials for Claude Code on Amazon Bedrock, one renewal for all Claude Code sessions, hooks and status line, IAM Identity Center, login tools in a hidden terminal, secrets in the system''s secret store, and a doctor that repairs. See docs/CHANGELOG.md.'
        }
    }
}
