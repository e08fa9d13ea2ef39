. $PSScriptRoot/Desktop.Suite.ps1 Invoke-ClaudeAwsLogin
