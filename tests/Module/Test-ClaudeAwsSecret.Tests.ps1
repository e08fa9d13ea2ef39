BeforeAll {
    Import-Module $PSScriptRoot/TestModule.psm1 -Force -Global
    Import-Module $PSScriptRoot/Secrets.psm1 -Force
    Import-TestedModule
}

Describe 'Test-ClaudeAwsSecret' {
    BeforeEach {
        $null = Enter-SyntheticHome $TestDrive
        $env:CLAUDE_AWS_STATE = Join-Path $env:HOME state
        $env:CLAUDE_AWS_SECRET_STORE = 'plaintext'
    }

    AfterEach {
        $env:CLAUDE_AWS_STATE = $env:CLAUDE_AWS_SECRET_STORE = $null
        Exit-SyntheticHome
    }

    It 'says no where there is none, and changes nothing' {
        Test-ClaudeAwsSecret work -ErrorAction Stop | Should -BeFalse
        Test-Path $env:CLAUDE_AWS_STATE | Should -BeFalse
    }

    It 'tells secrets apart by profile, account and kind' {
        Set-ClaudeAwsSecret -Account corp -Secret (New-TypedSecret x) -WarningAction SilentlyContinue
        Test-ClaudeAwsSecret -Account corp | Should -BeTrue
        Test-ClaudeAwsSecret corp | Should -BeFalse
        Test-ClaudeAwsSecret -Account corp -Kind Totp | Should -BeFalse
    }

    It 'takes the profile in use' {
        $env:CLAUDE_AWS_PROFILE = 'mine'
        Set-ClaudeAwsSecret -Secret (New-TypedSecret x) -WarningAction SilentlyContinue
        Test-ClaudeAwsSecret mine | Should -BeTrue
    }

    It 'says no beside the error when it can not be found out' {
        Test-ClaudeAwsSecret work -Store nowhere -ErrorAction SilentlyContinue -ErrorVariable problem | Should -BeFalse
        $problem.FullyQualifiedErrorId | Should -BeExactly 'SecretStoreUnavailable,Keepalive.Commands.TestClaudeAwsSecretCommand'
    }

    It 'completes the names of stores' {
        (TabExpansion2 'Test-ClaudeAwsSecret -Store pl').CompletionMatches.CompletionText | Should -BeExactly plaintext
    }
}
