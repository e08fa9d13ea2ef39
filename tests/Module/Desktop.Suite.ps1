<#
Runs a Pester file of Keepalive once more with Keepalive.Desktop. Dot-sourced by Desktop.*.Tests.ps1.
#>
param([Parameter(Mandatory)] [string] $Name)

Describe "Keepalive.Desktop, $Name" {
    BeforeAll {
        $env:KEEPALIVE_TESTED_MODULE = 'Keepalive.Desktop'
    }

    AfterAll {
        $env:KEEPALIVE_TESTED_MODULE = $null
        Remove-Module Keepalive.Desktop -ErrorAction Ignore
    }

    Context 'As Keepalive' {
        . $PSScriptRoot/$Name.Tests.ps1
    }
}
