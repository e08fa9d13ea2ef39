. $PSScriptRoot/Desktop.Suite.ps1 Test-ClaudeAwsSetup
