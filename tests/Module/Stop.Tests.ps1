BeforeAll {
    Import-Module $PSScriptRoot/TestModule.psm1 -Force
    $fact = Get-TestFact

    function New-TestedPowerShell {
        $state = [initialsessionstate]::CreateDefault2()
        $state.ImportPSModule($fact.ModulePath)
        $powershell = [powershell]::Create($state)
        $powershell
    }
}

Describe 'Stopping' {
    BeforeEach {
        $null = Enter-SyntheticHome $TestDrive
        $pidFile = Join-Path $env:HOME pid
        $null = Set-ProfileFile credentials (New-KeySection default)
        $null = Set-ProfileFile config (New-ProcessSection 'profile hanging' "Set-Content '$pidFile.new' `$PID; Move-Item '$pidFile.new' '$pidFile'; [Threading.Thread]::Sleep(-1)")
    }
    AfterEach { Exit-SyntheticHome }

    It 'ends <_> and its child process at once' -ForEach 'Get-ClaudeAwsCredential', 'Get-ClaudeAwsSession', 'Test-ClaudeAwsSession' {
        $powershell = New-TestedPowerShell
        try {
            $run = $powershell.AddCommand($_).AddParameter('ProfileName', 'hanging').AddParameter('Timeout', 600).BeginInvoke()
            Wait-Condition { Test-Path $pidFile } | Should -BeTrue
            $child = Get-Content $pidFile
            Test-ProcessGone $child | Should -BeFalse
            $watch = [Diagnostics.Stopwatch]::StartNew()
            $powershell.Stop()
            # No waiting here: the cmdlet may not come back before its child is gone.
            Test-ProcessGone $child | Should -BeTrue
            $watch.Elapsed.TotalSeconds | Should -BeLessThan 10
            $run.IsCompleted | Should -BeTrue
            $powershell.InvocationStateInfo.State | Should -Be Stopped
            $powershell.Streams.Error | Should -BeNullOrEmpty
        }
        finally {
            $powershell.Dispose()
        }
    }

    It 'does not start what nobody wants any more' {
        $powershell = New-TestedPowerShell
        try {
            $found = $powershell.AddScript('Get-ClaudeAwsCredential default, hanging | Select-Object -First 1').Invoke()
            $found.Profile | Should -Be default
            $pidFile | Should -Not -Exist
        }
        finally {
            $powershell.Dispose()
        }
    }

    It 'shows progress while it waits and takes it away at the end' {
        $null = Set-ProfileFile config (New-ProcessSection 'profile slow' @'
[Threading.Thread]::Sleep(1500)
'{"Version":1,"AccessKeyId":"ASIAEXAMPLEEXAMPLE07","SecretAccessKey":"abc","SessionToken":"tok"}'
'@)
        $powershell = New-TestedPowerShell
        try {
            $null = $powershell.AddCommand('Get-ClaudeAwsCredential').AddParameter('ProfileName', 'slow').AddParameter('Timeout', 60).Invoke()
            $powershell.Streams.Error | Should -BeNullOrEmpty
            $powershell.Streams.Progress.Count | Should -BeGreaterOrEqual 2
            $powershell.Streams.Progress[0].StatusDescription | Should -BeLike "*'slow'*"
            $powershell.Streams.Progress[-1].RecordType | Should -Be Completed
        }
        finally {
            $powershell.Dispose()
        }
    }
}
