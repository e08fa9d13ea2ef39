BeforeAll {
    Import-Module $PSScriptRoot/TestModule.psm1 -Force
    Import-TestedModule
}

Describe 'Set-ClaudeAwsConfiguration' {
    BeforeEach {
        $null = Enter-SyntheticHome $TestDrive
        $path = $env:CLAUDE_AWS_CONFIG = Join-Path $env:HOME settings.json
        $text = "{`n  // long enough`n  `"warnMinutes`": 10,`n  `"profile`": `"work`"`n}`n"
        [IO.File]::WriteAllText($path, $text)
    }
    AfterEach { Exit-SyntheticHome }

    It 'changes one value and keeps the rest' {
        Set-ClaudeAwsConfiguration warnMinutes 20 | Should -BeNullOrEmpty
        [IO.File]::ReadAllText($path) | Should -BeExactly $text.Replace('10', '20')
    }

    It 'writes <Value> as <Json>' -ForEach @(
        @{ Name = 'warnMinutes'; Value = 2.5; Json = '2.5' }
        @{ Name = 'warnMinutes'; Value = '0:45:00' -as [timespan]; Json = '45' }
        @{ Name = 'forbidAutoLogin'; Value = $true; Json = 'true' }
        @{ Name = 'whenSignedOut'; Value = 'warn'; Json = '"warn"' }
    ) {
        $old = [cultureinfo]::CurrentCulture
        try {
            [cultureinfo]::CurrentCulture = 'de-DE'
            Set-ClaudeAwsConfiguration $Name $Value -ErrorAction Stop
        }
        finally {
            [cultureinfo]::CurrentCulture = $old
        }
        [IO.File]::ReadAllText($path) | Should -BeLike "*`"$Name`": $Json*"
    }

    It 'gives a profile its own value, and takes it out again' {
        (Set-ClaudeAwsConfiguration loginCmd 'saml2aws login' -ProfileName team/x -PassThru).Origin | Should -Be Profile
        (Get-ClaudeAwsConfiguration loginCmd -ProfileName team/x).Value | Should -BeExactly 'saml2aws login'
        (Get-ClaudeAwsConfiguration loginCmd).Value | Should -BeNullOrEmpty
        Set-ClaudeAwsConfiguration loginCmd -Unset -ProfileName team/x
        [IO.File]::ReadAllText($path) | Should -BeExactly $text
    }

    It 'does nothing with -WhatIf' {
        Set-ClaudeAwsConfiguration warnMinutes 20 -WhatIf -PassThru | Should -BeNullOrEmpty
        [IO.File]::ReadAllText($path) | Should -BeExactly $text
    }

    It 'refuses <Name> = <Value>, with -WhatIf too' -ForEach @(
        @{ Name = 'warnMinutes'; Value = 'soon' }
        @{ Name = 'warnMinuts'; Value = 5 }
        @{ Name = 'earlyRefreshMinutes'; Value = 5 }
        @{ Name = 'profile'; Value = '' }
        @{ Name = 'profile'; Value = @{ a = 1 } }
        @{ Name = 'profile'; Value = [pscustomobject]@{ Profile = 'work' } }
        @{ Name = 'profile'; Value = 'a', 'b' }
    ) {
        foreach ($whatIf in $true, $false) {
            Set-ClaudeAwsConfiguration $Name $Value -WhatIf:$whatIf -ErrorAction SilentlyContinue -ErrorVariable problem
            $problem.FullyQualifiedErrorId | Should -BeExactly 'SettingInvalid,Keepalive.Commands.SetClaudeAwsConfigurationCommand'
            $problem.TargetObject | Should -BeExactly $Name
        }
        [IO.File]::ReadAllText($path) | Should -BeExactly $text
    }

    It 'takes settings from the pipeline' {
        Get-ClaudeAwsConfiguration warnMinutes, profile | Where-Object Name -eq warnMinutes | Set-ClaudeAwsConfiguration -ProfileName other
        (Get-ClaudeAwsConfiguration warnMinutes -ProfileName other).Origin | Should -Be Profile
    }

    It 'warns where a variable still wins' {
        $null = Set-ProfileFile credentials (New-KeySection theirs)
        $env:CLAUDE_AWS_PROFILE = 'mine'
        Set-ClaudeAwsConfiguration profile theirs -WarningVariable warned -WarningAction SilentlyContinue
        "$warned" | Should -BeExactly "'profile' is still mine, because CLAUDE_AWS_PROFILE overrides the configuration file."
    }

    It 'completes names' {
        $line = 'Set-ClaudeAwsConfiguration -Name timer'
        [Management.Automation.CommandCompletion]::CompleteInput($line, $line.Length, $null).CompletionMatches.CompletionText | Should -Be timerWarnMinutes
    }
}
