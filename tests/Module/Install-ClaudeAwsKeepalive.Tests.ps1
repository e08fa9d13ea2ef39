BeforeAll {
    Import-Module $PSScriptRoot/TestModule.psm1 -Force
    Import-TestedModule
}

Describe 'Install-ClaudeAwsKeepalive' {
    BeforeEach {
        $folder = Enter-SyntheticHome $TestDrive
        $null = Set-ProfileFile credentials (New-KeySection default -Expires 60)
        $settings = Join-Path $folder .claude/settings.json
        $null = New-Item -ItemType Directory (Join-Path $folder .claude)
        Set-Content -LiteralPath $settings -Value "{`n  // mine`n  `"model`": `"opus`"`n}" -NoNewline
    }
    AfterEach { Exit-SyntheticHome }

    It 'wires every slot, and changes nothing the second time' {
        $first = Install-ClaudeAwsKeepalive -NoVerify
        $first.ChangedFiles | Should -Contain $settings
        $first.Backups.Count | Should -Be 1
        $text = Get-Content -Raw -LiteralPath $settings
        $text | Should -Match '// mine'
        $text | Should -Match 'claude-aws(\.exe)? export"'

        $second = Install-ClaudeAwsKeepalive -NoVerify
        $second.ChangedFiles | Should -BeNullOrEmpty
        Get-Content -Raw -LiteralPath $settings | Should -BeExactly $text
    }

    It 'changes nothing with -WhatIf' {
        $before = Get-ChildItem $folder -Recurse -File -Force | ForEach-Object { "$($_.FullName) $($_.Length)" }
        Install-ClaudeAwsKeepalive -WhatIf | Should -BeNullOrEmpty
        Get-ChildItem $folder -Recurse -File -Force | ForEach-Object { "$($_.FullName) $($_.Length)" } | Should -Be $before
    }

    It 'runs and writes nothing with -WhatIf where all is in place' {
        $null = Install-ClaudeAwsKeepalive -NoVerify -WarningAction SilentlyContinue
        Install-ClaudeAwsKeepalive -WhatIf | Should -BeNullOrEmpty
    }

    It 'calls the cmdlets when it is told to' {
        (Install-ClaudeAwsKeepalive -Engine Cmdlets -NoVerify).Engine | Should -Be Cmdlets
        Get-Content -Raw -LiteralPath $settings | Should -Match 'pwsh -NoProfile -NonInteractive -Command Get-ClaudeAwsCredential -AsJson'
    }

    It 'does not report that the cmdlets work where pwsh is not on the PATH of Claude Code' {
        if ((Get-TestFact).ModuleName -ne 'Keepalive') {
            Set-ItResult -Skipped -Because 'the companion has the PATH of PowerShell, and the commands of the cmdlets are for Keepalive'
        }
        # PowerShell puts its own folder in front of its PATH; the one who starts it, and Claude Code, have no pwsh.
        $path = $env:PATH
        try {
            $env:PATH = Join-Path $folder nothing
            $run = Invoke-FreshPowerShell "Import-Module '$((Get-TestFact).ModulePath)'
                `$made = Install-ClaudeAwsKeepalive -Engine Cmdlets -ErrorAction SilentlyContinue -ErrorVariable problem -WarningAction SilentlyContinue
                `$made.Commands | ForEach-Object { '{0}|{1}' -f `$_.Result, `$_.Detail }
                `$problem[0].FullyQualifiedErrorId"
        }
        finally { $env:PATH = $path }
        $lines = @($run.Output.Trim() -split '\r?\n')
        $lines.Count | Should -Be 5 -Because $run.Error
        $lines[0..3] | ForEach-Object { $_ | Should -BeLike "Fails|'pwsh' is on PATH only in this shell*" }
        $lines[4] | Should -BeLike 'InstallationUnverified,*'
    }

    It 'warns that Bedrock and the region are missing, sets them when asked, and says the next step' {
        $first = Install-ClaudeAwsKeepalive -NoVerify -WarningVariable warning -WarningAction SilentlyContinue
        "$warning" | Should -Match '-Bedrock'
        "$warning" | Should -Match '-Region'
        $first.NextStep | Should -BeLike '*No restart is needed*'
        $null = Install-ClaudeAwsKeepalive -NoVerify -Bedrock -Region eu-west-1 -WarningVariable warning
        $warning | Should -BeNullOrEmpty
        Get-Content -Raw -LiteralPath $settings | Should -Match '"AWS_REGION": "eu-west-1"'
    }

    It 'refuses a profile that does not exist before it writes' {
        $before = Get-Content -Raw -LiteralPath $settings
        Install-ClaudeAwsKeepalive defualt -ErrorAction SilentlyContinue -ErrorVariable problem
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'ProfileNotFound,*'
        Get-Content -Raw -LiteralPath $settings | Should -BeExactly $before
    }

    It 'writes settings of ours' {
        $null = Set-ProfileFile credentials ((New-KeySection default -Expires 60) + (New-KeySection work -Expires 60))
        $env:CLAUDE_AWS_CONFIG = Join-Path $folder ours.json
        $null = Install-ClaudeAwsKeepalive work -Set @{ warnMinutes = 45 } -NoVerify
        Get-Content -Raw -LiteralPath $env:CLAUDE_AWS_CONFIG | Should -Match '"warnMinutes": 45'
    }

    It 'reports what it refuses' {
        Set-Content -LiteralPath $settings -Value '{ "model": opus }' -NoNewline
        Install-ClaudeAwsKeepalive -NoVerify -ErrorAction SilentlyContinue -ErrorVariable problem
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'SettingsFileInvalid,*'
        "$($problem[0])" | Should -BeLike '*line 1, column 12*'
        Get-Content -Raw -LiteralPath $settings | Should -BeExactly '{ "model": opus }'
    }
}
