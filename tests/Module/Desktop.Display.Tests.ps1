BeforeAll {
    Import-Module $PSScriptRoot/TestModule.psm1 -Force
    $env:KEEPALIVE_TESTED_MODULE = 'Keepalive.Desktop'
    Import-Module $PSScriptRoot/TestModule.psm1 -Force
    Import-TestedModule
    $fact = Get-TestFact

    function Assert-NoSecret([string] $Text) {
        $Text | Should -Not -BeNullOrEmpty
        $Text | Should -Not -BeLike "*$($fact.SecretKey)*"
        $Text | Should -Not -BeLike "*$($fact.SessionToken)*"
        $Text | Should -Not -BeLike '*ASIAEXAMPLEEXAMPLE*'
    }
}

AfterAll {
    $env:KEEPALIVE_TESTED_MODULE = $null
    Remove-Module Keepalive.Desktop -ErrorAction Ignore
}

Describe 'The views of Keepalive.Desktop, made in code' {
    BeforeEach {
        $null = Enter-SyntheticHome $TestDrive
        $null = Set-ProfileFile credentials (@(
                New-KeySection default -Expires '2099-01-01T00:00:00Z'
                New-KeySection 'a very long name/of a profile@somewhere.example.com' -Expires 90
            ) -join "`n")
    }
    AfterEach { Exit-SyntheticHome }

    It 'show no secret and fit 80 columns: <_>' -ForEach 'Get-ClaudeAwsCredential', 'Get-ClaudeAwsSession', 'Get-ClaudeAwsSession -All', 'Get-ClaudeAwsConfiguration', 'Test-ClaudeAwsSetup -Offline', 'Get-ClaudeAwsSession -Explain -Offline', 'Invoke-ClaudeAwsRefresh -PassThru -WhatIf; Get-ClaudeAwsSession' {
        $text = Invoke-Expression $_ | Out-String -Width 80
        Assert-NoSecret $text
        ($text -split '\r?\n' | ForEach-Object { $_.TrimEnd().Length } | Measure-Object -Maximum).Maximum | Should -BeLessOrEqual 80
    }

    It 'show no secret of a credential in <_>' -ForEach 'Format-Table', 'Format-List', 'Format-Wide', 'Out-String' {
        Assert-NoSecret (Get-ClaudeAwsCredential | & $_ | Out-String -Width 500)
    }

    It 'show no secret of a credential in a string, or after another kind of object' {
        Assert-NoSecret "$(Get-ClaudeAwsCredential)"
        Assert-NoSecret ((Get-Item $env:HOME), (Get-ClaudeAwsCredential) | Out-String -Width 500)
    }

    It 'show no secret of a credential that came out of a job or a file' {
        $copy = [Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize((Get-ClaudeAwsCredential)))
        foreach ($view in 'Format-Table', 'Format-List', 'Out-String') {
            Assert-NoSecret ($copy | & $view | Out-String -Width 500)
        }
        $copy.SecretKey | Should -BeExactly $fact.SecretKey
    }

    It 'are a table for a session: profile, verdict, time and end' {
        $lines = @(Get-ClaudeAwsSession | Out-String -Width 80 -Stream | Where-Object { $_.Trim() })
        $lines.Count | Should -Be 3
        $lines[0] | Should -Match '^Profile +Verdict +TimeLeft +ExpiresLocal'
    }

    It 'leave the properties where they are asked for by name' {
        $credential = Get-ClaudeAwsCredential
        $credential.SecretKey | Should -BeExactly $fact.SecretKey
        ($credential | Select-Object SecretKey).SecretKey | Should -BeExactly $fact.SecretKey
        $credential | Should -BeOfType Keepalive.ClaudeAwsCredential
    }
}
