BeforeAll {
    Import-Module $PSScriptRoot/TestModule.psm1 -Force
    Import-TestedModule
}

Describe 'Sync-ClaudeAwsKeepalive' {
    BeforeEach {
        $folder = Enter-SyntheticHome $TestDrive
        $settings = Join-Path $folder .claude/settings.json
        $null = New-Item -ItemType Directory -Force (Split-Path $settings)
        $original = "{`r`n`t`"model`": `"opus`", // mine`r`n}"
        Set-Content -LiteralPath $settings -Value $original -NoNewline
        $long = [datetime]::new(2020, 1, 1, 0, 0, 0, [DateTimeKind]::Utc)
        (Get-Item -LiteralPath $settings).LastWriteTimeUtc = $long
    }
    AfterEach { Exit-SyntheticHome }

    It 'writes the settings anew, byte for byte, and says nothing' {
        Sync-ClaudeAwsKeepalive | Should -BeNullOrEmpty
        Get-Content -Raw -LiteralPath $settings | Should -BeExactly $original
        (Get-Item -LiteralPath $settings).LastWriteTimeUtc | Should -BeGreaterThan $long
    }

    It 'does nothing with -WhatIf' {
        Sync-ClaudeAwsKeepalive -WhatIf
        (Get-Item -LiteralPath $settings).LastWriteTimeUtc | Should -Be $long
    }

    It 'says so where there are no settings' {
        Remove-Item -LiteralPath $settings
        Sync-ClaudeAwsKeepalive -ErrorAction SilentlyContinue -ErrorVariable problem
        $problem.FullyQualifiedErrorId | Should -BeExactly 'InstallationRefused,Keepalive.Commands.SyncClaudeAwsKeepaliveCommand'
    }
}
