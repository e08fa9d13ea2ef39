BeforeDiscovery {
    $list = Get-Content -Raw "$PSScriptRoot/bin/AwsSdk.json" | ConvertFrom-Json -AsHashtable
    $cells = foreach ($name in $list.Keys) {
        foreach ($order in 'before', 'after') {
            @{ Name = $name; Order = $order; Foreign = $list[$name] }
        }
    }
}

BeforeAll {
    Import-Module $PSScriptRoot/TestModule.psm1 -Force
    $fact = Get-TestFact
    $private = Join-Path $fact.ModuleFolder lib/net8.0/AWSSDK.Core.dll

    # Runs in a fresh pwsh and answers with what is loaded where, and whether the cmdlets work.
    $probe = @'
param($module, $order, $foreign)
$ErrorActionPreference = 'Stop'
function Work { (Get-ClaudeAwsCredential -AsJson) -and (Test-ClaudeAwsSession) -and (Get-ClaudeAwsSession -All).Count -eq 1 }
if ($order -eq 'before') { $loaded = [Reflection.Assembly]::LoadFrom($foreign) }
Import-Module $module
$works = @(Work)
$context = [Runtime.Loader.AssemblyLoadContext]::All | Where-Object Name -eq Keepalive
$ours = $context.LoadFromAssemblyName('AWSSDK.Core')
if ($order -eq 'after') { $loaded = [Reflection.Assembly]::LoadFrom($foreign) }
$works += Work
Import-Module $module -Force
$works += Work
$default = [Runtime.Loader.AssemblyLoadContext]::Default.Assemblies | Where-Object { $_.GetName().Name -eq 'AWSSDK.Core' }
@{
    Works          = $works
    Ours           = $ours.Location
    OurContext     = [Runtime.Loader.AssemblyLoadContext]::GetLoadContext($ours).Name
    Foreign        = @($default).Location
    SameType       = $ours.GetType('Amazon.AWSConfigs') -eq $loaded.GetType('Amazon.AWSConfigs')
    CoreContext    = [Runtime.Loader.AssemblyLoadContext]::GetLoadContext(([AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { $_.GetName().Name -eq 'Keepalive.Core' })).Name
} | ConvertTo-Json
'@
}

Describe 'Isolation' {
    BeforeEach {
        $null = Enter-SyntheticHome $TestDrive
        $null = Set-ProfileFile credentials (New-KeySection -Expires 60)
    }
    AfterEach { Exit-SyntheticHome }

    It 'works with an AWSSDK.Core that is <Name> and loaded <Order>' -ForEach $cells {
        $child = Invoke-FreshPowerShell $probe -Argument $fact.ModulePath, $Order, $Foreign
        $child.Error | Should -BeNullOrEmpty
        $state = $child.Output | ConvertFrom-Json
        $state.Works | Should -Be $true, $true, $true
        $state.Ours | Should -Be ([IO.Path]::GetFullPath($private))
        $state.OurContext | Should -Be Keepalive
        $state.CoreContext | Should -Be Keepalive
        [IO.Path]::GetFullPath($state.Foreign) | Should -Be ([IO.Path]::GetFullPath($Foreign))
        $state.SameType | Should -BeFalse
    }

    It 'has foreign copies of the versions that the cells claim' {
        $list = Get-Content -Raw "$PSScriptRoot/bin/AwsSdk.json" | ConvertFrom-Json -AsHashtable
        $list.Keys | Sort-Object | Should -Be 'newer', 'older, 3.7', 'older, 4.0.3', 'same' -Because 'without a cell nothing was isolated from anything'
        $ours = [version][Diagnostics.FileVersionInfo]::GetVersionInfo($private).FileVersion
        foreach ($name in $list.Keys) {
            $theirs = [version][Diagnostics.FileVersionInfo]::GetVersionInfo($list[$name]).FileVersion
            [Math]::Sign($theirs.CompareTo($ours)) | Should -Be @{ 'older, 3.7' = -1; 'older, 4.0.3' = -1; same = 0; newer = 1 }[$name] -Because "$theirs is to be $name than $ours"
        }
    }

    It 'loads nothing of its own for others' {
        $child = Invoke-FreshPowerShell -Argument $fact.ModulePath @'
param($module)
Import-Module $module
$null = Get-ClaudeAwsCredential
foreach ($name in 'AWSSDK.Core', 'Keepalive.Nothing') {
    try { "found $([Reflection.Assembly]::Load($name))" } catch { 'none' }
}
'@
        $child.Output.Trim() -split '\r?\n' | Should -Be none, none
    }

    It 'imports without the network, the SDK, or even Core' {
        $child = Invoke-FreshPowerShell -Argument $fact.ModulePath @'
param($module)
$before = [AppDomain]::CurrentDomain.GetAssemblies().ForEach{ $_.GetName().Name }
Import-Module $module
[AppDomain]::CurrentDomain.GetAssemblies().ForEach{ $_.GetName().Name }.Where{ $_ -notin $before } -join ' '
$null = Get-ClaudeAwsCredential -AsJson
[AppDomain]::CurrentDomain.GetAssemblies().ForEach{ $_.GetName().Name }.Where{ $_ -notin $before } -join ' '
'@
        $import, $use = $child.Output.Trim() -split '\r?\n'
        $import -split ' ' | Where-Object { $_ -like 'Keepalive*' } | Sort-Object | Should -Be Keepalive, Keepalive.Loader
        $import -split ' ' | Where-Object { $_ -match '^AWSSDK|Net\.|Security\.Cryptography' } | Should -BeNullOrEmpty
        $use -split ' ' | Where-Object { $_ -match '^AWSSDK|Net\.|Security\.Cryptography' } | Should -BeNullOrEmpty
        $use -split ' ' | Should -Contain Keepalive.Core
    }

    It 'survives removal and a second import' {
        $child = Invoke-FreshPowerShell -Argument $fact.ModulePath @'
param($module)
Import-Module $module
Remove-Module Keepalive
Import-Module $module
(Get-ClaudeAwsCredential).Profile
Remove-Module Keepalive
Import-Module $module
Import-Module $module -Force
(Get-ClaudeAwsCredential).Profile
(Get-Command -Module Keepalive).Count
'@
        $child.Error | Should -BeNullOrEmpty
        $child.Output.Trim() -split '\r?\n' | Should -Be default, default, (Import-PowerShellDataFile $fact.ModulePath).CmdletsToExport.Count
    }

    It 'goes on in one runspace when another one removes it' {
        $child = Invoke-FreshPowerShell -Argument $fact.ModulePath @'
param($module)
Import-Module $module
$other = [powershell]::Create()
$null = $other.AddCommand('Import-Module').AddArgument($module).Invoke()
# Core has not been needed yet, so it is looked for only after the removal.
Remove-Module Keepalive
$other.Commands.Clear()
$other.AddCommand('Get-ClaudeAwsCredential').Invoke().Profile
Import-Module $module
(Get-ClaudeAwsCredential).Profile
'@
        $child.Error | Should -BeNullOrEmpty
        $child.Output.Trim() -split '\r?\n' | Should -Be default, default
    }

    It 'works in parallel runspaces' {
        $child = Invoke-FreshPowerShell -Argument $fact.ModulePath @'
param($module)
$answers = 1..20 | ForEach-Object -ThrottleLimit 8 -Parallel {
    Import-Module $using:module
    (Get-ClaudeAwsCredential).Profile
    Test-ClaudeAwsSession
}
$answers.Where{ $_ -is [string] }.Count
$answers.Where{ $_ -is [bool] -and $_ }.Count
'@
        $child.Error | Should -BeNullOrEmpty
        $child.Output.Trim() -split '\r?\n' | Should -Be 20, 20
    }

    It 'is loaded by its name alone' {
        $child = Invoke-FreshPowerShell -Argument (Split-Path $fact.ModuleFolder) @'
param($folder)
$env:PSModulePath = $folder + [IO.Path]::PathSeparator + $env:PSModulePath
(Get-ClaudeAwsCredential).Profile
'@
        $child.Error | Should -BeNullOrEmpty
        $child.Output.Trim() | Should -Be default
    }
}
