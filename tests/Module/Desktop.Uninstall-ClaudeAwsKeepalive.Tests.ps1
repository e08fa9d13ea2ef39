. $PSScriptRoot/Desktop.Suite.ps1 Uninstall-ClaudeAwsKeepalive
