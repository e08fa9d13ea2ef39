<#
What the Pester files share. Everything runs on the built module and in a synthetic home; nothing reads the machine's own.
#>
$root = [IO.Path]::GetFullPath((Join-Path $PSScriptRoot '../..'))
# A file of the suite may run once more with the module for Windows PowerShell (Desktop.*.Tests.ps1).
$moduleName = if ($env:KEEPALIVE_TESTED_MODULE) { $env:KEEPALIVE_TESTED_MODULE } else { 'Keepalive' }
$modulePath = Join-Path $root "out/$moduleName/$moduleName.psd1"

# Made up, and long enough to be found in any output that leaks them.
$secretKey = 'wJalrXUtnFEMIK7MDENGbPxRfiCYzEXAMPLEKEY1'
$sessionToken = 'IQoJb3JpZ2luX2VjEXAMPLETOKEN0123456789abcdefghijklmnopqrstuvwxyz=='

# Whatever of these the tester's shell has set would decide the outcome.
$variables = @(
    'HOME', 'USERPROFILE', 'APPDATA', 'LOCALAPPDATA', 'XDG_CONFIG_HOME', 'XDG_STATE_HOME', 'CLAUDE_AWS_STATE', 'CLAUDE_CONFIG_DIR', 'CLAUDE_AWS_CONFIG', 'CLAUDE_AWS_PROFILE', 'CC_KEEPALIVE_PROFILE', 'CLAUDE_AWS_RESOLVING'
    'AWS_PROFILE', 'AWS_DEFAULT_PROFILE', 'AWS_SHARED_CREDENTIALS_FILE', 'AWS_CONFIG_FILE'
    'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN', 'AWS_CREDENTIAL_EXPIRATION', 'AWS_EC2_METADATA_DISABLED'
)

function Get-TestFact {
    @{
        Root         = $root
        ModuleName   = $moduleName
        ModulePath   = $modulePath
        ModuleFolder = Split-Path $modulePath
        DocsFolder   = Join-Path $root 'docs/en-US'
        SecretKey    = $secretKey
        SessionToken = $sessionToken
    }
}

function Import-TestedModule {
    if (-not (Test-Path -LiteralPath $modulePath)) {
        throw "There is no module in $(Split-Path $modulePath): run 'dotnet build' first."
    }
    # They have the same cmdlets.
    Remove-Module Keepalive, Keepalive.Desktop -ErrorAction Ignore
    Import-Module $modulePath -Force -Global
}

# Makes a home below the given folder the one that counts, until Exit-SyntheticHome.
function Enter-SyntheticHome {
    param([Parameter(Mandatory)] [string] $Folder)

    $script:saved = @{}
    foreach ($name in $variables) {
        $script:saved[$name] = [Environment]::GetEnvironmentVariable($name)
        [Environment]::SetEnvironmentVariable($name, $null)
    }
    $synthetic = New-Item -ItemType Directory -Force -Path (Join-Path $Folder ([guid]::NewGuid().ToString('n')))
    $null = New-Item -ItemType Directory -Path (Join-Path $synthetic '.aws')
    $env:HOME = $synthetic.FullName
    if ($IsWindows) {
        # Claude Code's own folder follows this one.
        $env:USERPROFILE = $synthetic.FullName
        $env:APPDATA = Join-Path $synthetic.FullName AppData/Roaming
        $env:LOCALAPPDATA = Join-Path $synthetic.FullName AppData/Local
    }

    # The machine of the tests may be an EC2 instance.
    $env:AWS_EC2_METADATA_DISABLED = 'true'
    $synthetic.FullName
}

# Where locks, ledgers and records of the synthetic home are.
function Get-StateFolder { Join-Path ($IsWindows ? $env:LOCALAPPDATA : (Join-Path $env:HOME .local/state)) claude-aws }

# Where its configuration is.
function Get-ConfigurationFolder { Join-Path ($IsWindows ? $env:APPDATA : (Join-Path $env:HOME .config)) claude-aws }

function Exit-SyntheticHome {
    foreach ($name in $variables) {
        [Environment]::SetEnvironmentVariable($name, $script:saved[$name])
    }
}

# Writes the file as a login tool does; its age keeps it from looking half written.
function Set-ProfileFile {
    param([Parameter(Mandatory)] [ValidateSet('credentials', 'config')] [string] $Name, [Parameter(Mandatory)] [string] $Content)

    $path = Join-Path $env:HOME ".aws/$Name"
    [IO.File]::WriteAllText($path, $Content.Replace("`r`n", "`n").TrimEnd() + "`n")
    [IO.File]::SetLastWriteTimeUtc($path, [datetime]::UtcNow.AddHours(-1))
    $path
}

# A section with a temporary key; -Expires takes text, or a number of minutes from now.
function New-KeySection {
    param([string] $Name = 'default', [string] $Key = 'ASIAEXAMPLEEXAMPLE01', $Expires)

    if ($Expires -is [int]) {
        $Expires = [datetime]::UtcNow.AddMinutes($Expires).ToString('yyyy-MM-ddTHH:mm:ssZ')
    }
    @(
        "[$Name]"
        "aws_access_key_id = $Key"
        "aws_secret_access_key = $secretKey"
        "aws_session_token = $sessionToken"
        if ($Expires) { "expiration = $Expires" }
        ''
    ) -join "`n"
}

# A credential_process line that runs a PowerShell script with this pwsh.
function New-ProcessSection {
    param([string] $Name, [string] $Script)

    $path = Join-Path $env:HOME "$([guid]::NewGuid().ToString('n')).ps1"
    Set-Content -LiteralPath $path -Value $Script
    $pwsh = (Get-Process -Id $PID).Path
    "[$Name]`ncredential_process = `"$pwsh`" -NoProfile -NonInteractive -File `"$path`"`n"
}

# Runs text in a fresh pwsh, whose environment is the synthetic one of this moment.
function Invoke-FreshPowerShell {
    param([Parameter(Mandatory)] [string] $Script, [string[]] $Argument = @())

    $path = Join-Path $env:HOME "$([guid]::NewGuid().ToString('n')).ps1"
    Set-Content -LiteralPath $path -Value $Script
    $start = [Diagnostics.ProcessStartInfo]::new((Get-Process -Id $PID).Path)
    foreach ($word in @('-NoProfile', '-NonInteractive', '-File', $path) + $Argument) {
        $start.ArgumentList.Add($word)
    }
    $start.RedirectStandardInput = $start.RedirectStandardOutput = $start.RedirectStandardError = $true
    $start.Environment['NO_COLOR'] = '1'
    $process = [Diagnostics.Process]::Start($start)
    try {
        $process.StandardInput.Close()
        $standardError = $process.StandardError.ReadToEndAsync()
        $standardOutput = $process.StandardOutput.ReadToEndAsync()
        if (-not $process.WaitForExit(120000)) {
            $process.Kill($true)
            throw "The child did not end in two minutes: $($standardOutput.Result) $($standardError.Result)"
        }
        [pscustomobject]@{ Output = $standardOutput.Result; Error = $standardError.Result; ExitCode = $process.ExitCode }
    }
    finally {
        $process.Dispose()
    }
}

# Waits for a condition that another process or thread brings about; false when it never came.
function Wait-Condition {
    param([Parameter(Mandatory)] [scriptblock] $Condition, [int] $Seconds = 60)

    $watch = [Diagnostics.Stopwatch]::StartNew()
    while (-not (& $Condition)) {
        if ($watch.Elapsed.TotalSeconds -gt $Seconds) { return $false }
        [Threading.Thread]::Sleep(20)
    }
    $true
}

# True when the process is gone (or is a zombie that only waits to be collected).
function Test-ProcessGone {
    param([Parameter(Mandatory)] [int] $Id)

    $process = Get-Process -Id $Id -ErrorAction Ignore
    -not $process -or $process.HasExited
}

function Get-TestedAssembly {
    param([Parameter(Mandatory)] [string] $Name)

    [AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { $_.GetName().Name -eq $Name } | Select-Object -First 1
}

Export-ModuleMember -Function *-*
