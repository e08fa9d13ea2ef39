BeforeAll {
    Import-Module $PSScriptRoot/TestModule.psm1 -Force
    Import-TestedModule
    $fact = Get-TestFact
}

Describe 'Test-ClaudeAwsSession' {
    BeforeEach {
        $null = Enter-SyntheticHome $TestDrive
        $null = Set-ProfileFile credentials (@(
                New-KeySection default -Expires 20
                New-KeySection old -Expires '2020-01-01T00:00:00Z'
                New-KeySection endless
                '[empty]'
                'region = eu-central-1'
                '[half]'
                'aws_access_key_id = ASIAEXAMPLEEXAMPLE06'
            ) -join "`n")
    }
    AfterEach { Exit-SyntheticHome }

    It 'says <Expected> for <Name>, without an error' -ForEach @(
        @{ Name = 'default'; Expected = $true }
        @{ Name = 'endless'; Expected = $true }
        @{ Name = 'old'; Expected = $false }
        @{ Name = 'empty'; Expected = $false }
    ) {
        $answer = @(Test-ClaudeAwsSession $Name -ErrorAction Stop)
        $answer.Count | Should -Be 1
        $answer[0] | Should -BeOfType bool
        $answer[0] | Should -Be $Expected
    }

    It 'tests the profile in use' {
        Test-ClaudeAwsSession | Should -BeTrue
        $env:AWS_PROFILE = 'old'
        Test-ClaudeAwsSession | Should -BeFalse
    }

    It 'asks for what is left as well' {
        Test-ClaudeAwsSession -MinimumRemaining 0:15:00 | Should -BeTrue
        Test-ClaudeAwsSession -MinimumRemaining 1800 | Should -BeFalse
        Test-ClaudeAwsSession endless -MinimumRemaining 1800 | Should -BeTrue
    }

    It 'gives the reason to those who want it' {
        $reason = Test-ClaudeAwsSession old -Verbose 4>&1 | Where-Object { $_ -is [Management.Automation.VerboseRecord] }
        "$reason" | Should -BeLike 'old: Expired, chosen by *past its expiry*'
    }

    It 'answers once for each name in the pipeline' {
        'default', 'old' | Test-ClaudeAwsSession | Should -Be $true, $false
        Get-ClaudeAwsSession default, old | Test-ClaudeAwsSession | Should -Be $true, $false
    }

    It 'takes one name only, because a list of two falses is true in an if' {
        { Test-ClaudeAwsSession default, old } | Should -Throw -ErrorId 'CannotConvertArgument,*'
    }

    It 'says false and reports <Id> when the question has no answer' -ForEach @(
        @{ Name = 'nobody'; Id = 'ProfileNotFound' }
        @{ Name = 'half'; Id = 'KeyPairIncomplete' }
    ) {
        $answer = @(Test-ClaudeAwsSession $Name -ErrorAction SilentlyContinue -ErrorVariable problem)
        $answer.Count | Should -Be 1
        $answer[0] | Should -BeFalse
        $problem.FullyQualifiedErrorId | Should -BeExactly "$Id,Keepalive.Commands.TestClaudeAwsSessionCommand"
    }
}

Describe 'Test-ClaudeAwsSession -AsHook' {
    BeforeAll {
        Import-Module $PSScriptRoot/HookAndStatusLine.psm1 -Force
        $prompt = '{"session_id":"5f0c","hook_event_name":"UserPromptSubmit","prompt":"hello"}'
    }
    BeforeEach {
        $null = Enter-SyntheticHome $TestDrive
        $env:CLAUDE_CODE_ENTRYPOINT = 'cli'
        $null = Set-ProfileFile credentials (@(
                New-KeySection default -Expires '2020-01-01T00:00:00Z'
                New-KeySection good -Expires 600
            ) -join "`n")
    }
    AfterEach {
        $env:CLAUDE_CODE_ENTRYPOINT = $null
        Exit-SyntheticHome
    }

    It 'gives a prompt back that no request could answer, as one line of JSON' {
        $run = Invoke-WithInput 'Test-ClaudeAwsSession -AsHook' $prompt
        $run.ExitCode | Should -Be 0
        $run.Error | Should -BeNullOrEmpty
        $answer = $run.Output | ConvertFrom-Json
        $answer.decision | Should -Be block
        $answer.reason | Should -BeLike '*! claude-aws login*'
    }

    It 'says nothing where nothing has changed' {
        $run = Invoke-WithInput 'Test-ClaudeAwsSession good -AsHook' $prompt
        $run.ExitCode, $run.Output, $run.Error | Should -Be 0, '', ''
    }

    It 'names the file to watch at a session''s start' {
        $watch = [Diagnostics.Stopwatch]::StartNew()
        $run = Invoke-WithInput 'Test-ClaudeAwsSession good -AsHook' '{"session_id":"5f0c","hook_event_name":"SessionStart"}'
        if (-not $run.Output -and $watch.Elapsed.TotalSeconds -gt 4) {
            Set-ItResult -Skipped -Because "this machine took $($watch.Elapsed.TotalSeconds) s, and the hook ends without an answer after 1.8 s of its own"
            return
        }

        ($run.Output | ConvertFrom-Json).hookSpecificOutput.watchPaths | Should -Exist
    }

    It 'never fails: <Name>' -ForEach @(
        @{ Name = 'no input'; Text = '' }
        @{ Name = 'garbage'; Text = 'garbage' }
        @{ Name = 'an unknown event'; Text = '{"hook_event_name":"Unheard"}' }
    ) {
        $run = Invoke-WithInput 'Test-ClaudeAwsSession -AsHook' $Text
        $run.ExitCode, $run.Output, $run.Error | Should -Be 0, '', ''
    }

    It 'never fails by a configuration that can''t be read or a profile that isn''t there' {
        $env:CLAUDE_AWS_CONFIG = Join-Path $env:HOME config.json
        Set-Content -LiteralPath $env:CLAUDE_AWS_CONFIG -Value '{ oops'
        $run = Invoke-WithInput 'Test-ClaudeAwsSession -AsHook' $prompt
        $run.ExitCode, $run.Output, $run.Error | Should -Be 0, '', ''
        $env:CLAUDE_AWS_CONFIG = $null
        $run = Invoke-WithInput 'Test-ClaudeAwsSession nobody -AsHook' $prompt
        $run.ExitCode, $run.Output, $run.Error | Should -Be 0, '', ''
    }

    It 'does not wait for input that never ends' {
        $run = Invoke-WithInput 'Test-ClaudeAwsSession -AsHook' $prompt -KeepOpen
        ($run.Output | ConvertFrom-Json).decision | Should -Be block
    }
}
