#!/usr/bin/env pwsh
<#
.SYNOPSIS
The door for PowerShell people to what dotnet does.
.DESCRIPTION
Build    builds everything; the module is in out/Keepalive afterwards
Test     runs all tests, the Pester suite among them
Package  makes a Release module with help, code made ahead and the native claude-aws for this platform, and an archive of it in out
Clean    removes what the others made
.EXAMPLE
./build.ps1 -Task Test
#>
#Requires -Version 7.4
[CmdletBinding()]
param(
    [ValidateSet('Build', 'Test', 'Package', 'Clean')]
    [string] $Task = 'Build',

    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = 'Debug'
)

$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $true
Set-StrictMode -Version 3
$root = $PSScriptRoot
$solution = Join-Path $root 'Keepalive.slnx'
$module = Join-Path $root 'out/Keepalive'

# The pages in docs/en-US are the source of the help; a cmdlet, a parameter or an output that is not in them ends the build.
function New-ModuleHelp {
    Import-Module Microsoft.PowerShell.PlatyPS -MinimumVersion 1.0
    $pages = Get-ChildItem (Join-Path $root 'docs/en-US/*-*.md')
    $tests = Join-Path $root 'tests/Module'
    $result = [IO.Path]::GetTempFileName()
    try {
        # In its own process: an assembly that this one has loaded could not be built again.
        pwsh -NoProfile -File (Join-Path $tests InvokePesterFile.ps1) (Join-Path $tests Manifest.Tests.ps1) $result
        $run = Get-Content -Raw $result | ConvertFrom-Json
        if ($run.Failed -or -not $run.Passed) {
            throw "The help pages or the layout have drifted: $($run.Failures.Name -join '; ')"
        }
    }
    finally {
        Remove-Item $result
    }
    # PlatyPS makes a folder of the module's name; en-US is where Get-Help looks.
    $made = Join-Path $root "out/help-$PID"
    $null = Import-MarkdownCommandHelp -Path $pages | Export-MamlCommandHelp -OutputFolder $made -Force
    Get-ChildItem $made -Recurse -Filter *-Help.xml | Move-Item -Destination (Join-Path $module 'en-US') -Force
    Remove-Item $made -Recurse
}

# An about page as Get-Help shows it: a table of five columns fits no terminal, so a row becomes a block.
function ConvertTo-AboutText([string] $Path) {
    $header = $null
    foreach ($line in Get-Content $Path) {
        if ($line -notlike '|*') {
            $header = $null
            $line
            continue
        }
        $cells = $line.Trim('|', ' ') -split ' *\| *'
        if (-not $header) {
            $header = $cells
        }
        elseif ($line -notlike '|-*') {
            $cells[0]
            1..($cells.Count - 1) | ForEach-Object { "    $($header[$_]): $($cells[$_])" }
            ''
        }
    }
}

switch ($Task) {
    'Build' { dotnet build $solution -c $Configuration }
    'Test' { dotnet test --solution $solution -c $Configuration }
    'Package' {
        $moduleProject = Join-Path $root 'src/Module'
        $native = Join-Path $root 'out/native'
        $rid = dotnet msbuild $moduleProject -getProperty:Rid
        dotnet publish (Join-Path $root 'src/Keepalive.Host') -c Release -r $rid -o $native
        dotnet build $solution -c Release
        dotnet build $moduleProject -c Release -p:Precompile=true -p:NativeCompanion=$native
        New-ModuleHelp
        foreach ($page in Get-ChildItem (Join-Path $root 'docs/en-US/about_*.md')) {
            ConvertTo-AboutText $page | Set-Content (Join-Path $module "en-US/$($page.BaseName).help.txt")
        }
        $version = (Import-PowerShellDataFile (Join-Path $module 'Keepalive.psd1')).ModuleVersion
        $archive = Join-Path $root "out/Keepalive-$version.zip"
        Compress-Archive -Path $module -DestinationPath $archive -Force
        Get-Item $archive
    }
    'Clean' {
        foreach ($name in 'Debug', 'Release') { dotnet clean $solution -c $name -v quiet }
        $out = Join-Path $root out
        if (Test-Path $out) { Remove-Item $out -Recurse }
    }
}
