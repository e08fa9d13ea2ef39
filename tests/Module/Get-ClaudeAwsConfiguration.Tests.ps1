BeforeAll {
    Import-Module $PSScriptRoot/TestModule.psm1 -Force
    Import-TestedModule
    $fact = Get-TestFact
}

Describe 'Get-ClaudeAwsConfiguration' {
    BeforeEach {
        $null = Enter-SyntheticHome $TestDrive
        $env:CLAUDE_AWS_CONFIG = Join-Path $env:HOME settings.json
    }
    AfterEach { Exit-SyntheticHome }

    It 'lists every setting of the schema with its default' {
        $schema = Get-Content -Raw (Join-Path $fact.ModuleFolder configuration.schema.json) | ConvertFrom-Json -AsHashtable
        $settings = Get-ClaudeAwsConfiguration
        $settings.Name | Should -Be @($schema.definitions.Keys)
        foreach ($setting in $settings) {
            $setting | Should -BeOfType Keepalive.ClaudeAwsSetting
            $setting.Origin | Should -Be Default
            $setting.Value | Should -BeExactly $schema.definitions[$setting.Name].default
            $setting.Description | Should -BeExactly $schema.definitions[$setting.Name].description
        }
    }

    It 'gives each value its type, and tells its place' {
        Set-Content $env:CLAUDE_AWS_CONFIG "{`n `"warnMinutes`": 12.5, `"forbidAutoLogin`": true,`n `"profiles`": { `"work`": { `"loginCmd`": `"x`" } } }"
        $env:CLAUDE_AWS_LOGIN_FLOW = 'browser'
        try {
            $settings = Get-ClaudeAwsConfiguration warnMinutes, forbidAutoLogin, loginCmd, loginFlow -ProfileName work
        }
        finally {
            $env:CLAUDE_AWS_LOGIN_FLOW = $null
        }
        $settings.Value | Should -Be 12.5, $true, 'x', 'browser'
        $settings[1].Value | Should -BeOfType bool
        $settings.Origin | Should -Be File, File, Profile, Environment
        $settings.From | Should -Be "$env:CLAUDE_AWS_CONFIG, line 2", "$env:CLAUDE_AWS_CONFIG, line 2", "$env:CLAUDE_AWS_CONFIG, line 3", 'CLAUDE_AWS_LOGIN_FLOW'
    }

    It 'takes wildcards and the pipeline' {
        (Get-ClaudeAwsConfiguration *WARN*).Name | Should -Be warnMinutes, timerWarnMinutes
        ('profile', 'loginCmd' | Get-ClaudeAwsConfiguration).Name | Should -Be profile, loginCmd
    }

    It 'reports a name it does not know, and goes on' {
        $setting = Get-ClaudeAwsConfiguration warnMinuts, profile -ErrorAction SilentlyContinue -ErrorVariable problem
        $setting.Name | Should -Be profile
        $problem.FullyQualifiedErrorId | Should -BeExactly 'SettingInvalid,Keepalive.Commands.GetClaudeAwsConfigurationCommand'
        $problem.ErrorDetails.RecommendedAction | Should -BeLike "*'warnMinutes'*"
    }

    It 'warns of a slip with its place, as Get-ClaudeAwsSession does' {
        Set-Content $env:CLAUDE_AWS_CONFIG "{`n  `"warnMinuts`": 12`n}"
        $expected = "$env:CLAUDE_AWS_CONFIG, line 2, column 3: 'warnMinuts' is not a setting of Keepalive; did you mean 'warnMinutes'?"
        $null = Get-ClaudeAwsConfiguration -WarningVariable warned -WarningAction SilentlyContinue
        "$warned" | Should -BeExactly $expected
        $null = Set-ProfileFile credentials (New-KeySection -Expires 60)
        $null = Get-ClaudeAwsSession -WarningVariable warned -WarningAction SilentlyContinue
        "$warned" | Should -BeExactly $expected
    }

    It 'ends with an error where the account is in doubt' {
        Set-Content $env:CLAUDE_AWS_CONFIG '{ "Profile": "other" }'
        { Get-ClaudeAwsConfiguration } | Should -Throw -ErrorId 'ConfigurationInvalid,Keepalive.Commands.GetClaudeAwsConfigurationCommand'
    }

    It 'fits 80 columns' {
        if ((Get-TestFact).ModuleName -ne 'Keepalive') { Set-ItResult -Skipped -Because 'its views have the width of the host' }
        Set-Content $env:CLAUDE_AWS_CONFIG "{`"loginCmd`":`"$('x' * 90)`"}"
        $lines = Get-ClaudeAwsConfiguration | Out-String -Stream -Width 200
        ($lines | ForEach-Object { $_.TrimEnd().Length } | Measure-Object -Maximum).Maximum | Should -BeLessOrEqual 80
        "$lines" | Should -BeLike '*settings.json, line 1*'
    }
}
