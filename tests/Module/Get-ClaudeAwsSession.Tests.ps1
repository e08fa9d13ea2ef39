BeforeAll {
    Import-Module $PSScriptRoot/TestModule.psm1 -Force
    Import-TestedModule
    $fact = Get-TestFact
}

Describe 'Get-ClaudeAwsSession' {
    BeforeEach {
        $null = Enter-SyntheticHome $TestDrive
        $marker = Join-Path $env:HOME 'the process ran'
        $null = Set-ProfileFile credentials (@(
                New-KeySection default -Expires 120
                New-KeySection soon -Expires 10
                New-KeySection old -Key ASIAEXAMPLEEXAMPLE03 -Expires '2020-01-01T00:00:00Z'
                New-KeySection endless
                "[half]`naws_access_key_id = ASIAEXAMPLEEXAMPLE06"
            ) -join "`n")
        $null = Set-ProfileFile config ((New-ProcessSection 'profile asked' "Set-Content '$marker' 1") + "[profile sso]`nsso_session = corp`nsso_account_id = 1`n")
    }
    AfterEach { Exit-SyntheticHome }

    It 'tells what the profile in use has' {
        $session = Get-ClaudeAwsSession
        $session | Should -BeOfType Keepalive.ClaudeAwsSession
        $session.Profile | Should -BeExactly default
        $session.ChosenBy | Should -Not -BeNullOrEmpty
        $session.Verdict | Should -Be Valid
        $session.IsUsable | Should -BeTrue
        $session.MaskedAccessKey | Should -Match '^ASIA\W+LE01$'
        $session.Source | Should -Be CredentialsFile
        $session.Location | Should -BeLike '*credentials, line 2'
        $session.ExpirySource | Should -BeLike 'expiration, *'
        $session.Remaining.TotalMinutes | Should -BeGreaterThan 118
        $session.TimeLeft | Should -BeIn '1 h 59 min', '2 h 0 min'
    }

    It 'names who chose the profile' {
        $env:AWS_PROFILE = 'soon'
        $session = Get-ClaudeAwsSession
        $session.Profile | Should -BeExactly soon
        $session.ChosenBy | Should -BeExactly AWS_PROFILE
        $session.Verdict | Should -Be EndsSoon
    }

    It 'answers for an expired one' {
        $session = Get-ClaudeAwsSession old -ErrorAction Stop
        $session.Verdict | Should -Be Expired
        $session.IsUsable | Should -BeFalse
        $session.Remaining | Should -BeLessThan ([timespan]::Zero)
        $session.TimeLeft | Should -BeLike '-* d *'
    }

    It 'says so when nothing tells the end' {
        $session = Get-ClaudeAwsSession endless
        $session.Verdict | Should -Be Unknown
        $session.IsUsable | Should -BeTrue
        $session.Expires, $session.TimeLeft | Should -Be $null, $null
    }

    It 'holds no secret in any property' {
        $text = Get-ClaudeAwsSession -All | Format-List -Property * | Out-String
        $text | Should -Not -BeLike "*$($fact.SecretKey)*"
        $text | Should -Not -BeLike "*$($fact.SessionToken)*"
        $text | Should -Not -BeLike '*ASIAEXAMPLEEXAMPLE*'
    }

    It 'reports a name it does not know, and goes on' {
        $session = Get-ClaudeAwsSession nobody, old -ErrorAction SilentlyContinue -ErrorVariable problem
        $session.Profile | Should -Be old
        $problem.FullyQualifiedErrorId | Should -BeExactly 'ProfileNotFound,Keepalive.Commands.GetClaudeAwsSessionCommand'
    }

    It 'takes names and sessions from the pipeline' {
        ('old', 'soon' | Get-ClaudeAwsSession).Profile | Should -Be old, soon
        (Get-ClaudeAwsSession -All | Where-Object Verdict -eq Expired | Get-ClaudeAwsSession).Profile | Should -Be old
    }

    Context '-All' {
        It 'lists every profile of both files, in their order' {
            (Get-ClaudeAwsSession -All).Profile | Should -Be default, soon, old, endless, half, asked, sso
        }

        It 'starts no process' {
            (Get-ClaudeAwsSession -All | Where-Object Profile -eq asked).Verdict | Should -Be NotAsked
            $marker | Should -Not -Exist
        }

        It 'tells what is wrong with a profile instead of failing' {
            $half = Get-ClaudeAwsSession -All -ErrorAction Stop | Where-Object Profile -eq half
            $half.Verdict | Should -Be Unusable
            $half.ErrorId | Should -BeExactly KeyPairIncomplete
            $half.Note | Should -BeLike '*half a key pair*'
        }

        It 'ends when nobody wants more' {
            (Get-ClaudeAwsSession -All | Select-Object -First 2).Count | Should -Be 2
        }

        It 'lists nothing where there are no files' {
            Remove-Item (Join-Path $env:HOME '.aws/*')
            Get-ClaudeAwsSession -All -ErrorAction Stop | Should -BeNullOrEmpty
        }

        It 'does not go with a name' {
            { Get-ClaudeAwsSession -ProfileName dev -All } | Should -Throw -ErrorId 'AmbiguousParameterSet,*'
        }
    }

    It 'has the names of Core''s enums in its own' -ForEach @(
        @{ Core = 'Keepalive.Sessions.SessionVerdict'; Twin = 'Keepalive.ClaudeAwsVerdict' }
        @{ Core = 'Keepalive.Aws.AccessKeys.CredentialSourceKind'; Twin = 'Keepalive.ClaudeAwsSource' }
        @{ Core = 'Keepalive.Aws.AccessKeys.CredentialFormat'; Twin = 'Keepalive.ClaudeAwsCredentialFormat' }
    ) {
        if ((Get-TestFact).ModuleName -ne 'Keepalive') {
            Set-ItResult -Skipped -Because 'both modules compile the same files'
        }
        $null = Get-ClaudeAwsSession
        $coreType = (Get-TestedAssembly Keepalive.Core).GetType($Core, $true)
        [enum]::GetNames([type]$Twin) | Should -Be ([enum]::GetNames($coreType))
    }
}

Describe 'Get-ClaudeAwsSession -AsStatusLine' {
    BeforeAll {
        Import-Module $PSScriptRoot/HookAndStatusLine.psm1 -Force
    }
    BeforeEach {
        $null = Enter-SyntheticHome $TestDrive
        $null = Set-ProfileFile credentials (New-KeySection default -Expires '2020-01-01T00:00:00Z')
        $env:NO_COLOR = '1'
    }
    AfterEach {
        $env:NO_COLOR = $null
        Exit-SyntheticHome
    }

    It 'writes the status line and nothing else' {
        $run = Invoke-WithInput 'Get-ClaudeAwsSession -AsStatusLine' '{"session_id":"5f0c"}'
        $run.ExitCode, $run.Output, $run.Error | Should -Be 0, "AWS: EXPIRED`n", ''
    }

    It 'never fails' {
        $env:CLAUDE_AWS_CONFIG = Join-Path $env:HOME config.json
        Set-Content -LiteralPath $env:CLAUDE_AWS_CONFIG -Value '{ oops'
        $run = Invoke-WithInput 'Get-ClaudeAwsSession -AsStatusLine' -KeepOpen
        $run.ExitCode, $run.Output, $run.Error | Should -Be 0, "AWS: ?`n", ''
    }

    It 'shows another status line beside it' {
        $env:CLAUDE_AWS_CONFIG = Join-Path $env:HOME config.json
        Set-Content -LiteralPath $env:CLAUDE_AWS_CONFIG -Value '{ "statusLineCmd": "echo theirs" }'
        # How quick the other command is, is this machine's affair.
        Wait-Condition { (Invoke-WithInput 'Get-ClaudeAwsSession -AsStatusLine' '{}').Output -ceq "theirs | AWS: EXPIRED`n" } | Should -BeTrue
    }
}

Describe 'Get-ClaudeAwsSession with wildcards' {
    BeforeEach {
        $null = Enter-SyntheticHome $TestDrive
        $null = Set-ProfileFile credentials ((New-KeySection work) + (New-KeySection worst) + (New-KeySection other))
    }
    AfterEach { Exit-SyntheticHome }

    It 'lists the profiles that <Pattern> matches' -ForEach @(
        @{ Pattern = 'wor*'; Names = 'work', 'worst' }
        @{ Pattern = 'WOR?'; Names = 'work' }
        @{ Pattern = '[ow]*r'; Names = 'other' }
    ) {
        (Get-ClaudeAwsSession $Pattern -ErrorAction Stop).Profile | Should -Be $Names
    }

    It 'is silent where nothing matches, and fails where a plain name is unknown' {
        Get-ClaudeAwsSession 'x*' -ErrorAction Stop | Should -BeNullOrEmpty
        { Get-ClaudeAwsSession x -ErrorAction Stop } | Should -Throw -ErrorId 'ProfileNotFound,*'
    }

    It 'takes <Name> for the name of a profile' -ForEach @{ Name = 'a*c' }, @{ Name = '[x' } {
        $null = Set-ProfileFile credentials ((New-KeySection 'a*c') + (New-KeySection abc))
        if ($Name -eq '[x') {
            { Get-ClaudeAwsSession $Name -ErrorAction Stop } | Should -Throw -ErrorId 'ProfileNotFound,*'
        }
        else {
            (Get-ClaudeAwsSession $Name -ErrorAction Stop).Profile | Should -BeExactly $Name
        }
    }

    It 'starts no program for a pattern' {
        $marker = Join-Path $env:HOME ran
        $null = Set-ProfileFile config (New-ProcessSection 'profile worker' "Set-Content '$marker' 1")
        (Get-ClaudeAwsSession 'worke*').Verdict | Should -Be NotAsked
        $marker | Should -Not -Exist
    }
}

Describe 'Get-ClaudeAwsSession -Explain' {
    BeforeEach { $null = Enter-SyntheticHome $TestDrive }
    AfterEach { Exit-SyntheticHome }

    It 'tells step by step where the credential comes from, and no secret' {
        $file = Set-ProfileFile credentials (New-KeySection default -Expires '2099-01-01T00:00:00Z')
        $steps = Get-ClaudeAwsSession -Explain
        $steps | Should -BeOfType Keepalive.ClaudeAwsExplanationStep
        $source = $steps | Where-Object { $_.Topic -eq 'Sources' -and $_.Mark -eq 'Counts' }
        $source.Line, $source.Profile | Should -Be 2, default
        ($steps | Out-String) | Should -Not -Match '(AKIA|ASIA)[A-Z0-9]'
        ($steps | Out-String) | Should -Not -Match ([regex]::Escape((Get-ClaudeAwsCredential).SecretKey))
    }

    It 'explains a profile that is not there instead of failing' {
        $steps = Get-ClaudeAwsSession nowhere -Explain -Offline -ErrorAction Stop
        ($steps | Where-Object { $_.Topic -eq 'ClaudeCode' })[0].Text | Should -Match ProfileNotFound
    }

    It 'takes several profiles, and sessions through the pipeline' {
        $null = Set-ProfileFile credentials ((New-KeySection a) + (New-KeySection b))
        ('a', 'b' | Get-ClaudeAwsSession -Explain).Profile | Select-Object -Unique | Should -Be a, b
        (Get-ClaudeAwsSession -All | Get-ClaudeAwsSession -Explain -Offline).Profile | Select-Object -Unique | Should -Be a, b
    }

    It 'fits 80 columns' {
        (Get-ClaudeAwsSession -Explain | Out-String -Width 80) -split "`n" | ForEach-Object { $_.TrimEnd().Length | Should -BeLessOrEqual 80 }
    }
}
