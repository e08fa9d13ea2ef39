. $PSScriptRoot/Desktop.Suite.ps1 Install-ClaudeAwsKeepalive
