BeforeAll {
    Import-Module $PSScriptRoot/TestModule.psm1 -Force
    Import-TestedModule
    $fact = Get-TestFact
    $page = Get-Content -Raw (Join-Path $fact.DocsFolder about_KeepaliveProfile.md)
    $blocks = [regex]::Matches($page, '(?s)```powershell\r?\n(.*?)```') | ForEach-Object { $_.Groups[1].Value }
    $companion = (Get-Item "$($fact.ModuleFolder)/bin/*/claude-aws*" | Where-Object Extension -in '', '.exe')[0].Directory.FullName
}

Describe 'about_KeepaliveProfile' {
    BeforeEach {
        $null = Enter-SyntheticHome $TestDrive
        $path = $env:PATH
        $env:PATH = $companion + [IO.Path]::PathSeparator + $env:PATH
        $null = Set-ProfileFile credentials ((New-KeySection default -Expires 42) + (New-KeySection 'two words' -Expires (-5)) + (New-KeySection dev -Expires (-5)))
    }
    AfterEach {
        $env:PATH = $path
        Exit-SyntheticHome
    }

    It 'tells in a prompt what is left' {
        Get-ClaudeAwsSession -AsPrompt | Should -BeIn 'default 42 min', 'default 41 min'
        Get-ClaudeAwsSession dev -AsPrompt | Should -BeExactly 'dev expired'
    }

    It 'says nothing in a prompt where something is wrong' {
        $null = Set-ProfileFile credentials "[default`nnonsense"
        $before = $global:Error.Count
        Get-ClaudeAwsSession -AsPrompt | Should -BeExactly ''
        $global:Error.Count | Should -Be $before
    }

    It 'has a prompt function that works as it stands' {
        $run = Invoke-FreshPowerShell "Import-Module '$($fact.ModulePath)'`n$($blocks[0].Replace('Import-Module Keepalive', ''))`n`$env:AWS_PROFILE = 'dev'; prompt"
        $run.Error | Should -BeNullOrEmpty
        $run.Output | Should -Match 'dev expired.* PS .*> '
    }

    It 'completes <Typed> of claude-aws with <Found>' -ForEach @(
        @{ Typed = 'claude-aws expo'; Found = 'export' }
        @{ Typed = 'claude-aws export --pro'; Found = '--profile' }
        @{ Typed = 'claude-aws export --profile de'; Found = 'default', 'dev' }
        @{ Typed = 'claude-aws export --profile tw'; Found = "'two words'" }
    ) {
        $script = "$($blocks[1])`n[Management.Automation.CommandCompletion]::CompleteInput(`$args[0], `$args[0].Length, `$null).CompletionMatches.CompletionText"
        $run = Invoke-FreshPowerShell $script -Argument $Typed
        $run.Error | Should -BeNullOrEmpty
        $run.Output.Trim() -split '\r?\n' | Should -BeExactly $Found
    }

    It 'finds claude-aws in the module' {
        $run = Invoke-FreshPowerShell "`$env:PSModulePath = '$(Split-Path $fact.ModuleFolder)'; `$env:PATH = '';`n$($blocks[2])`n(Get-Command claude-aws).Name"
        $run.Output.Trim() | Should -BeLike 'claude-aws*'
    }
}
