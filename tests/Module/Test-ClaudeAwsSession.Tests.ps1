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
        "$reason" | Should -BeLike 'old: Expired, chosen by *past its end*'
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
