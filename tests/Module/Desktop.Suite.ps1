<#
Runs a Pester file of Keepalive once more with Keepalive.Desktop. Dot-sourced by Desktop.*.Tests.ps1.
#>
param([Parameter(Mandatory)] [string] $Name)

Describe "Keepalive.Desktop, $Name" {
    BeforeAll {
        $env:KEEPALIVE_TESTED_MODULE = 'Keepalive.Desktop'

        # The module stores no secret: a vault does it, or the companion.
        function global:Set-ClaudeAwsSecret {
            [CmdletBinding()] param([string] $ProfileName, [securestring] $Secret, [string] $Vault, [string] $Kind = 'Password')

            if ($Vault) {
                Microsoft.PowerShell.SecretManagement\Set-Secret -Name "claude-aws/profile/$ProfileName/$($Kind.ToLowerInvariant())" -Vault $Vault -SecureStringSecret $Secret
                return
            }
            $bin = Join-Path (Get-Module Keepalive.Desktop).ModuleBase bin
            $companion = @(Get-ChildItem $bin -Recurse -File | Where-Object Name -In claude-aws, claude-aws.exe)[0].FullName
            ConvertFrom-SecureString $Secret -AsPlainText | & $companion secret set --profile $ProfileName --stdin
        }
    }

    AfterAll {
        $env:KEEPALIVE_TESTED_MODULE = $null
        Remove-Item Function:\Set-ClaudeAwsSecret
        Remove-Module Keepalive.Desktop -ErrorAction Ignore
    }

    Context 'As Keepalive' {
        . $PSScriptRoot/$Name.Tests.ps1
    }
}
