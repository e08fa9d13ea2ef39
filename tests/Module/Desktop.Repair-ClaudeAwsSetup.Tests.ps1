. $PSScriptRoot/Desktop.Suite.ps1 Repair-ClaudeAwsSetup
