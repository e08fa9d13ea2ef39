#!/usr/bin/env pwsh
<#
.SYNOPSIS
The door for PowerShell people to what dotnet does.
.DESCRIPTION
Build    builds everything; the module is in out/Keepalive afterwards
Test     runs all tests, the Pester suite among them
Help     makes the help of the cmdlets anew after a page has changed; needs the module Microsoft.PowerShell.PlatyPS
Package  makes all packages of this platform in out/packages
Clean    removes what the others made
.EXAMPLE
./build.ps1 -Task Test
#>
#Requires -Version 7.4
[CmdletBinding()]
param(
    [ValidateSet('Build', 'Test', 'Help', 'Package', 'Clean')]
    [string] $Task = 'Build',

    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = 'Debug'
)

$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $true
Set-StrictMode -Version 3
$root = $PSScriptRoot
$solution = Join-Path $root 'Keepalive.slnx'

# PlatyPS 1.0 writes an example as prose, fences included, and a control character for each blank line. Get-Help shows both.
function Repair-Help([string] $Path) {
    $help = [xml]::new()
    $help.Load($Path)
    $maml = @{ maml = 'http://schemas.microsoft.com/maml/2004/10'; command = 'http://schemas.microsoft.com/maml/dev/command/2004/10'; dev = 'http://schemas.microsoft.com/maml/dev/2004/10' }
    foreach ($example in Select-Xml -Xml $help -XPath '//command:example' -Namespace $maml) {
        $introduction = Select-Xml -Xml $example.Node -XPath maml:introduction -Namespace $maml
        $words = $introduction.Node.ChildNodes.InnerText -join "`n"
        if ($words -notmatch '(?s)^```\w*\n(?<code>.*?)\n```(?<remarks>.*)$') {
            throw "An example does not begin with its code: $($words.Substring(0, 60))"
        }
        (Select-Xml -Xml $example.Node -XPath dev:code -Namespace $maml).Node.InnerText = $Matches.code.Replace("`u{80}", '')
        $remarks = (Select-Xml -Xml $example.Node -XPath dev:remarks -Namespace $maml).Node
        foreach ($sentence in $Matches.remarks -split "\n*`u{80}\n*" | Where-Object { $_.Trim() }) {
            $remarks.AppendChild($help.CreateElement('maml', 'para', $maml.maml)).InnerText = $sentence.Trim()
        }
        $null = $example.Node.RemoveChild($introduction.Node)
    }
    foreach ($blank in @(Select-Xml -Xml $help -XPath "//maml:para[normalize-space(.) = '`u{80}']" -Namespace $maml)) {
        $null = $blank.Node.ParentNode.RemoveChild($blank.Node)
    }
    $help.Save($Path)
}

# The help of the cmdlets is made of the pages in docs/en-US and kept beside them, so that a plain build has it. It names the
# state of each page that it was made of; a test compares.
function New-ModuleHelp {
    Import-Module Microsoft.PowerShell.PlatyPS -MinimumVersion 1.0
    $folder = Join-Path $root 'docs/en-US'
    $pages = Get-ChildItem (Join-Path $folder '*-*.md')
    $made = Join-Path $root "out/help-$PID"
    try {
        $null = Import-MarkdownCommandHelp -Path $pages | Export-MamlCommandHelp -OutputFolder $made -Force
        foreach ($help in Get-ChildItem $made -Recurse -Filter *-Help.xml) {
            $hashes = foreach ($page in $pages) {
                # Line ends differ by system, the words do not.
                $words = (Get-Content -Raw $page).Replace("`r`n", "`n")
                '{0} {1}' -f $page.Name, [Convert]::ToHexString([Security.Cryptography.SHA256]::HashData([Text.Encoding]::UTF8.GetBytes($words)))
            }
            $comment = "<!--`nMade by ./build.ps1 -Task Help of these pages (SHA-256):`n$($hashes -join "`n")`n-->"
            Repair-Help $help
            $lines = (Get-Content -Raw $help).Replace("`r`n", "`n") -split "`n", 2
            [IO.File]::WriteAllText((Join-Path $folder $help.Name), "$($lines[0])`n$comment`n$($lines[1].TrimEnd())`n")
        }
    }
    finally {
        Remove-Item $made -Recurse -ErrorAction Ignore
    }
}

switch ($Task) {
    'Build' { dotnet build $solution -c $Configuration }
    'Test' { dotnet test --solution $solution -c $Configuration }
    'Help' { New-ModuleHelp }
    'Package' {
        dotnet build (Join-Path $root 'src/Keepalive.Packaging') -t:Package
        Get-ChildItem (Join-Path $root 'out/packages') -File
    }
    'Clean' {
        foreach ($name in 'Debug', 'Release') { dotnet clean $solution -c $name -v quiet }
        $out = Join-Path $root out
        if (Test-Path $out) { Remove-Item $out -Recurse }
    }
}
