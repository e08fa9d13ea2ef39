<#
.SYNOPSIS
Runs Pester files one after the other and writes what came of each as JSON; how it went is in that file, not in the exit status.
#>
param(
    [Parameter(Mandatory)] [string] $Path,
    [Parameter(Mandatory)] [string] $ResultPath,
    # More files, each followed by its result's path. Pester's start takes longer than most files.
    [Parameter(ValueFromRemainingArguments)] [string[]] $More
)

$ErrorActionPreference = 'Stop'
Import-Module Pester -MinimumVersion 5.0
$words = @($Path, $ResultPath) + $More
for ($index = 0; $index -lt $words.Count - 1; $index += 2) {
    $file, $result = $words[$index, ($index + 1)]
    $configuration = New-PesterConfiguration
    $configuration.Run.Path = $file
    $configuration.Run.PassThru = $true
    $configuration.Output.Verbosity = 'Detailed'
    $configuration.Output.CIFormat = 'None'
    $run = Invoke-Pester -Configuration $configuration

    $failures = @(
        foreach ($test in $run.Failed) {
            # Of the trace only the lines of our own files say something.
            $message = foreach ($problem in $test.ErrorRecord) {
                "$problem"
                $problem.ScriptStackTrace -split '\r?\n' | Where-Object { $_ -match '\.Tests\.ps1|TestModule' }
            }
            @{ Name = $test.ExpandedPath; Message = $message -join "`n" }
        }
        foreach ($block in $run.FailedBlocks) {
            @{ Name = "block $($block.ExpandedPath)"; Message = "$($block.ErrorRecord)" }
        }
        foreach ($container in $run.FailedContainers) {
            @{ Name = "file $($container.Item)"; Message = "$($container.ErrorRecord)" }
        }
    )
    # Set-ItResult tells its reason in the error record; -Skip tells none.
    $skips = @(
        foreach ($test in $run.Skipped) {
            $reason = "$($test.ErrorRecord | Select-Object -First 1)" -replace '^is skipped, because '
            @{ Name = $test.ExpandedPath; Reason = $reason }
        }
    )
    @{
        Passed   = $run.PassedCount
        Failed   = $run.FailedCount
        Skipped  = $run.SkippedCount
        Total    = $run.TotalCount
        Failures = $failures
        Skips    = $skips
    } | ConvertTo-Json -Depth 4 | Set-Content -LiteralPath $result -Encoding utf8
}
