BeforeAll {
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

Describe 'Display' {
    BeforeEach {
        $null = Enter-SyntheticHome $TestDrive
        $null = Set-ProfileFile credentials (@(
                New-KeySection default -Expires '2099-01-01T00:00:00Z'
                New-KeySection old -Expires '2020-01-01T00:00:00Z'
                New-KeySection 'a very long name/of a profile@somewhere.example.com' -Expires 90
            ) -join "`n")
    }
    AfterEach { Exit-SyntheticHome }

    It 'fits 80 columns and shows no secret: <_>' -ForEach @(
        'Get-ClaudeAwsCredential', 'Get-ClaudeAwsSession', 'Get-ClaudeAwsSession -All', 'Get-ClaudeAwsSession old', 'Get-ClaudeAwsCredential a*', 'Get-ClaudeAwsCredential, (Get-ClaudeAwsSession)'
    ) {
        $command = $_ -replace ' a\*', " 'a very long name/of a profile@somewhere.example.com'" -replace '^(Get-ClaudeAwsCredential),', '($1),'
        $text = Invoke-Expression $command | Out-String -Width 200
        Assert-NoSecret $text
        if ($command -notlike '*,*') {
            ($text -split '\r?\n' | ForEach-Object { $_.TrimEnd().Length } | Measure-Object -Maximum).Maximum | Should -BeLessOrEqual 80
        }
    }

    It 'shows no label without a value: <Name>' -ForEach @(
        @{ Name = 'an installation'; Make = { Install-ClaudeAwsKeepalive -NoVerify -Bedrock -Region eu-west-1 } }
        @{ Name = 'a second installation'; Make = { $null = Install-ClaudeAwsKeepalive -NoVerify -Bedrock -Region eu-west-1; Install-ClaudeAwsKeepalive -NoVerify } }
        @{ Name = 'taking out what was put in'; Make = { $null = Install-ClaudeAwsKeepalive -NoVerify; Uninstall-ClaudeAwsKeepalive } }
        @{ Name = 'taking out nothing'; Make = { Uninstall-ClaudeAwsKeepalive } }
        @{ Name = 'a repair of nothing'; Make = { Repair-ClaudeAwsSetup } }
        @{ Name = 'a secret that a command gives'; Make = { $null = Set-ClaudeAwsConfiguration passwordCommand 'op read op://Work/Okta/password'; Get-ClaudeAwsSecret -Store plaintext } }
        @{ Name = 'findings'; Make = { Test-ClaudeAwsSetup -Offline } }
    ) {
        $text = & $Make -WarningAction Ignore | Out-String -Width 200
        $text | Should -Not -BeNullOrEmpty
        $text | Should -Not -Match '(?m)^\w[\w ]*: *\r?$'
        $text | Should -Not -Match '\(\)'
    }

    It 'shows no secret of a credential in <_>' -ForEach 'Format-Table', 'Format-List', 'Format-Custom', 'Format-Wide', 'Out-String' {
        Assert-NoSecret (Get-ClaudeAwsCredential | & $_ | Out-String -Width 500)
    }

    It 'shows no secret of a credential that follows another kind of object' {
        Assert-NoSecret ((Get-Item $env:HOME), (Get-ClaudeAwsCredential) | Out-String -Width 500)
    }

    It 'shows a credential as a table of one line' {
        $lines = Get-ClaudeAwsCredential | Out-String -Width 80 -Stream | Where-Object { $_.Trim() }
        $lines.Count | Should -Be 3
        $lines[0] | Should -Match '^Profile +AccessKey +Expires \(local\) +Source'
        $lines[2] | Should -Match '^default +ASIA\W+LE01 +2\d{3}-\d\d-\d\d \d\d:\d\d:\d\d +CredentialsFile'
    }

    It 'writes no secret to a transcript, under -Verbose and -Debug too' {
        $transcript = Join-Path $env:HOME transcript.txt
        $child = Invoke-FreshPowerShell -Argument $fact.ModulePath, $transcript -Script @'
param($module, $transcript)
$null = Start-Transcript -Path $transcript
Import-Module $module
$credential = Get-ClaudeAwsCredential -Verbose -Debug
$credential
$credential | Format-List
"as text: $credential"
Get-ClaudeAwsSession -Verbose -Debug
Test-ClaudeAwsSession -Verbose -Debug
Get-ClaudeAwsCredential old -Verbose -Debug
$Error[0] | Format-List * -Force
$null = Stop-Transcript
'@
        $child.Output | Should -BeLike '*as text: ASIA*LE01 (*'
        Assert-NoSecret ($child.Output + $child.Error)
        Assert-NoSecret (Get-Content -Raw $transcript)
    }

    It 'shows every column after a job: <_>' -ForEach 'Get-ClaudeAwsCredential', 'Get-ClaudeAwsSession' {
        $here = Invoke-Expression $_ | Out-String -Width 80
        $job = Start-Job -ScriptBlock ([scriptblock]::Create("Import-Module '$($fact.ModulePath)'; $_"))
        $there = $job | Receive-Job -Wait -AutoRemoveJob | Out-String -Width 80
        Assert-NoSecret $there
        $there | Should -Match '2\d{3}-\d\d-\d\d \d\d:\d\d'
        # The time that is left may have changed by a minute.
        $there -replace '\d+ d \d+ h', '?' | Should -BeExactly ($here -replace '\d+ d \d+ h', '?')
    }

    It 'shows the same date in every culture: <_>' -ForEach 'th-TH', 'fa-IR', 'ar-SA', 'de-DE', '' {
        $run = Invoke-FreshPowerShell -Argument $fact.ModulePath, "$_" -Script @'
param($module, $culture)
Import-Module $module
[cultureinfo]::CurrentCulture = [cultureinfo]::GetCultureInfo($culture)
$env:TZ = 'UTC'
(Get-ClaudeAwsCredential | Out-String), (Get-ClaudeAwsSession | Out-String), (Get-ClaudeAwsCredential).ExpirationLocal
(Get-ClaudeAwsCredential | Format-List | Out-String), (Get-ClaudeAwsSession | Format-List | Out-String)
'@
        $run.Error | Should -BeNullOrEmpty
        ([regex]::Matches($run.Output, '(2099-01-01|2098-12-31) \d\d:\d\d')).Count | Should -Be 5
    }
}
