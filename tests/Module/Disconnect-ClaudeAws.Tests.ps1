BeforeAll {
    Import-Module $PSScriptRoot/TestModule.psm1 -Force -Global
    Import-Module $PSScriptRoot/SignIn.psm1 -Force
    Import-TestedModule
    $sandbox = Start-Sandbox
}

AfterAll {
    Stop-Sandbox $sandbox
}

Describe 'Disconnect-ClaudeAws' {
    BeforeEach { Enter-SignInHome $TestDrive $sandbox.Address }
    AfterEach { Exit-SignInHome }

    It 'reports <Id> for profile <Name>' -ForEach @(
        @{ Name = 'nobody'; Id = 'ProfileNotFound' }
        @{ Name = 'keys'; Id = 'SsoConfigurationInvalid' }
    ) {
        Disconnect-ClaudeAws $Name -ErrorAction SilentlyContinue -ErrorVariable problem
        $problem.FullyQualifiedErrorId | Should -BeExactly "$Id,Keepalive.Commands.DisconnectClaudeAwsCommand"
        $problem.TargetObject | Should -BeExactly $Name
    }

    It 'is content where nobody is signed in' {
        $told = Disconnect-ClaudeAws sandbox -Verbose -ErrorAction Stop 4>&1
        "$told" | Should -BeLike "*You were not signed in to 'work'.*"
    }

    Context 'after a sign-in' {
        BeforeEach {
            $null = Complete-SignIn
            $null = Get-ClaudeAwsCredential sandbox -ErrorAction Stop
        }

        It 'removes the token and the roles, and gives nothing out' {
            Get-TokenPath | Should -Exist
            Disconnect-ClaudeAws sandbox -ErrorAction Stop -WarningVariable warned | Should -BeNullOrEmpty
            $warned | Should -BeNullOrEmpty
            Get-TokenPath | Should -Not -Exist
            Get-ClaudeAwsCredential sandbox -ErrorAction SilentlyContinue -ErrorVariable problem | Should -BeNullOrEmpty
            $problem.FullyQualifiedErrorId | Should -BeLike 'SignInRequired,*'
        }

        It 'does nothing with -WhatIf' {
            $before = Get-Content -Raw (Get-TokenPath)
            Disconnect-ClaudeAws sandbox -WhatIf
            Get-Content -Raw (Get-TokenPath) | Should -BeExactly $before
            (Get-ClaudeAwsCredential sandbox -ErrorAction Stop).AccessKey | Should -BeLike 'ASIA*'
        }

        It 'removes them and warns when the service can not be told' {
            $listener = [Net.Sockets.TcpListener]::new([ipaddress]::Loopback, 0)
            $listener.Start()
            try {
                # Takes the connection and never answers.
                $env:AWS_ENDPOINT_URL = "http://127.0.0.1:$($listener.LocalEndpoint.Port)"
                $watch = [Diagnostics.Stopwatch]::StartNew()
                Disconnect-ClaudeAws sandbox -Timeout 1 -ErrorAction Stop -WarningVariable warned -WarningAction SilentlyContinue
                $watch.Elapsed.TotalSeconds | Should -BeLessThan 8
            }
            finally {
                $listener.Stop()
            }
            "$warned" | Should -BeLike 'The token could not be revoked at the service: *'
            Get-TokenPath | Should -Not -Exist
        }

        It 'lets the next sign-in begin at once' {
            Disconnect-ClaudeAws sandbox -ErrorAction Stop
            (Complete-SignIn).WasGood | Should -BeFalse
            Get-TokenPath | Should -Exist
        }
    }
}
