BeforeAll {
    Import-Module $PSScriptRoot/TestModule.psm1 -Force
    Import-TestedModule
}

Describe 'Repair-ClaudeAwsSetup' {
    BeforeEach {
        $folder = Enter-SyntheticHome $TestDrive
        $text = "[default]`nRegion = eu-west-1`ncredential_process = true`noutput = json # mine`n"
        $config = Set-ProfileFile config $text
        function Get-Tree {
            Get-ChildItem $folder -Recurse -Force | ForEach-Object { "$($_.FullName) $($_.LastWriteTimeUtc.Ticks) $(if ($_ -is [IO.FileInfo]) { (Get-FileHash $_.FullName).Hash })" }
        }
    }
    AfterEach { Exit-SyntheticHome }

    It 'mends what can be mended, and tells what is left' {
        $repair = Repair-ClaudeAwsSetup
        $repair | Should -BeOfType Keepalive.ClaudeAwsRepair
        $repair.Mended.Id | Should -Be KA304, KA305
        $repair.ChangedFiles | Should -Be $config
        Get-Content -Raw -LiteralPath $repair.Backups[0] | Should -BeExactly $text
        $repair.Left | Should -BeNullOrEmpty
        Get-Content -Raw -LiteralPath $config | Should -BeExactly "[default]`nregion = eu-west-1`ncredential_process = true`n# mine`noutput = json`n"
    }

    It 'takes it back byte for byte' {
        $null = Repair-ClaudeAwsSetup
        Repair-ClaudeAwsSetup -Undo | Should -BeNullOrEmpty
        Get-Content -Raw -LiteralPath $config | Should -BeExactly $text
        Get-ChildItem (Split-Path $config) -Filter *.bak | Should -BeNullOrEmpty
    }

    It 'shows the difference with -WhatIf, and touches nothing' {
        $before = Get-Tree
        Repair-ClaudeAwsSetup -WhatIf 6>$null | Should -BeNullOrEmpty
        Get-Tree | Should -Be $before
        $shown = (Invoke-FreshPowerShell "Import-Module '$((Get-TestFact).ModulePath)'; Repair-ClaudeAwsSetup -WhatIf").Output
        $shown | Should -Match '(?m)^-Region = eu-west-1\r?$'
        $shown | Should -Match '(?m)^\+region = eu-west-1\r?$'
    }

    It 'mends the named checks alone' {
        (Repair-ClaudeAwsSetup -Id KA305).Mended.Id | Should -Be KA305
        (Test-ClaudeAwsSetup -Offline).Id | Should -Be KA304
    }

    It 'takes findings from the pipeline, and nothing from an empty one' {
        Test-ClaudeAwsSetup -Offline | Where-Object Id -EQ KA999 | Repair-ClaudeAwsSetup | Should -BeNullOrEmpty
        Get-Content -Raw -LiteralPath $config | Should -BeExactly $text
        (Test-ClaudeAwsSetup -Offline | Where-Object Fixable | Repair-ClaudeAwsSetup).Mended.Count | Should -Be 2
    }

    It 'leaves what somebody has changed since, and says so' {
        $null = Repair-ClaudeAwsSetup -Id KA305
        Add-Content -LiteralPath $config -Value "[profile new]`nregion = us-east-1"
        Repair-ClaudeAwsSetup -Undo
        Get-Content -Raw -LiteralPath $config | Should -Match '(?m)^\[profile new\]'
    }

    It 'refuses a check that does not exist' {
        Repair-ClaudeAwsSetup -Id KA999 -ErrorAction SilentlyContinue -ErrorVariable problem
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'RepairRefused,*'
    }
}
