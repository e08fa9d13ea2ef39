. $PSScriptRoot/Desktop.Suite.ps1 Policy
