BeforeAll {
    Import-Module $PSScriptRoot/TestModule.psm1 -Force
    Import-TestedModule
}

Describe 'Uninstall-ClaudeAwsKeepalive' {
    BeforeEach {
        $folder = Enter-SyntheticHome $TestDrive
        $null = Set-ProfileFile credentials (New-KeySection default -Expires 60)
        $settings = Join-Path $folder .claude/settings.json
        $null = New-Item -ItemType Directory (Join-Path $folder .claude)
        $original = "{`r`n`t`"awsAuthRefresh`": `"old`", // mine`r`n}"
        Set-Content -LiteralPath $settings -Value $original -NoNewline
        $null = Install-ClaudeAwsKeepalive -NoVerify
    }
    AfterEach { Exit-SyntheticHome }

    It 'gives back every byte, and removes what it had made' {
        Uninstall-ClaudeAwsKeepalive
        Get-Content -Raw -LiteralPath $settings | Should -BeExactly $original
        Join-Path $folder .aws/config | Should -Not -Exist
    }

    It 'says what it has put back and what it has removed, and that a second time there was nothing' {
        $first = Uninstall-ClaudeAwsKeepalive
        $first.SettingsPath | Should -Be $settings
        $first.ChangedFiles | Should -Contain $settings
        $first.RemovedFiles | Should -Be (Join-Path $folder .aws/config)
        ($first | Out-String) | Should -Match 'Restored|ChangedFiles'
        (Uninstall-ClaudeAwsKeepalive).ChangedFiles | Should -BeNullOrEmpty
    }

    It 'makes not even a lock with -WhatIf where nothing is installed' {
        $null = Uninstall-ClaudeAwsKeepalive
        Get-ChildItem $folder -Recurse -Force -Filter installation.lock | Remove-Item
        Uninstall-ClaudeAwsKeepalive -WhatIf | Should -BeNullOrEmpty
        Get-ChildItem $folder -Recurse -Force -Filter installation.lock | Should -BeNullOrEmpty
    }

    It 'changes nothing with -WhatIf' {
        $installed = Get-Content -Raw -LiteralPath $settings
        Uninstall-ClaudeAwsKeepalive -WhatIf
        Get-Content -Raw -LiteralPath $settings | Should -BeExactly $installed
    }

    It 'leaves what somebody has changed since, and says so' {
        (Get-Content -Raw -LiteralPath $settings) -replace '"awsAuthRefresh": "[^"]*"', '"awsAuthRefresh": "theirs"' |
            Set-Content -LiteralPath $settings -NoNewline
        Uninstall-ClaudeAwsKeepalive -WarningVariable warning -WarningAction SilentlyContinue
        "$warning" | Should -BeLike '*awsAuthRefresh*'
        Get-Content -Raw -LiteralPath $settings | Should -Match '"awsAuthRefresh": "theirs"'
    }

    It 'deletes state and backups with -Purge, and says which' {
        $state = Get-StateFolder
        $state | Should -Exist
        $present = (Get-ChildItem -LiteralPath $state -Force).FullName
        $result = Uninstall-ClaudeAwsKeepalive -Purge -Confirm:$false
        $state | Should -Not -Exist
        Get-ChildItem $folder -Recurse -Force -Filter *.bak | Should -BeNullOrEmpty
        $present | Should -Not -BeNullOrEmpty
        $present | ForEach-Object { $result.DeletedPaths | Should -Contain $_ }
        Get-Content -Raw -LiteralPath $settings | Should -BeExactly $original
    }

    It 'deletes nothing with -Purge -WhatIf' {
        $before = (Get-ChildItem $folder -Recurse -Force -File).FullName
        Uninstall-ClaudeAwsKeepalive -Purge -WhatIf | Should -BeNullOrEmpty
        (Get-ChildItem $folder -Recurse -Force -File).FullName | Should -Be $before
    }
}
