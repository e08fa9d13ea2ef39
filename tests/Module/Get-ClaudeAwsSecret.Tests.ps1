BeforeAll {
    Import-Module $PSScriptRoot/TestModule.psm1 -Force -Global
    Import-Module $PSScriptRoot/Secrets.psm1 -Force
    Import-TestedModule
}

Describe 'Get-ClaudeAwsSecret and the commands of Set-ClaudeAwsSecret' {
    BeforeEach {
        $null = Enter-SyntheticHome $TestDrive
        $env:CLAUDE_AWS_STATE = Join-Path $env:HOME state
        $env:CLAUDE_AWS_SECRET_STORE = 'plaintext'
        $env:CLAUDE_AWS_CONFIG = Join-Path $env:HOME config.json
        $pwsh = (Get-Process -Id $PID).Path
        $prints = "`"$pwsh`" -NoProfile -Command `"[Console]::Out.Write('Planted' + 'Secret')`""
    }

    AfterEach {
        $env:CLAUDE_AWS_STATE = $env:CLAUDE_AWS_SECRET_STORE = $env:CLAUDE_AWS_CONFIG = $null
        Exit-SyntheticHome
    }

    It 'lists a stored secret and a command, and no value' {
        Set-ClaudeAwsSecret stored -Secret (New-TypedSecret PlantedSecret) -WarningAction SilentlyContinue
        $null = Set-ClaudeAwsConfiguration recipe saml2aws -ProfileName stored
        Set-ClaudeAwsSecret work -Command $prints -ErrorAction Stop
        $all = Get-ClaudeAwsSecret -ErrorAction Stop
        $all.Profile | Should -Be stored, work
        $all[0].Store | Should -Not -BeNullOrEmpty
        $all[0].Exists | Should -BeTrue
        $all[1].Setting | Should -BeExactly passwordCommand
        $all | Format-List * | Out-String | Should -Not -BeLike '*PlantedSecret*'
        (Get-ClaudeAwsSecret work).Profiles | Should -Be work
        Test-ClaudeAwsSecret work | Should -BeTrue
        Test-ClaudeAwsSecret work -Store plaintext | Should -BeFalse
    }

    It 'takes a profile from the pipeline' {
        $null = Set-ClaudeAwsConfiguration passwordCommand 'op read x' -ProfileName work
        [pscustomobject]@{ Profile = 'work' } | Get-ClaudeAwsSecret | Should -HaveCount 1
    }

    It 'lists the commands beside the error where the store can not be asked' {
        $null = Set-ClaudeAwsConfiguration passwordCommand 'op read x' -ProfileName work
        $list = Get-ClaudeAwsSecret -Store nowhere -ErrorAction SilentlyContinue -ErrorVariable problem
        $list.Setting | Should -Contain passwordCommand
        $problem.FullyQualifiedErrorId | Should -BeExactly 'SecretStoreUnavailable,Keepalive.Commands.GetClaudeAwsSecretCommand'
    }

    It 'tries the command before it is set, and not with -WhatIf' {
        Set-ClaudeAwsSecret work -Command 'no-such-program-anywhere x' -WhatIf
        Set-ClaudeAwsSecret work -Command 'no-such-program-anywhere x' -ErrorAction SilentlyContinue -ErrorVariable problem
        $problem.FullyQualifiedErrorId | Should -BeExactly 'SecretCommandFailed,Keepalive.Commands.SetClaudeAwsSecretCommand'
        Test-Path $env:CLAUDE_AWS_CONFIG | Should -BeFalse
    }

    It 'sets no command for <Name>' -ForEach @(
        @{ Name = 'an account'; More = @{ Account = 'corp' } }
        @{ Name = 'a store'; More = @{ Store = 'plaintext' } }
        @{ Name = 'a vault'; More = @{ Vault = 'Corp' } }
    ) {
        { Set-ClaudeAwsSecret -Command 'op read x' @More } | Should -Throw -ErrorId 'ParametersExcludeEachOther,*'
    }

    It 'warns of a stored value that a command hides' {
        $null = Set-ClaudeAwsConfiguration passwordCommand 'op read x' -ProfileName work
        Set-ClaudeAwsSecret work -Secret (New-TypedSecret x) -WarningVariable warned -WarningAction SilentlyContinue
        "$warned" | Should -BeLike '*passwordCommand of profile*is used instead of a stored value*'
    }

    It 'completes the lines of password managers for the kind' {
        (TabExpansion2 'Set-ClaudeAwsSecret -Command op').CompletionMatches.CompletionText | Should -Be "'op read op://Work/Okta/password'"
        (TabExpansion2 'Set-ClaudeAwsSecret -Kind Totp -Command yk').CompletionMatches.CompletionText | Should -BeLike '*ykman oath*'
    }

    It 'shows the printed value in no stream and no transcript' {
        $transcript = Join-Path $env:HOME transcript.txt
        $script = @'
param($module, $transcript, $program)
$line = "`"$program`" -NoProfile -Command `"[Console]::Out.Write('Planted' + 'Secret')`""
$null = Start-Transcript -LiteralPath $transcript
Import-Module $module
Set-ClaudeAwsSecret work -Command $line -Verbose -Debug -WarningAction Continue
Test-ClaudeAwsSecret work -Verbose -Debug
Get-ClaudeAwsSecret -Verbose -Debug
$null = Stop-Transcript
'@
        $run = Invoke-FreshPowerShell $script -Argument (Get-TestFact).ModulePath, $transcript, $pwsh
        $run.ExitCode | Should -Be 0
        $run.Output | Should -BeLike '*True*'
        "$($run.Output) $($run.Error)" | Should -Not -BeLike '*PlantedSecret*'
        Get-Content -Raw $transcript | Should -BeLike '*comes from passwordCommand*'
        Get-Content -Raw $transcript | Should -Not -BeLike '*PlantedSecret*'
    }
}
