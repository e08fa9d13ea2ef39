BeforeAll {
    Import-Module $PSScriptRoot/TestModule.psm1 -Force
    $fact = Get-TestFact
    $built = Join-Path $fact.Root out/Keepalive.Desktop

    # A module with another companion, or with none.
    function New-Module {
        param([string] $Companion, [switch] $NotExecutable)

        $folder = New-Item -ItemType Directory -Path (Join-Path $env:HOME "$([guid]::NewGuid().ToString('n'))/Keepalive.Desktop")
        Copy-Item (Join-Path $built *) $folder -Include *.dll, *.psd1
        if ($Companion) {
            $bin = New-Item -ItemType Directory -Path (Join-Path $folder "bin/$((Get-ChildItem (Join-Path $built bin))[0].Name)")
            Set-Content (Join-Path $bin claude-aws) "#!/bin/sh`n$Companion" -NoNewline
            if (-not $NotExecutable) { chmod +x (Join-Path $bin claude-aws) }
        }
        Join-Path $folder Keepalive.Desktop.psd1
    }

    function Get-Failure([string] $Module, [string] $Path = '/nowhere') {
        $script = @'
param($Module, $Path)
Import-Module $Module
$env:PATH = $Path
try { Get-ClaudeAwsSession -All -ErrorAction Stop | ForEach-Object { "profile $($_.Profile)" } }
catch { $_.FullyQualifiedErrorId; "$($_.CategoryInfo.Category)"; $_.Exception.Message; $_.ErrorDetails.RecommendedAction }
'@
        (Invoke-FreshPowerShell $script $Module, $Path).Output
    }
}

Describe 'The companion of Keepalive.Desktop' {
    BeforeEach {
        $null = Enter-SyntheticHome $TestDrive
        $null = Set-ProfileFile credentials (New-KeySection default -Expires 90)
    }
    AfterEach { Exit-SyntheticHome }

    It 'is told to be missing, with what to do' {
        $told = Get-Failure (New-Module)
        $told | Should -Match '^CompanionNotFound,Keepalive\.Commands\.GetClaudeAwsSessionCommand'
        $told | Should -Match 'ResourceUnavailable'
        $told | Should -Match 'Install Keepalive\.Desktop again'
    }

    It 'is looked for on PATH' {
        Get-Failure (New-Module) (Get-ChildItem (Join-Path $built bin))[0].FullName | Should -Match 'profile default'
    }
}

Describe 'Another companion of Keepalive.Desktop' {
    BeforeEach {
        if ($IsWindows) { Set-ItResult -Skipped -Because 'the other companions are scripts of sh' }
        $null = Enter-SyntheticHome $TestDrive
        $null = Set-ProfileFile credentials (New-KeySection default -Expires 90)
    }
    AfterEach { Exit-SyntheticHome }

    It 'is looked for on PATH, too, where that of the module may not be executed' {
        Get-Failure (New-Module 'exit 0' -NotExecutable) (Get-ChildItem (Join-Path $built bin))[0].FullName | Should -Match 'profile default'
    }

    It 'is never taken from the current folder: PATH <_>' -ForEach '.', 'bin', '' {
        $null = New-Item -ItemType Directory (Join-Path $env:HOME bin)
        foreach ($file in 'claude-aws', 'bin/claude-aws') {
            Set-Content (Join-Path $env:HOME $file) "#!/bin/sh`ntouch '$env:HOME/was-run'`n" -NoNewline
            chmod +x (Join-Path $env:HOME $file)
        }
        $module = New-Module
        Push-Location $env:HOME
        $current = [Environment]::CurrentDirectory
        [Environment]::CurrentDirectory = $env:HOME
        try { Get-Failure $module $_ | Should -Match '^CompanionNotFound' }
        finally {
            [Environment]::CurrentDirectory = $current
            Pop-Location
        }
        Join-Path $env:HOME was-run | Should -Not -Exist
    }

    It 'is told to be outdated where it does not know the verb' {
        $told = Get-Failure (New-Module "echo 'claude-aws: unknown' >&2; exit 64")
        $told | Should -Match '^CompanionOutdated,'
        $told | Should -Match 'Update Keepalive\.Desktop'
    }

    It 'is told to be of another version where it speaks another protocol' {
        $told = Get-Failure (New-Module 'read line; echo ''{"kind":"hello","protocol":7,"version":"9.8.7.0"}''; exit 64')
        $told | Should -Match '^CompanionOutdated,'
        $told | Should -Match '9\.8\.7\.0'
    }

    It 'is told to have failed, with its last words, where it does not come to its end' {
        $told = Get-Failure (New-Module 'read line; echo ''{"kind":"hello","protocol":1}''; echo "claude-aws: out of luck" >&2; exit 20')
        $told | Should -Match '^CompanionFailed,'
        $told | Should -Match 'InvalidResult'
        $told | Should -Match 'exit status 20'
        $told | Should -Match 'out of luck'
    }

    It 'is told to have failed where it writes something else' {
        Get-Failure (New-Module 'echo hello world; cat >/dev/null') | Should -Match '^CompanionFailed,'
    }

    It 'may know more than the module does' {
        $known = '{"kind":"hello","protocol":1} {"kind":"news","text":"x"} {"kind":"object","type":"ClaudeAwsSession","value":{"Profile":"new","Later":[{"a":1}]}} {"kind":"end"}' -split ' (?=\{"kind)'
        $told = Get-Failure (New-Module ("read line`n" + (($known | ForEach-Object { "echo '$_'" }) -join "`n")))
        $told | Should -Match 'profile new'
    }

    It 'gets no secret on its command line or in its environment' {
        $seen = Join-Path $env:HOME seen
        $null = Get-Failure (New-Module "{ echo `"`$*`"; set; } >'$seen'; exit 1")
        $words = @(Get-Content $seen)
        $words[0] | Should -BeExactly cmdlet
        $words | Should -Not -Match $fact.SecretKey
    }
}

Describe 'The prompt segment of Keepalive.Desktop' {
    BeforeEach { $null = Enter-SyntheticHome $TestDrive }
    AfterEach { Exit-SyntheticHome }

    It 'starts one process for many prompts' {
        if ($IsWindows) {
            Set-ItResult -Skipped -Because 'the other companion is a script of sh'
            return
        }
        $runs = Join-Path $env:HOME runs
        $module = New-Module "read line`necho x >>'$runs'`necho '{`"kind`":`"hello`",`"protocol`":1}'`necho '{`"kind`":`"text`",`"value`":`"work 42 min`"}'`necho '{`"kind`":`"end`"}'"
        $script = 'param($Module) Import-Module $Module; $null = Get-ClaudeAwsSession -AsPrompt; $words = foreach ($n in 1..50) { Get-ClaudeAwsSession -AsPrompt }; $words | Sort-Object -Unique'
        (Invoke-FreshPowerShell $script $module).Output.Trim() | Should -BeExactly 'work 42 min'
        @(Get-Content $runs).Count | Should -BeLessOrEqual 2
    }

    It 'is empty where there is no companion' {
        (Invoke-FreshPowerShell 'param($Module) Import-Module $Module; $env:PATH = ""; "[$(Get-ClaudeAwsSession -AsPrompt)]"' (New-Module)).Output.Trim() | Should -BeExactly '[]'
    }
}
