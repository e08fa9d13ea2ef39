. $PSScriptRoot/Desktop.Suite.ps1 Get-ClaudeAwsConfiguration
