BeforeAll {
    Import-Module $PSScriptRoot/TestModule.psm1 -Force
    Import-TestedModule
    $fact = Get-TestFact
    $names = 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN', 'AWS_CREDENTIAL_EXPIRATION', 'AWS_PROFILE', 'AWS_DEFAULT_PROFILE', 'AWS_SECURITY_TOKEN', 'AWS_REGION', 'AWS_DEFAULT_REGION'

    function Get-AwsEnvironment {
        ($names | ForEach-Object { "$_=$([Environment]::GetEnvironmentVariable($_) ?? 'not set')" }) -join "`n"
    }
}

Describe 'Use-ClaudeAwsCredential' {
    BeforeEach {
        $null = Enter-SyntheticHome $TestDrive
        $saved = $names | ForEach-Object { , @($_, [Environment]::GetEnvironmentVariable($_)) }
        $names | ForEach-Object { [Environment]::SetEnvironmentVariable($_, $null) }
        $null = Set-ProfileFile credentials (@(
                New-KeySection default -Expires '2099-01-01T00:00:00Z'
                New-KeySection dev -Key ASIAEXAMPLEEXAMPLE02 -Expires '2099-02-01T00:00:00Z'
                New-KeySection old -Key ASIAEXAMPLEEXAMPLE03 -Expires '2020-01-01T00:00:00Z'
            ) -join "`n")
        $null = Set-ProfileFile config "[profile dev]`nregion = eu-central-1"
        $env:AWS_PROFILE = 'old'
        $env:AWS_ACCESS_KEY_ID = 'ASIASTALESTALESTALE1'
        $before = Get-AwsEnvironment
    }
    AfterEach {
        $saved | ForEach-Object { [Environment]::SetEnvironmentVariable($_[0], $_[1]) }
        Exit-SyntheticHome
    }

    It 'runs the block with the credential and the region of the profile' {
        $seen = Use-ClaudeAwsCredential { Get-AwsEnvironment } -ProfileName dev
        $seen | Should -BeExactly (@(
                'AWS_ACCESS_KEY_ID=ASIAEXAMPLEEXAMPLE02'
                "AWS_SECRET_ACCESS_KEY=$($fact.SecretKey)"
                "AWS_SESSION_TOKEN=$($fact.SessionToken)"
                'AWS_CREDENTIAL_EXPIRATION=2099-02-01T00:00:00Z'
                'AWS_PROFILE=not set'
                'AWS_DEFAULT_PROFILE=not set'
                'AWS_SECURITY_TOKEN=not set'
                'AWS_REGION=eu-central-1'
                'AWS_DEFAULT_REGION=eu-central-1'
            ) -join "`n")
        Get-AwsEnvironment | Should -BeExactly $before
    }

    It 'hands the credential to programs that the block starts' {
        $pwsh = (Get-Process -Id $PID).Path
        Use-ClaudeAwsCredential { & $pwsh -NoProfile -Command '$env:AWS_ACCESS_KEY_ID' } dev | Should -BeExactly ASIAEXAMPLEEXAMPLE02
    }

    It 'leaves the environment as it was after <Why>' -ForEach @(
        @{ Why = 'an exception'; Run = { { Use-ClaudeAwsCredential { throw 'mine' } dev } | Should -Throw mine } }
        @{ Why = 'Select-Object -First'; Run = { Use-ClaudeAwsCredential { 1; 2; throw 'never' } dev | Select-Object -First 1 | Should -Be 1 } }
        @{ Why = 'changes of the block'; Run = { Use-ClaudeAwsCredential { $env:AWS_PROFILE = 'mine'; $env:AWS_SESSION_TOKEN = $null } dev } }
        @{ Why = 'return'; Run = { Use-ClaudeAwsCredential { return 5 } dev | Should -Be 5 } }
    ) {
        & $Run
        Get-AwsEnvironment | Should -BeExactly $before
    }

    It 'leaves it as it was after a stop in the midst' {
        $powershell = [powershell]::Create([initialsessionstate]::CreateDefault2())
        try {
            $mark = Join-Path $env:HOME inside
            $null = $powershell.AddScript("Import-Module '$($fact.ModulePath)'; Use-ClaudeAwsCredential { Set-Content '$mark' 1; while (`$true) { Start-Sleep -Milliseconds 20 } } dev")
            $run = $powershell.BeginInvoke()
            Wait-Condition { Test-Path $mark } | Should -BeTrue
            $powershell.Stop()
            $run.IsCompleted | Should -BeTrue
            $powershell.InvocationStateInfo.State | Should -Be Stopped
        }
        finally {
            $powershell.Dispose()
        }
        Get-AwsEnvironment | Should -BeExactly $before
    }

    It 'streams what the block writes while it runs' {
        $order = [Collections.Generic.List[string]]::new()
        Use-ClaudeAwsCredential { 1; $order.Add('after 1'); 2 } dev | ForEach-Object { $order.Add("got $_") }
        $order -join ', ' | Should -BeExactly 'got 1, after 1, got 2'
    }

    It 'nests' {
        $seen = Use-ClaudeAwsCredential {
            $env:AWS_ACCESS_KEY_ID
            Use-ClaudeAwsCredential { $env:AWS_ACCESS_KEY_ID } default
            $env:AWS_ACCESS_KEY_ID
        } dev
        $seen | Should -BeExactly ASIAEXAMPLEEXAMPLE02, ASIAEXAMPLEEXAMPLE01, ASIAEXAMPLEEXAMPLE02
    }

    It 'sees the variables around it, keeps its own, and passes errors on' {
        $outer = 'seen'
        $seen = Use-ClaudeAwsCredential { $outer; $outer = 'changed'; Write-Error soft -ErrorAction Continue } dev 2>&1
        $seen[0] | Should -BeExactly seen
        $seen[1] | Should -BeOfType Management.Automation.ErrorRecord
        "$($seen[1])" | Should -BeExactly soft
        $outer | Should -BeExactly seen
    }

    It 'does not run the block without a good credential' {
        $ran = [Collections.Generic.List[int]]::new()
        { Use-ClaudeAwsCredential { $ran.Add(1) } old } | Should -Throw -ErrorId 'CredentialExpired,*'
        $ran | Should -BeNullOrEmpty
        Get-AwsEnvironment | Should -BeExactly $before
    }

    It 'gives each of many parallel runspaces the keys of its own profile, and leaves no key behind' {
        $module = $fact.ModulePath
        $seen = 1..40 | ForEach-Object -ThrottleLimit 8 -Parallel {
            Import-Module $using:module
            $name, $expected = ($_ % 2) ? ('dev', 'ASIAEXAMPLEEXAMPLE02') : ('default', 'ASIAEXAMPLEEXAMPLE01')
            Use-ClaudeAwsCredential -ProfileName $name -Timeout 120 {
                foreach ($time in 1..20) {
                    [Threading.Thread]::Yield() > $null
                    if ($env:AWS_ACCESS_KEY_ID -ne $expected) { "$name has $env:AWS_ACCESS_KEY_ID" }
                }
                'ran'
            }
        }
        $seen | Where-Object { $_ -ne 'ran' } | Should -BeNullOrEmpty
        $seen.Count | Should -Be 40
        Get-AwsEnvironment | Should -BeExactly $before
    }

    It 'says after its time that another runspace has the environment, and chooses nothing by what that has set' {
        $module = $fact.ModulePath
        Use-ClaudeAwsCredential -ProfileName dev {
            $problem = 1 | ForEach-Object -Parallel {
                Import-Module $using:module
                try { Use-ClaudeAwsCredential -Timeout 0.2 { 'ran' } } catch { $_ }
            }
            $problem.FullyQualifiedErrorId | Should -BeLike 'EnvironmentInUse,*'
            "$problem" | Should -BeLike "*for profile 'dev'*"
        }
        Get-AwsEnvironment | Should -BeExactly $before
    }

    It 'runs where the language is constrained' {
        $run = Invoke-FreshPowerShell @"
Import-Module '$($fact.ModulePath)'
`$ExecutionContext.SessionState.LanguageMode = 'ConstrainedLanguage'
Use-ClaudeAwsCredential { `$env:AWS_ACCESS_KEY_ID; 2 } dev | Select-Object -First 1
`$env:AWS_ACCESS_KEY_ID
"@
        $run.Error | Should -BeNullOrEmpty
        $run.Output.Trim() -split '\r?\n' | Should -BeExactly ASIAEXAMPLEEXAMPLE02, ASIASTALESTALESTALE1
    }
}
