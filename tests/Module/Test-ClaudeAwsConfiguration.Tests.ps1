BeforeAll {
    Import-Module $PSScriptRoot/TestModule.psm1 -Force
    Import-TestedModule
}

Describe 'Test-ClaudeAwsConfiguration' {
    BeforeEach { $null = Enter-SyntheticHome $TestDrive }
    AfterEach { Exit-SyntheticHome }

    It 'writes one object a finding, what to mend first at the head' {
        $null = Set-ProfileFile config "[default]`nregion = eu-west-1`nsso_session = gone`nsso_account_id = 1`nsso_rol = x`n"
        $findings = Test-ClaudeAwsConfiguration
        $findings.Id | Should -Be KA102, KA106, KA109
        $findings | Should -BeOfType Keepalive.ClaudeAwsFinding
        $findings.Severity | Should -Be Error, Error, Warning
        $findings[0].Line | Should -Be 3
    }

    It 'writes nothing when all is well' {
        $null = Set-ProfileFile config "[default]`nregion = eu-west-1`ncredential_process = true`n"
        Test-ClaudeAwsConfiguration | Should -BeNullOrEmpty
    }

    It 'examines the profile that is named' {
        $null = Set-ProfileFile config "[default]`nregion = eu-west-1`ncredential_process = true`n[profile old]`nregion = x`nsso_session = gone`nsso_account_id = 1`nsso_role_name = r`n"
        Test-ClaudeAwsConfiguration default | Should -BeNullOrEmpty
        (Test-ClaudeAwsConfiguration -ProfileName old).Severity | Should -Be Error
    }
}
