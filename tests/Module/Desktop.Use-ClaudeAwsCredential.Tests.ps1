. $PSScriptRoot/Desktop.Suite.ps1 Use-ClaudeAwsCredential
