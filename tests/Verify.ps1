<#
.SYNOPSIS
Tries on this machine what the automatic tests can't see, and prints rows for docs/verification.md.
.DESCRIPTION
For somebody with a real Windows or a real macOS. It uses a home folder of its own and no AWS account. Some checks open a window or
a browser tab and ask you to say whether you saw it; without an answer within two minutes such a check is "not seen". Nothing that it
stores remains.
.PARAMETER Program
The claude-aws to try. Default: the one on PATH.
.PARAMETER Unattended
Skips the checks that need somebody at the screen.
.EXAMPLE
pwsh tests/Verify.ps1 -Program ./claude-aws
#>
#Requires -Version 7.4
[CmdletBinding()]
param(
    [string] $Program = (Get-Command claude-aws -CommandType Application -ErrorAction Ignore | Select-Object -First 1).Source,
    [switch] $Unattended
)

$ErrorActionPreference = 'Stop'
Set-StrictMode -Version 3
if (-not $Program -or -not (Test-Path -LiteralPath $Program)) { throw 'There is no claude-aws. Name it with -Program.' }
$Program = (Resolve-Path -LiteralPath $Program).ProviderPath
$system = if ($IsWindows) { "Windows $([Environment]::OSVersion.Version)" } elseif ($IsMacOS) { "macOS $(sw_vers -productVersion)" } else { (Get-Content /etc/os-release | Select-String '^PRETTY_NAME="(.*)"').Matches[0].Groups[1].Value }
$rows = [Collections.Generic.List[string]]::new()
$folder = Join-Path ([IO.Path]::GetTempPath()) "keepalive-verify-$PID"
$saved = @{}

function Set-Variable-For([string] $Name, [string] $Value) {
    $saved[$Name] = [Environment]::GetEnvironmentVariable($Name)
    [Environment]::SetEnvironmentVariable($Name, $Value)
}

# A check gives $true or $false, or a sentence that says why it can't be made here.
function Test-That([string] $What, [scriptblock] $Check) {
    $result = try { & $Check } catch { "failed: $($_.Exception.Message.Split("`n")[0])" }
    $word = if ($result -is [bool]) { $result ? 'works' : '**does not work**' } else { "$result" }
    $rows.Add("| $What | $word |")
    Write-Host "$What`: $word"
}

function Read-YesNo([string] $Question) {
    if ($Unattended) { return 'not tried (unattended)' }
    Write-Host "$Question [y/n] " -NoNewline
    $end = [datetime]::UtcNow.AddMinutes(2)
    while ([datetime]::UtcNow -lt $end) {
        if ([Console]::KeyAvailable) {
            $key = [Console]::ReadKey($true).KeyChar
            if ($key -in 'y', 'n') { Write-Host $key; return $key -eq 'y' }
        }
        Start-Sleep -Milliseconds 100
    }
    'not seen (no answer)'
}

function Invoke-Program([string[]] $Arguments, [string] $Typed) {
    $start = [Diagnostics.ProcessStartInfo]::new($Program)
    $Arguments | ForEach-Object { $start.ArgumentList.Add($_) }
    $start.RedirectStandardInput = $start.RedirectStandardOutput = $start.RedirectStandardError = $true
    $process = [Diagnostics.Process]::Start($start)
    $output, $errors = $process.StandardOutput.ReadToEndAsync(), $process.StandardError.ReadToEndAsync()
    if ($Typed) { $process.StandardInput.WriteLine($Typed) }
    $process.StandardInput.Close()
    if (-not $process.WaitForExit(60000)) { $process.Kill($true); throw 'it did not end within a minute' }
    [pscustomobject]@{ Status = $process.ExitCode; Output = $output.Result; Errors = $errors.Result }
}

# The tool that a check has written, with settings of the check.
function Set-Recipe([hashtable] $More) {
    $recipe = @{ command = 'pwsh', '-NoProfile', '-File', (Join-Path $folder 'tool.ps1'); rules = @(@{ name = 'password'; match = '^Password: $'; sendSecret = $true }) }
    $settings = @{ recipe = 'verify'; recipes = @{ verify = $recipe } } + $More
    Set-Content (Join-Path $folder 'config.json') ($settings | ConvertTo-Json -Depth 6)
}

try {
    $null = New-Item -ItemType Directory -Force (Join-Path $folder '.aws'), (Join-Path $folder '.claude')
    foreach ($name in 'HOME', 'USERPROFILE') { Set-Variable-For $name $folder }
    Set-Variable-For 'CLAUDE_AWS_STATE' (Join-Path $folder 'state')
    Set-Variable-For 'CLAUDE_AWS_CONFIG' (Join-Path $folder 'config.json')
    foreach ($name in 'AWS_PROFILE', 'AWS_DEFAULT_PROFILE', 'CLAUDE_AWS_PROFILE', 'CC_KEEPALIVE_PROFILE', 'AWS_ACCESS_KEY_ID', 'CLAUDE_CONFIG_DIR') { Set-Variable-For $name $null }
    $credentials = Join-Path $folder '.aws/credentials'
    Set-Content $credentials "[default]`naws_access_key_id = ASIATESTTESTTEST0001`naws_secret_access_key = $('x' * 40)`naws_session_token = token`nexpiration = 2099-01-01T00:00:00Z"
    (Get-Item $credentials).LastWriteTimeUtc = [datetime]::UtcNow.AddHours(-1)

    Test-That 'export prints the credential' { (Invoke-Program 'export').Output -match '2099-01-01T00:00:00Z' }
    Test-That 'the secret store of the system keeps, gives and removes a password' {
        $set = Invoke-Program 'secret', 'set', '--account', 'verify@example.com', '--stdin' -Typed 'a password of this check'
        if ($set.Status) { return "failed: $($set.Errors.Trim().Split("`n")[-1])" }
        $kept = -not (Invoke-Program 'secret', 'test', '--account', 'verify@example.com').Status
        $removed = -not (Invoke-Program 'secret', 'remove', '--account', 'verify@example.com').Status
        $kept -and $removed -and (Invoke-Program 'secret', 'test', '--account', 'verify@example.com').Status -eq 4
    }
    Test-That 'a login tool is driven at a hidden terminal' {
        # The tool asks at its terminal, which must be one, and writes the keys when the word is right.
        $tool = Join-Path $folder 'tool.ps1'
        Set-Content $tool @'
if ([Console]::IsInputRedirected) { exit 9 }
$answer = Read-Host 'Password' -AsSecureString | ConvertFrom-SecureString -AsPlainText
if ($answer -cne 'the word') { Write-Host 'The word is another one.'; exit 1 }
Add-Content (Join-Path $HOME '.aws/credentials') "[tool]`naws_access_key_id = ASIATESTTESTTEST0002`naws_secret_access_key = $('y' * 40)`naws_session_token = token`nexpiration = 2099-01-01T00:00:00Z"
'@
        Set-Recipe @{ passwordCommand = "pwsh -NoProfile -Command `"'the word'`"" }
        $run = Invoke-Program 'autologin', '--profile', 'tool'
        if ($run.Status) { return "failed: $($run.Errors.Trim().Split("`n")[-1])" }
        (Invoke-Program 'export', '--profile', 'tool').Output -match 'ASIATESTTESTTEST0002'
    }
    foreach ($engine in 'Companion', 'Cmdlets') {
        Test-That "Claude Code's settings with the engine $engine are written, run once, and removed" {
            if ($engine -eq 'Cmdlets' -and -not (Get-Module Keepalive -ListAvailable)) { return 'not tried (the module is not installed for all users)' }
            $install = Invoke-Program 'install', '--engine', $engine.ToLowerInvariant(), '--region', 'eu-central-1', '--yes'
            if ($install.Status) { return "failed: $($install.Errors.Trim().Split("`n")[-1])" }
            $settings = Get-Content -Raw (Join-Path $folder '.claude/settings.json') | ConvertFrom-Json
            $wired = $settings.PSObject.Properties.Name -contains 'awsCredentialExport'
            $wired -and -not (Invoke-Program 'uninstall', '--yes').Status
        }
    }
    if ($IsWindows) {
        foreach ($shell in @(@{ Name = 'Git Bash'; Path = "$env:ProgramFiles\Git\bin\bash.exe"; Arguments = '-c' }, @{ Name = 'cmd.exe'; Path = $env:ComSpec; Arguments = '/d', '/s', '/c' }, @{ Name = 'Windows PowerShell'; Path = "$env:SystemRoot\System32\WindowsPowerShell\v1.0\powershell.exe"; Arguments = '-NoProfile', '-Command' })) {
            Test-That "the helper string runs in $($shell.Name)" {
                if (-not (Test-Path $shell.Path)) { return 'not installed' }
                $word = $shell.Name -eq 'Windows PowerShell' ? "& '$Program' export" : "`"$($Program.Replace('\', '/'))`" export"
                (& $shell.Path @($shell.Arguments) $word | Out-String) -match '2099-01-01T00:00:00Z'
            }
        }
    }
    Test-That 'a question of a login opens its page in the browser' {
        Set-Recipe @{ prompt = 'page' }
        if ($Unattended) { return 'not tried (unattended)' }
        Write-Host "Type 'the word' (without quotes) into the page that opens."
        $run = Invoke-Program 'autologin', '--profile', 'tool'
        if ($run.Status) { return "failed: $($run.Errors.Trim().Split("`n")[-1])" }
        Read-YesNo 'Did the page say that the sign-in has succeeded?'
    }
    if ($IsWindows) {
        Test-That 'a notification of Windows told of that question' { Read-YesNo 'Did a notification appear when the page opened?' }
    }
    Test-That 'a dialog of the system asks' {
        Set-Recipe @{ prompt = 'dialog' }
        if ($Unattended) { return 'not tried (unattended)' }
        Write-Host "Type 'the word' (without quotes) into the dialog that opens."
        $run = Invoke-Program 'autologin', '--profile', 'tool'
        if ($run.Status) { return "failed: $($run.Errors.Trim().Split("`n")[-1])" }
        Read-YesNo 'Was the typed text hidden?'
    }
}
finally {
    foreach ($name in $saved.Keys) { [Environment]::SetEnvironmentVariable($name, $saved[$name]) }
    Remove-Item $folder -Recurse -Force -ErrorAction Ignore
}

''
"Seen on $system, claude-aws $((& $Program --version) -replace '\+.*'), PowerShell $($PSVersionTable.PSVersion), $([datetime]::UtcNow.ToString('yyyy-MM-dd')):"
''
'| check | result |'
'|---|---|'
$rows
