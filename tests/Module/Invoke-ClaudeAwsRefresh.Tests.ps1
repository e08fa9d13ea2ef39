BeforeAll {
    Import-Module $PSScriptRoot/TestModule.psm1 -Force -Global
    Import-Module $PSScriptRoot/SignIn.psm1 -Force
    Import-TestedModule
    $sandbox = Start-Sandbox
}

AfterAll {
    Stop-Sandbox $sandbox
}

Describe 'Invoke-ClaudeAwsRefresh' {
    BeforeEach { Enter-SignInHome $TestDrive $sandbox.Address }
    AfterEach { Exit-SignInHome }

    It 'writes nothing to any stream while the credential is good' {
        $null = Set-ProfileFile credentials (New-KeySection keys -Expires 60)
        Invoke-ClaudeAwsRefresh keys *>&1 | Should -BeNullOrEmpty
    }

    It 'says what it found with -PassThru' {
        $null = Set-ProfileFile credentials (New-KeySection keys -Expires 60)
        $result = Invoke-ClaudeAwsRefresh keys -PassThru
        $result.PSObject.TypeNames[0] | Should -BeExactly Keepalive.ClaudeAwsRefresh
        $result.Profile, $result.Way | Should -Be keys, WasGood
    }

    It 'reports <Id> for profile <Name>' -ForEach @(
        @{ Name = 'nobody'; Id = 'ProfileNotFound' }
        @{ Name = 'ended'; Id = 'CredentialExpired' }
    ) {
        $null = Set-ProfileFile credentials (New-KeySection ended -Expires (-3000))
        Invoke-ClaudeAwsRefresh $Name -ErrorAction SilentlyContinue -ErrorVariable problem
        $problem.FullyQualifiedErrorId | Should -BeExactly "$Id,Keepalive.Commands.InvokeClaudeAwsRefreshCommand"
        $problem.TargetObject | Should -BeExactly $Name
    }

    It 'tells with -WhatIf what would follow, and starts nothing' {
        $env:SSH_TTY = '/dev/pts/1'
        Invoke-ClaudeAwsRefresh sandbox -WhatIf -PassThru -InformationVariable told | Should -BeNullOrEmpty
        "$told" | Should -BeLike "*You would be asked to sign in to 'work' with a device code*"
        Get-SignInEntry | Should -BeNullOrEmpty
    }

    It 'refuses -Force in a shell of Claude Code where a login would be driven, and starts nothing' {
        $null = Set-ProfileFile credentials (New-KeySection ended -Expires (-3000))
        $env:CLAUDE_AWS_CONFIG = Join-Path $TestDrive 'forced.json'
        Set-Content -LiteralPath $env:CLAUDE_AWS_CONFIG '{ "autoLoginCmd": "exit 1" }'
        $env:CLAUDECODE = '1'
        try {
            Invoke-ClaudeAwsRefresh ended -Force -ErrorAction SilentlyContinue -ErrorVariable problem
            $problem.FullyQualifiedErrorId | Should -BeExactly 'ForceRefused,Keepalive.Commands.InvokeClaudeAwsRefreshCommand'
            Get-SignInEntry | Should -BeNullOrEmpty
        }
        finally {
            $env:CLAUDECODE = $env:CLAUDE_AWS_CONFIG = $null
        }
    }

    It 'fails with -WhatIf where it could do nothing' {
        Invoke-ClaudeAwsRefresh nobody -WhatIf -ErrorAction SilentlyContinue -ErrorVariable problem
        $problem.FullyQualifiedErrorId | Should -BeExactly 'ProfileNotFound,Keepalive.Commands.InvokeClaudeAwsRefreshCommand'
    }

    It 'signs in when only a person can go on, each row a record of its own' {
        $env:SSH_TTY = '/dev/pts/1'
        $command = Start-Command Invoke-ClaudeAwsRefresh @{ ProfileName = 'sandbox'; PassThru = $true }
        try {
            $null = Wait-Condition { $command.Streams.Information.Count -ge 4 -or $command.Run.IsCompleted }
            $rows = @($command.Streams.Information | ForEach-Object { "$_" })
            $rows[3] | Should -Match '^[A-Z0-9]{4}-[A-Z0-9]{4}$'
            Approve-SignIn $rows[1] | Should -Be 200
            $command.PowerShell.EndInvoke($command.Run)
            $command.Streams.Error | Should -BeNullOrEmpty
            $command.Output[0].Way | Should -BeExactly SignIn
        }
        finally {
            $command.PowerShell.Dispose()
        }
    }
}
