<#
What a cmdlet of Keepalive.Desktop costs over the companion's own call, in one warm shell, both in turn. run.sh hands over a module with the native companion.
#>
param([Parameter(Mandatory)] [string] $Module, [Parameter(Mandatory)] [string] $Companion, [int] $Rounds = 25)

$ErrorActionPreference = 'Stop'
$folder = Join-Path ([IO.Path]::GetTempPath()) "keepalive-benchmark-$PID"
$null = New-Item -ItemType Directory -Path (Join-Path $folder .aws)
try {
    $env:HOME = $folder
    $env:AWS_EC2_METADATA_DISABLED = 'true'
    $file = Join-Path $folder .aws/credentials
    Set-Content $file "[default]`naws_access_key_id = ASIAEXAMPLEEXAMPLE01`naws_secret_access_key = s`naws_session_token = t`nexpiration = 2099-01-01T00:00:00Z"
    [IO.File]::SetLastWriteTimeUtc($file, [datetime]::UtcNow.AddHours(-1))
    Import-Module $Module

    # As a program that reads the output of another does it.
    function Invoke-Companion([string] $Arguments) {
        $start = [Diagnostics.ProcessStartInfo]::new($Companion, $Arguments)
        $start.RedirectStandardOutput = $true
        $process = [Diagnostics.Process]::Start($start)
        $null = $process.StandardOutput.ReadToEnd()
        $process.WaitForExit()
        $process.Dispose()
    }

    $calls = [ordered]@{
        'claude-aws export, started and read'   = { Invoke-Companion 'export --format process' }
        'Get-ClaudeAwsCredential of Desktop'    = { $null = Get-ClaudeAwsCredential }
        'claude-aws status --json'              = { Invoke-Companion 'status --json' }
        'Get-ClaudeAwsSession of Desktop'       = { $null = Get-ClaudeAwsSession }
        # Another cmdlet makes it forget; then it remembers.
        'its -AsPrompt, asked anew'             = { $null = Get-ClaudeAwsSession -AsPrompt }
        'its -AsPrompt, within ten seconds'     = { $null = Get-ClaudeAwsSession -AsPrompt }
    }
    $times = @{}
    foreach ($round in 0..$Rounds) {
        foreach ($name in $calls.Keys) {
            $time = (Measure-Command $calls[$name]).TotalMilliseconds
            # The first warms up.
            if ($round) { $times[$name] += @($time) }
        }
    }
    "`n### Keepalive.Desktop, in a warm shell`n`n| call | median ms | min | max |`n|---|---:|---:|---:|"
    foreach ($name in $calls.Keys) {
        $sorted = $times[$name] | Sort-Object
        '| {0} | {1:0.00} | {2:0.00} | {3:0.00} |' -f $name, $sorted[[int][Math]::Floor($sorted.Count / 2)], $sorted[0], $sorted[-1]
    }
}
finally {
    Remove-Item $folder -Recurse -Force
}
