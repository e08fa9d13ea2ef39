BeforeAll {
    Import-Module $PSScriptRoot/TestModule.psm1 -Force
    Import-TestedModule
}

Describe 'Test-ClaudeAwsSetup' {
    BeforeEach { $null = Enter-SyntheticHome $TestDrive }
    AfterEach { Exit-SyntheticHome }

    It 'writes one object a finding, what to mend first at the head' {
        $null = Set-ProfileFile config "[default]`nregion = eu-west-1`nsso_session = gone`nsso_account_id = 123456789012`nsso_rol = x`n"
        $findings = Test-ClaudeAwsSetup -Offline
        $findings.Id | Should -Be KA102, KA106, KA109
        $findings | Should -BeOfType Keepalive.ClaudeAwsFinding
        $findings.Severity | Should -Be Error, Error, Warning
        $findings[0].Line | Should -Be 3
    }

    It 'writes nothing when all is well' {
        $null = Set-ProfileFile config "[default]`nregion = eu-west-1`ncredential_process = $($IsWindows ? 'cmd.exe /d /c exit' : 'true')`n"
        Test-ClaudeAwsSetup -Offline | Should -BeNullOrEmpty
    }

    It 'examines the profile that is named' {
        $null = Set-ProfileFile config "[default]`nregion = eu-west-1`ncredential_process = true`n[profile old]`nregion = x`nsso_session = gone`nsso_account_id = 123456789012`nsso_role_name = r`n"
        Test-ClaudeAwsSetup default -Offline | Should -BeNullOrEmpty
        (Test-ClaudeAwsSetup -ProfileName old -Offline).Severity | Should -Be Error
    }

    Context 'with a network' {
        BeforeEach {
            $null = Set-ProfileFile config "[default]`nregion = eu-west-1`ncredential_process = true`n"
            $proxy = $env:HTTPS_PROXY
            $exempt = $env:NO_PROXY
            $env:NO_PROXY = ''
            # A proxy that takes connections and says nothing.
            $listener = [Net.Sockets.TcpListener]::new([Net.IPAddress]::Loopback, 0)
            $listener.Start()
            $env:HTTPS_PROXY = "http://127.0.0.1:$($listener.LocalEndpoint.Port)"
        }
        AfterEach {
            $listener.Stop()
            $env:HTTPS_PROXY = $proxy
            $env:NO_PROXY = $exempt
        }

        It 'asks the hosts, and names what is in the way' {
            $listener.Stop()
            $finding = Test-ClaudeAwsSetup
            $finding.Id | Should -Be KA603
            $finding.Area | Should -Be Network
        }

        It 'hands over the hosts that have to be allowed' {
            $finding = Test-ClaudeAwsSetup
            $finding.Id | Should -Be KA605
            $finding.HostsToAllow | Should -Be sts.eu-west-1.amazonaws.com, bedrock-runtime.eu-west-1.amazonaws.com
            $finding | Out-String | Should -Match 'Hosts\w*\s+: \{?sts.eu-west-1'
        }

        It 'tells with -Endpoint how far each host was reached' {
            $listener.Stop()
            $endpoints = Test-ClaudeAwsSetup -Endpoint
            $endpoints.Service | Should -Be sts, bedrock-runtime
            $endpoints | Should -BeOfType Keepalive.ClaudeAwsEndpoint
            $endpoints.Fault | Should -Be ConnectionRefused, ConnectionRefused
            $endpoints[0].Dns | Should -Match '^Passed, \d+ ms, 127\.0\.0\.1$'
            $endpoints[0].Http | Should -Be NotReached
            $endpoints | Out-String -Width 80 | Should -Match '(?m)sts\.eu-west-1\.amazonaws\.com.* ConnectionRefused|^sts +ConnectionRefused .*sts\.eu-west-1\.amazonaws\.com'
        }

        It 'asks nobody with -Offline' {
            Test-ClaudeAwsSetup -Offline | Should -BeNullOrEmpty
            $listener.Pending() | Should -BeFalse
        }

        It 'stops without waiting for the network' {
            $state = [initialsessionstate]::CreateDefault2()
            $state.ImportPSModule((Get-TestFact).ModulePath)
            $powershell = [powershell]::Create($state)
            try {
                $run = $powershell.AddCommand('Test-ClaudeAwsSetup').BeginInvoke()
                Wait-Condition { $listener.Pending() } | Should -BeTrue
                $powershell.Stop()
                $run.IsCompleted | Should -BeTrue
                $powershell.InvocationStateInfo.State | Should -Be Stopped
                $powershell.Streams.Error | Should -BeNullOrEmpty
            }
            finally {
                $powershell.Dispose()
            }
        }
    }

    It 'runs the helpers only when asked' {
        $null = Set-ProfileFile config "[default]`nregion = eu-west-1`ncredential_process = true`n"
        $folder = New-Item -ItemType Directory -Force (Join-Path $env:HOME '.claude')
        Set-Content (Join-Path $folder settings.json) '{"awsCredentialExport": "echo hello; exit 0"}'
        Test-ClaudeAwsSetup -Offline | Should -BeNullOrEmpty
        (Test-ClaudeAwsSetup -Offline -RunHelper).Id | Should -Be KA702
    }
}
