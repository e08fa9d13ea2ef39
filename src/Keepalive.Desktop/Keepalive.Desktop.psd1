@{
    RootModule             = 'Keepalive.Desktop.dll'
    ModuleVersion          = '0.1.0'
    GUID                   = '7d0b6a0e-3c39-4b2a-8a55-61c9d8f0a9d4'
    Author                 = 'The Keepalive authors'
    CompanyName            = 'The Keepalive authors'
    Copyright              = '(c) 2026 The Keepalive authors. MIT licence.'
    Description            = 'Hands Claude Code fresh AWS credentials in Windows PowerShell 5.1, and in PowerShell up to 7.3: the cmdlets of Keepalive, with its program claude-aws. In PowerShell 7.4 and later install the module Keepalive.'
    PowerShellVersion      = '5.1'
    DotNetFrameworkVersion = '4.7.2'
    CompatiblePSEditions   = @('Desktop', 'Core')
    FormatsToProcess       = @()
    TypesToProcess         = @()
    CmdletsToExport        = @(
        'Connect-ClaudeAws'
        'Disconnect-ClaudeAws'
        'Get-ClaudeAwsConfiguration'
        'Get-ClaudeAwsCredential'
        'Get-ClaudeAwsSession'
        'Install-ClaudeAwsKeepalive'
        'Invoke-ClaudeAwsLogin'
        'Invoke-ClaudeAwsRefresh'
        'Repair-ClaudeAwsSetup'
        'Set-ClaudeAwsConfiguration'
        'Test-ClaudeAwsSession'
        'Test-ClaudeAwsSetup'
        'Uninstall-ClaudeAwsKeepalive'
        'Use-ClaudeAwsCredential'
    )
    FunctionsToExport      = @()
    VariablesToExport      = @()
    AliasesToExport        = @()
    PrivateData            = @{
        PSData = @{
            Tags         = @('AWS', 'Bedrock', 'Claude', 'ClaudeCode', 'Credentials', 'SSO', 'PSEdition_Desktop', 'PSEdition_Core', 'Windows')
            ProjectUri   = 'https://github.com/keepalive-aws/keepalive'
            LicenseUri   = 'https://opensource.org/license/mit'
            ReleaseNotes = 'First version: the cmdlets of Keepalive for Windows PowerShell 5.1, through its program claude-aws. See docs/CHANGELOG.md.'
        }
    }
}
