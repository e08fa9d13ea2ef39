. $PSScriptRoot/Desktop.Suite.ps1 Set-ClaudeAwsConfiguration
