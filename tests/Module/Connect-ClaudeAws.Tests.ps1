BeforeAll {
    Import-Module $PSScriptRoot/TestModule.psm1 -Force -Global
    Import-Module $PSScriptRoot/SignIn.psm1 -Force
    Import-TestedModule
    $fact = Get-TestFact
    $sandbox = Start-Sandbox
}

AfterAll {
    Stop-Sandbox $sandbox
}

Describe 'Connect-ClaudeAws' {
    BeforeEach { Enter-SignInHome $TestDrive $sandbox.Address }
    AfterEach { Exit-SignInHome }

    It 'has -Browser and -NoBrowser exclude each other' {
        { Connect-ClaudeAws sandbox -Browser firefox -NoBrowser } | Should -Throw -ErrorId 'AmbiguousParameterSet,*'
    }

    It 'takes one name only' {
        { Connect-ClaudeAws sandbox, keys } | Should -Throw -ErrorId 'CannotConvertArgument,*'
    }

    It 'completes profile names' {
        $line = 'Connect-ClaudeAws sand'
        [Management.Automation.CommandCompletion]::CompleteInput($line, $line.Length, $null).CompletionMatches.CompletionText | Should -Be sandbox
    }

    It 'reports <Id> for profile <Name> and goes on with the next' -ForEach @(
        @{ Name = 'nobody'; Id = 'ProfileNotFound' }
        @{ Name = 'keys'; Id = 'SsoConfigurationInvalid' }
        @{ Name = 'torn'; Id = 'SsoConfigurationInvalid' }
    ) {
        $null = $Name, $Name | Connect-ClaudeAws -WhatIf -ErrorAction SilentlyContinue -ErrorVariable problem
        $problem.Count | Should -Be 2
        $problem[0].FullyQualifiedErrorId | Should -BeExactly "$Id,Keepalive.Commands.ConnectClaudeAwsCommand"
        $problem[0].TargetObject | Should -BeExactly $Name
        $problem[0].ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
    }

    It 'does nothing with -WhatIf' {
        Connect-ClaudeAws sandbox -WhatIf -Force | Should -BeNullOrEmpty
        Get-SignInEntry | Should -BeNullOrEmpty
        Get-TokenPath | Should -Not -Exist
    }

    It 'says what is missing where neither the module nor PATH has claude-aws' {
        if ((Get-TestFact).ModuleName -ne 'Keepalive') { Set-ItResult -Skipped -Because 'Desktop.Companion.Tests.ps1 has it' }
        $copy = Join-Path $TestDrive bare
        Copy-Item $fact.ModuleFolder $copy -Recurse -Force
        Remove-Item (Join-Path $copy bin) -Recurse
        $child = Invoke-FreshPowerShell -Argument $copy -Script @'
param($module)
Import-Module $module/Keepalive.psd1
$env:PATH = $module
Connect-ClaudeAws sandbox -NoBrowser -ErrorAction SilentlyContinue -ErrorVariable problem
"$($problem.FullyQualifiedErrorId)|$problem|$($problem.ErrorDetails.RecommendedAction)"
'@
        $child.Output | Should -BeLike 'SignInWorkerFailed,*|*no claude-aws for * is not on PATH.|Put claude-aws *'
    }

    It 'takes claude-aws from PATH where the module has none' {
        if ((Get-TestFact).ModuleName -ne 'Keepalive') { Set-ItResult -Skipped -Because 'Desktop.Companion.Tests.ps1 has it' }
        if ($IsWindows) { Set-ItResult -Skipped -Because 'the program on PATH is a script for sh' }
        $copy = Join-Path $TestDrive bare2
        Copy-Item $fact.ModuleFolder $copy -Recurse -Force
        Remove-Item (Join-Path $copy bin) -Recurse
        $program = Join-Path $copy claude-aws
        Set-Content $program "#!/bin/sh`nprintf '%s\n' `"`$*`" >> '$copy/asked'"
        [IO.File]::SetUnixFileMode($program, 'UserRead, UserWrite, UserExecute')
        $child = Invoke-FreshPowerShell -Argument $copy -Script @'
param($module)
Import-Module $module/Keepalive.psd1
$env:PATH = $module
Connect-ClaudeAws sandbox -NoBrowser -ErrorAction SilentlyContinue -ErrorVariable problem
"$($problem.FullyQualifiedErrorId)"
'@
        $child.Output | Should -BeLike 'SignInWorkerFailed,*'
        (Get-Content "$copy/asked")[0] | Should -BeExactly 'sign-in-worker --profile=sandbox --no-browser'
    }

    Context 'with a profile of aws login' {
        BeforeEach {
            Add-Content (Join-Path $env:HOME .aws/config) "[profile console]`nlogin_session = arn:aws:sts::111122223333:assumed-role/Admin/ann`nregion = us-east-1"
            $file = Join-Path $env:HOME '.aws/login/cache' "$([Convert]::ToHexString([Security.Cryptography.SHA256]::HashData([Text.Encoding]::UTF8.GetBytes('arn:aws:sts::111122223333:assumed-role/Admin/ann'))).ToLowerInvariant()).json"
        }

        It 'signs in through the browser that is named, and Disconnect-ClaudeAws signs out' {
            $command = Start-Command Connect-ClaudeAws @{ ProfileName = 'console'; Browser = New-TestBrowser browser (Join-Path $env:HOME opened) }
            try {
                $told = Wait-Instruction $command
                $told.Address | Should -BeLike "$($sandbox.Address)/v1/authorize?*"
                Approve-SignIn $told.Address | Should -Be 200
                $command.PowerShell.EndInvoke($command.Run)
                $command.Streams.Error | Should -BeNullOrEmpty
                $command.Output[0].Session | Should -BeExactly 'arn:aws:sts::111122223333:assumed-role/Admin/ann'
            }
            finally {
                $command.PowerShell.Dispose()
            }
            $file | Should -Exist
            (Get-ClaudeAwsCredential console -ErrorAction Stop).AccessKey | Should -BeLike 'ASIA*'
            (Get-ClaudeAwsSession console -ErrorAction Stop).Source | Should -Be Login

            Disconnect-ClaudeAws console -WhatIf -ErrorAction Stop
            $file | Should -Exist
            Disconnect-ClaudeAws console -ErrorAction Stop
            $file | Should -Not -Exist
        }

        It 'says where the code can be pasted if the host can not ask' {
            if (-not $IsLinux -or $env:WSL_DISTRO_NAME -or $env:WSL_INTEROP) { Set-ItResult -Skipped -Because 'a page in the browser would ask' }
            $command = Start-Command Connect-ClaudeAws @{ ProfileName = 'console'; Remote = $true; NoBrowser = $true }
            try {
                Wait-Condition { $command.Run.IsCompleted } | Should -BeTrue
                $command.Streams.Error[0].FullyQualifiedErrorId | Should -BeExactly 'PromptUnavailable,Keepalive.Commands.ConnectClaudeAwsCommand'
                $command.Streams.Error[0].ErrorDetails.RecommendedAction | Should -BeLike '*claude-aws login --profile console*'
            }
            finally {
                $command.PowerShell.Dispose()
            }
            $file | Should -Not -Exist
        }
    }

    Context 'with the Sandbox as the service' {
        It 'signs in with a device code that it shows before it waits' {
            $command = Start-Command Connect-ClaudeAws @{ ProfileName = 'sandbox'; UseDeviceCode = $true; NoBrowser = $true }
            try {
                $told = Wait-Instruction $command
                $command.Run.IsCompleted | Should -BeFalse
                $told.Code | Should -Not -BeNullOrEmpty
                $told.Address | Should -BeLike "$($sandbox.Address)/*$($told.Code)"
                $command.Streams.Information[0].Tags | Should -Contain PSHOST
                Wait-Condition { $command.Streams.Progress.StatusDescription -contains "Approve in the browser, code $($told.Code)" } | Should -BeTrue

                Approve-SignIn $told.Address | Should -Be 200
                $command.PowerShell.EndInvoke($command.Run)

                $command.Streams.Error | Should -BeNullOrEmpty
                $command.Output.Count | Should -Be 1
                $result = $command.Output[0]
                $result.PSObject.TypeNames[0] | Should -BeExactly Keepalive.ClaudeAwsSignIn
                $result.Session | Should -BeExactly work
                $result.WasGood | Should -BeFalse
                $result.Expires | Should -BeGreaterThan ([datetimeoffset]::UtcNow.AddMinutes(30))
                $command.Streams.Information.Count | Should -Be 1
                $command.Streams.Progress.Activity | Sort-Object -Unique | Should -Be 'Signing in to AWS'
                $command.Streams.Progress[-1].RecordType | Should -Be Completed
            }
            finally {
                $command.PowerShell.Dispose()
            }
            Get-TokenPath | Should -Exist
        }

        It 'signs in through the browser that is named' {
            $opened = Join-Path $env:HOME opened
            $command = Start-Command Connect-ClaudeAws @{ ProfileName = 'sandbox'; Browser = New-TestBrowser 'my browser' $opened --new-tab }
            try {
                $told = Wait-Instruction $command
                $told.Address | Should -BeLike "$($sandbox.Address)/authorize?*"
                $told.Code | Should -BeNullOrEmpty
                Wait-Condition { (Test-Path $opened) -and (Get-Content -Raw $opened) -eq $told.Address } | Should -BeTrue
                Approve-SignIn $told.Address | Should -Be 200
                $command.PowerShell.EndInvoke($command.Run)
                $command.Streams.Error | Should -BeNullOrEmpty
                $command.Output[0].WasGood | Should -BeFalse
            }
            finally {
                $command.PowerShell.Dispose()
            }
        }

        It 'makes Get-ClaudeAwsCredential work' {
            $null = Complete-SignIn
            $credential = Get-ClaudeAwsCredential -ProfileName sandbox -ErrorAction Stop
            $credential.AccessKey | Should -BeLike 'ASIA*'
            $credential.Source | Should -Be SingleSignOn
        }

        It 'leaves a sign-in alone that is good, unless -Force says otherwise' {
            $first = Complete-SignIn
            $again = Connect-ClaudeAws sandbox -NoBrowser -InformationVariable told
            $again.WasGood | Should -BeTrue
            $again.Expires | Should -Be $first.Expires
            $told | Should -BeNullOrEmpty
            (Complete-SignIn @{ Force = $true }).WasGood | Should -BeFalse
        }

        It 'shows what came of it in 80 columns, without the token' {
            if ((Get-TestFact).ModuleName -ne 'Keepalive') { Set-ItResult -Skipped -Because 'its views have the width of the host' }
            $null = Complete-SignIn
            $token = (Get-Content -Raw (Get-TokenPath) | ConvertFrom-Json).accessToken
            $lines = Connect-ClaudeAws sandbox | Out-String -Width 200 -Stream | ForEach-Object TrimEnd | Where-Object { $_ }
            $lines.Count | Should -Be 3
            $lines[0] | Should -Match '^Session +Expires \(local\) +WasGood$'
            $lines[2] | Should -Match '^work +\d{4}-\d\d-\d\d \d\d:\d\d +True$'
            ($lines.Length | Measure-Object -Maximum).Maximum | Should -BeLessOrEqual 80
            Connect-ClaudeAws sandbox | Format-List * | Out-String | Should -Not -BeLike "*$token*"
        }

        It 'reports SignInDenied when the person refuses' {
            $command = Start-Command Connect-ClaudeAws @{ ProfileName = 'sandbox'; UseDeviceCode = $true; NoBrowser = $true }
            try {
                $null = Approve-SignIn (Wait-Instruction $command).Address deny
                $command.PowerShell.EndInvoke($command.Run)
                $command.Output | Should -BeNullOrEmpty
                $command.Streams.Error.FullyQualifiedErrorId | Should -BeExactly 'SignInDenied,Keepalive.Commands.ConnectClaudeAwsCommand'
                $command.Streams.Error[0].TargetObject | Should -BeExactly work
            }
            finally {
                $command.PowerShell.Dispose()
            }
        }

        It 'shows address and code in a plain script, and the next call takes up what the first has left' {
            $child = Invoke-FreshPowerShell -Argument $fact.ModulePath -Script @'
param($module)
Import-Module $module
Connect-ClaudeAws sandbox -UseDeviceCode -NoBrowser -Timeout 5 -ErrorAction SilentlyContinue -ErrorVariable problem
"id: $($problem.FullyQualifiedErrorId)"
'@
            $child.Output | Should -Match "(?m)^$([regex]::Escape($sandbox.Address))/\S+\r?$"
            $child.Output | Should -BeLike '*id: SignInStillRunning,*'
            $address = [regex]::Match($child.Output, '(?m)^https?://\S+').Value

            $null = Get-ClaudeAwsSession sandbox -WarningVariable pending -WarningAction SilentlyContinue -ErrorAction SilentlyContinue
            "$pending" | Should -BeLike "*waits for you. Open $address*"

            $joined = Start-Command Connect-ClaudeAws @{ ProfileName = 'sandbox'; UseDeviceCode = $true; NoBrowser = $true }
            try {
                $told = Wait-Instruction $joined
                $told.Text | Should -BeLike '*already running; this command waits for it*'
                $told.Address | Should -BeExactly $address
                $null = Approve-SignIn $address
                $joined.PowerShell.EndInvoke($joined.Run)
                $joined.Output[0].Session | Should -BeExactly work
            }
            finally {
                $joined.PowerShell.Dispose()
            }
        }

        It 'can be stopped at any time; the sign-in goes on and its result is there' {
            $command = Start-Command Connect-ClaudeAws @{ ProfileName = 'sandbox'; UseDeviceCode = $true; NoBrowser = $true }
            try {
                $told = Wait-Instruction $command
                $worker = (Get-SignInEntry).workerId
                $watch = [Diagnostics.Stopwatch]::StartNew()
                $command.PowerShell.Stop()
                $watch.Elapsed.TotalSeconds | Should -BeLessThan 10
                $command.Run.IsCompleted | Should -BeTrue
                $command.PowerShell.InvocationStateInfo.State | Should -Be Stopped
                $command.Output | Should -BeNullOrEmpty
                $command.Streams.Error | Should -BeNullOrEmpty
            }
            finally {
                $command.PowerShell.Dispose()
            }

            Test-ProcessGone $worker | Should -BeFalse
            $null = Approve-SignIn $told.Address
            Wait-Condition { (Get-SignInEntry).phase -eq 'Succeeded' } | Should -BeTrue
            Wait-Condition { Test-ProcessGone $worker } | Should -BeTrue
            (Connect-ClaudeAws sandbox).WasGood | Should -BeTrue
        }
    }
}
