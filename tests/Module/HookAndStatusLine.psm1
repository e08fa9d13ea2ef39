# A fresh pwsh with something on its standard input, as Claude Code starts one.
function Invoke-WithInput {
    param([Parameter(Mandatory)] [string] $Command, [string] $Text = '', [switch] $KeepOpen)

    $start = [Diagnostics.ProcessStartInfo]::new((Get-Process -Id $PID).Path)
    $module = (Get-TestFact).ModulePath
    foreach ($word in '-NoProfile', '-NonInteractive', '-Command', "Import-Module '$module'; $Command") {
        $start.ArgumentList.Add($word)
    }
    $start.RedirectStandardInput = $start.RedirectStandardOutput = $start.RedirectStandardError = $true
    $start.StandardOutputEncoding = [Text.UTF8Encoding]::new($false)
    $process = [Diagnostics.Process]::Start($start)
    try {
        $process.StandardInput.Write($Text)
        $process.StandardInput.Flush()
        if (-not $KeepOpen) { $process.StandardInput.Close() }
        $standardError = $process.StandardError.ReadToEndAsync()
        $standardOutput = $process.StandardOutput.ReadToEnd()
        $process.WaitForExit()
        [pscustomobject]@{ ExitCode = $process.ExitCode; Output = $standardOutput.ReplaceLineEndings("`n"); Error = $standardError.Result }
    }
    finally {
        $process.Dispose()
    }
}

Export-ModuleMember -Function *-*
