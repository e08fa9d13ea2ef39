. $PSScriptRoot/Desktop.Suite.ps1 Connect-ClaudeAws
