BeforeAll {
    Import-Module $PSScriptRoot/TestModule.psm1 -Force
    Import-TestedModule
}

Describe 'Get-ClaudeAwsLog' {
    BeforeEach { $null = Enter-SyntheticHome $TestDrive }
    AfterEach { Exit-SyntheticHome }

    It 'has nothing to tell where nothing happened' {
        Get-ClaudeAwsLog | Should -BeNullOrEmpty
    }

    It 'tells of an export that gave nothing' {
        $null = Set-ProfileFile credentials "[default]`naws_access_key_id = ASIATESTTESTTEST0001`naws_secret_access_key = s`naws_session_token = t`nexpiration = 2020-01-01T00:00:00Z`n"
        Get-ClaudeAwsCredential -ErrorAction SilentlyContinue | Should -BeNullOrEmpty

        $entry = Get-ClaudeAwsLog
        $entry | Should -BeOfType Keepalive.ClaudeAwsLogEntry
        $entry.Event, $entry.Profile, $entry.Outcome, $entry.HasSucceeded, $entry.ProcessId | Should -Be 'Export', 'default', 'CredentialExpired', $false, $PID
    }

    It 'gives as many as asked for, the last ones, and shows them in 80 columns' {
        foreach ($name in 'a', 'b', 'c') { $null = Get-ClaudeAwsCredential $name -ErrorAction SilentlyContinue }

        (Get-ClaudeAwsLog 2).Profile | Should -Be b, c
        (Get-ClaudeAwsLog | Out-String -Width 80) -split "`n" | ForEach-Object { $_.TrimEnd().Length | Should -BeLessOrEqual 80 }
        { Get-ClaudeAwsLog 0 } | Should -Throw
    }
}
