. $PSScriptRoot/Desktop.Suite.ps1 HostileText
