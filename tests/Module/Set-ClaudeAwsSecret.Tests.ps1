BeforeAll {
    Import-Module $PSScriptRoot/TestModule.psm1 -Force -Global
    Import-Module $PSScriptRoot/Secrets.psm1 -Force
    Import-TestedModule
    $planted = 'PlantedSecret-ü1'
}

Describe 'Set-ClaudeAwsSecret' {
    BeforeEach {
        $null = Enter-SyntheticHome $TestDrive
        $env:CLAUDE_AWS_STATE = Join-Path $env:HOME state
        $env:CLAUDE_AWS_SECRET_STORE = 'plaintext'
    }

    AfterEach {
        $env:CLAUDE_AWS_STATE = $env:CLAUDE_AWS_SECRET_STORE = $null
        Exit-SyntheticHome
    }

    It 'stores a SecureString, gives nothing out and warns of a file' {
        Set-ClaudeAwsSecret work -Secret (New-TypedSecret $planted) -ErrorAction Stop -WarningVariable warned -WarningAction SilentlyContinue | Should -BeNullOrEmpty
        Get-PlainSecret | Should -BeExactly $planted
        "$warned" | Should -BeLike '*unencrypted*'
        Test-ClaudeAwsSecret work | Should -BeTrue
    }

    It 'stores the password of a credential' {
        Set-ClaudeAwsSecret work -Credential ([pscredential]::new('me', (New-TypedSecret $planted))) -ErrorAction Stop -WarningAction SilentlyContinue
        Get-PlainSecret | Should -BeExactly $planted
    }

    It 'takes either from the pipeline' {
        New-TypedSecret $planted | Set-ClaudeAwsSecret work -ErrorAction Stop -WarningAction SilentlyContinue
        [pscredential]::new('me', (New-TypedSecret other)) | Set-ClaudeAwsSecret other -ErrorAction Stop -WarningAction SilentlyContinue
        Get-PlainSecret | Sort-Object | Should -Be 'other', $planted
    }

    It 'refuses text and does not repeat it' {
        { Set-ClaudeAwsSecret work -Secret $planted } | Should -Throw '*Plain text is not accepted*' -PassThru | Out-String | Should -Not -BeLike '*PlantedSecret-ü1*'
        Get-PlainSecret | Should -BeNullOrEmpty
    }

    It 'reports <Id> for a value that can not be used' -ForEach @(
        @{ Kind = 'Password'; Value = "two`nlines"; Id = 'SecretInvalid' }
        @{ Kind = 'Totp'; Value = 'PlantedSeed'; Id = 'TotpSeedInvalid' }
    ) {
        Set-ClaudeAwsSecret work -Kind $Kind -Secret (New-TypedSecret $Value) -ErrorAction SilentlyContinue -ErrorVariable problem
        $problem.FullyQualifiedErrorId | Should -BeExactly "$Id,Keepalive.Commands.SetClaudeAwsSecretCommand"
        "$problem $($problem.ErrorDetails.RecommendedAction)" | Should -Not -BeLike '*Planted*'
        Get-PlainSecret | Should -BeNullOrEmpty
    }

    It 'stores a seed beside the password, and neither where the setting forbids it' {
        Set-ClaudeAwsSecret work -Kind Totp -Secret (New-TypedSecret GEZDGNBVGY3TQOJQ) -ErrorAction Stop -WarningAction SilentlyContinue
        Test-ClaudeAwsSecret work -Kind Totp | Should -BeTrue
        Test-ClaudeAwsSecret work | Should -BeFalse

        $env:CLAUDE_AWS_CONFIG = Join-Path $env:HOME config.json
        Set-Content -LiteralPath $env:CLAUDE_AWS_CONFIG -Value '{"forbidStoredTotpSeeds": true}'
        Set-ClaudeAwsSecret work -Kind Totp -Secret (New-TypedSecret GEZDGNBVGY3TQOJQ) -ErrorAction SilentlyContinue -ErrorVariable problem
        $problem.FullyQualifiedErrorId | Should -BeLike 'TotpSeedForbidden,*'
    }

    It 'does nothing with -WhatIf' {
        Set-ClaudeAwsSecret work -Secret (New-TypedSecret $planted) -WhatIf
        Get-PlainSecret | Should -BeNullOrEmpty
    }

    It 'refuses a profile and an account at once' {
        { Set-ClaudeAwsSecret work -Account corp -Secret (New-TypedSecret x) } | Should -Throw -ErrorId 'ParametersExcludeEachOther,*'
    }

    It 'names the stores there are when the one that is named is not here' {
        Set-ClaudeAwsSecret work -Store nowhere -Secret (New-TypedSecret x) -ErrorAction SilentlyContinue -ErrorVariable problem
        $problem.FullyQualifiedErrorId | Should -BeLike 'SecretStoreUnavailable,*'
        "$problem" | Should -BeLike '*plaintext: can be used*'
    }

    It 'shows the value in no stream and no transcript, with -Verbose and -Debug' {
        $transcript = Join-Path $env:HOME transcript.txt
        $script = @'
param($module, $helpers, $transcript)
$null = Start-Transcript -LiteralPath $transcript
Import-Module $module
Import-Module $helpers
$typed = New-TypedSecret (-join ('Plan', 'tedSecret'))
Set-ClaudeAwsSecret work -Secret $typed -Verbose -Debug
Test-ClaudeAwsSecret work -Verbose -Debug
Remove-ClaudeAwsSecret work -Verbose -Debug
$null = Stop-Transcript
'@
        $run = Invoke-FreshPowerShell $script -Argument (Get-TestFact).ModulePath, "$PSScriptRoot/Secrets.psm1", $transcript
        $run.ExitCode | Should -Be 0
        $run.Output | Should -BeLike '*True*'
        "$($run.Output) $($run.Error)" | Should -Not -BeLike '*PlantedSecret*'
        Get-Content -Raw $transcript | Should -BeLike '*password of profile*'
        Get-Content -Raw $transcript | Should -Not -BeLike '*PlantedSecret*'
    }

    Context 'with a vault of SecretManagement' {
        BeforeEach { Import-FakeSecretManagement $TestDrive }
        AfterEach { Remove-FakeSecretManagement }

        It 'stores it there, under a name of its own, and never asks for text' {
            Set-ClaudeAwsSecret 'a[1]' -Vault Corp -Secret (New-TypedSecret $planted) -ErrorAction Stop
            Test-ClaudeAwsSecret 'a[1]' -Vault Corp | Should -BeTrue
            Test-ClaudeAwsSecret a1 -Vault Corp | Should -BeFalse
            ConvertFrom-SecureString -AsPlainText (Get-Secret 'claude-aws/profile/a[1]/password' -Vault Corp) | Should -BeExactly $planted
            Get-PlainSecret | Should -BeNullOrEmpty
            Remove-ClaudeAwsSecret 'a[1]' -Vault Corp -ErrorAction Stop
            Test-ClaudeAwsSecret 'a[1]' -Vault Corp | Should -BeFalse
        }

        It 'reports what the vault says' {
            Set-ClaudeAwsSecret work -Vault Other -Secret (New-TypedSecret $planted) -ErrorAction SilentlyContinue -ErrorVariable problem
            $problem[-1].FullyQualifiedErrorId | Should -BeLike 'SecretStoreFailed,*'
            "$($problem[-1])" | Should -BeLike "*Vault 'Other' is not registered*"
        }
    }

    It 'says so when the module with the vaults is not installed' {
        if (Get-Module -ListAvailable Microsoft.PowerShell.SecretManagement) {
            Set-ItResult -Skipped -Because 'Microsoft.PowerShell.SecretManagement is installed here'
        }
        Set-ClaudeAwsSecret work -Vault Corp -Secret (New-TypedSecret x) -ErrorAction SilentlyContinue -ErrorVariable problem
        $problem[-1].FullyQualifiedErrorId | Should -BeLike 'SecretStoreUnavailable,*'
        "$($problem[-1])" | Should -BeLike '*Microsoft.PowerShell.SecretManagement is not installed*'
    }
}
