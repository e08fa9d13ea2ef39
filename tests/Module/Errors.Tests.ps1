BeforeAll {
    Import-Module $PSScriptRoot/TestModule.psm1 -Force
    Import-TestedModule
    $fact = Get-TestFact
    $null = Enter-SyntheticHome $TestDrive
    $null = Get-ClaudeAwsSession -All
    Exit-SyntheticHome

    $table = (Get-TestedAssembly Keepalive.Core).GetType('Keepalive.Errors.KeepaliveErrorCode', $true)
    [string[]] $codes = $table.GetFields().ForEach{ $_.GetRawConstantValue() }
    $records = (Get-TestedAssembly Keepalive).GetType('Keepalive.Commands.ErrorRecords', $true)
    $categories = @{}
    foreach ($condition in $table.GetProperty('Conditions').GetValue($null)) {
        $categories[$condition.Code] = [Management.Automation.ErrorCategory]"$($condition.Category)"
    }
    $rows = Get-Content (Join-Path $fact.DocsFolder about_KeepaliveErrors.md) | Where-Object { $_ -match '^\| *(\w+) *\| *(\d+) *\| *(\w+) *\| *(\S.*?) *\| *(\S.*?) *\|$' } | ForEach-Object {
        [pscustomobject]@{ Id = $Matches[1]; ExitStatus = [int]$Matches[2]; Category = $Matches[3]; Meaning = $Matches[4]; Action = $Matches[5] }
    }
}

Describe 'Errors' {
    It 'maps every code that Core has, and no other' {
        $categories.Keys | Sort-Object | Should -Be ($codes | Sort-Object)
    }

    It 'leaves no category unsaid' {
        $categories.Values | Should -Not -Contain ([Management.Automation.ErrorCategory]::NotSpecified)
    }

    It 'lists each code once in about_KeepaliveErrors' {
        $rows.Id | Sort-Object | Should -Be ($codes | Sort-Object)
    }

    It 'tells the category there that the cmdlets use' {
        foreach ($row in $rows) {
            $row.Category | Should -Be "$($categories[$row.Id])" -Because "of $($row.Id)"
        }
    }

    It 'gives no exit status there that has a meaning of its own elsewhere' {
        # 2 makes Claude Code block a prompt, 1 is the unexpected, 64 a wrong command line, from 126 on the shells' own.
        $rows.ExitStatus | Should -Not -Contain 2
        # What exec can't start is told as every shell tells it.
        $shell, $ours = $rows.Where({ $_.Id -eq 'CommandNotStarted' }, 'Split')
        $shell.ExitStatus | Should -Be 127
        $ours.ExitStatus | ForEach-Object { $_ | Should -BeGreaterThan 2; $_ | Should -BeLessThan 64 }
    }

    It 'makes a record of every code with an id, a category and an action' {
        $create = (Get-TestedAssembly Keepalive.Core).GetType('Keepalive.Errors.KeepaliveException').GetConstructors([Reflection.BindingFlags]'Instance, NonPublic')[0]
        $from = $records.GetMethod('From')
        foreach ($code in $codes) {
            $record = $from.Invoke($null, [object[]]@($create.Invoke([object[]]@($code, 'the message', 'the advice', 'the target', $null)).PSObject.BaseObject))
            $record.FullyQualifiedErrorId | Should -BeExactly $code
            $record.CategoryInfo.Category | Should -Be $categories[$code]
            $record.TargetObject | Should -BeExactly 'the target'
            $record.ErrorDetails.Message | Should -BeExactly 'the message'
            $record.ErrorDetails.RecommendedAction | Should -BeExactly 'the advice'
        }
    }
}
