. $PSScriptRoot/Desktop.Suite.ps1 Disconnect-ClaudeAws
