BeforeAll {
    Import-Module $PSScriptRoot/TestModule.psm1 -Force -Global
    Import-Module $PSScriptRoot/Secrets.psm1 -Force
    Import-TestedModule
}

Describe 'Remove-ClaudeAwsSecret' {
    BeforeEach {
        $null = Enter-SyntheticHome $TestDrive
        $env:CLAUDE_AWS_STATE = Join-Path $env:HOME state
        $env:CLAUDE_AWS_SECRET_STORE = 'plaintext'
        Set-ClaudeAwsSecret work -Secret (New-TypedSecret x) -WarningAction SilentlyContinue
    }

    AfterEach {
        $env:CLAUDE_AWS_STATE = $env:CLAUDE_AWS_SECRET_STORE = $null
        Exit-SyntheticHome
    }

    It 'removes it and gives nothing out' {
        Remove-ClaudeAwsSecret work -ErrorAction Stop | Should -BeNullOrEmpty
        Test-ClaudeAwsSecret work | Should -BeFalse
        Get-PlainSecret | Should -BeNullOrEmpty
    }

    It 'is content where there is none' {
        "$(Remove-ClaudeAwsSecret other -Verbose -ErrorAction Stop 4>&1)" | Should -BeLike "*There was no password of profile 'other'.*"
        Test-ClaudeAwsSecret work | Should -BeTrue
    }

    It 'does nothing with -WhatIf' {
        Remove-ClaudeAwsSecret work -WhatIf
        Test-ClaudeAwsSecret work | Should -BeTrue
    }
}
