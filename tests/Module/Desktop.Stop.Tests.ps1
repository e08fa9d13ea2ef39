. $PSScriptRoot/Desktop.Suite.ps1 Stop
