<#
What the sign-in tests share: the Sandbox as the service, and a person who approves.
#>
$root = [IO.Path]::GetFullPath((Join-Path $PSScriptRoot '../..'))

# Those that decide where and how a sign-in goes, and that would lead the tests' requests away from this machine.
$variables = @(
    'AWS_ENDPOINT_URL', 'AWS_ENDPOINT_URL_SSO', 'AWS_ENDPOINT_URL_SSO_OIDC', 'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS', 'AWS_EC2_METADATA_DISABLED'
    'CLAUDE_AWS_STATE', 'CLAUDE_AWS_NO_CLIPBOARD', 'XDG_STATE_HOME', 'LOCALAPPDATA', 'PATH'
    'SSH_CONNECTION', 'SSH_TTY', 'CI', 'CODESPACES', 'KUBERNETES_SERVICE_HOST', 'DISPLAY', 'WAYLAND_DISPLAY', 'BROWSER'
    'HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'NO_PROXY', 'http_proxy', 'https_proxy', 'all_proxy', 'no_proxy'
)

# The built Sandbox, the newest of the configurations. Whoever can build the tests has it: without it they fail, and are not skipped.
function Find-Sandbox {
    $built = Get-ChildItem (Join-Path $root 'src/Keepalive.Sandbox/bin/*/*/Keepalive.Sandbox.dll') -ErrorAction Ignore |
        Sort-Object LastWriteTimeUtc -Descending | Select-Object -First 1 -ExpandProperty FullName
    $built ?? $(throw "There is no built Sandbox below src: run 'dotnet build' first.")
}

function Start-Sandbox {
    # One that serves already: these tests may run where the Sandbox itself does not.
    if ($env:KEEPALIVE_SANDBOX_ADDRESS) { return [pscustomobject]@{ Process = $null; Address = $env:KEEPALIVE_SANDBOX_ADDRESS } }
    $start = [Diagnostics.ProcessStartInfo]::new('dotnet')
    '', '--serve', '--port', '0' | ForEach-Object { $start.ArgumentList.Add($_) }
    $start.ArgumentList[0] = Find-Sandbox
    $start.RedirectStandardOutput = $true
    $process = [Diagnostics.Process]::Start($start)
    $address = $null
    while ($null -ne ($line = $process.StandardOutput.ReadLine())) {
        if ($line -match "^\`$env:AWS_ENDPOINT_URL = '(.+)'") { $address = $Matches[1]; break }
    }
    if (-not $address) { throw "The Sandbox did not start: exit code $($process.ExitCode)." }
    [pscustomobject]@{ Process = $process; Address = $address }
}

function Stop-Sandbox($Sandbox) {
    if ($Sandbox.Process) {
        $Sandbox.Process.Kill()
        $Sandbox.Process.WaitForExit()
        $Sandbox.Process.Dispose()
    }
}

# The program that plays others where there is no sh.
function Find-Dummy {
    $built = $env:KEEPALIVE_DUMMY ? $env:KEEPALIVE_DUMMY : (Get-ChildItem (Join-Path $root 'tests/Keepalive.Dummy/bin/*/*/Keepalive.Dummy.exe') -ErrorAction Ignore |
        Sort-Object LastWriteTimeUtc -Descending | Select-Object -First 1 -ExpandProperty FullName)
    $built ? $built : $(throw "There is no built Keepalive.Dummy below tests: run 'dotnet build' first.")
}

# A browser that writes the address to a file, as the words of a command line.
function New-TestBrowser([string] $Name, [string] $Opened, [string] $Option) {
    if ($IsWindows) { return "'$(Find-Dummy)' keep-last '$Opened' $Option %s" }
    $browser = Join-Path $env:HOME $Name
    Set-Content $browser "#!/bin/sh`nfor address; do :; done; printf '%s' `"`$address`" > '$Opened'"
    [IO.File]::SetUnixFileMode($browser, 'UserRead, UserWrite, UserExecute')
    "'$browser' $Option %s"
}

# The command of a login tool that asks for a name and a PIN, and writes keys for the right ones (me, 4711).
function Get-LoginToolCommand([string] $KeyFile) {
    if ($IsWindows) {
        return (Find-Dummy), 'at-terminal', 'write-keys', 'me', '4711', $KeyFile
    }
    'sh', '-c', ("printf 'Name: '; read name; stty -echo; printf 'PIN: '; read pin; stty echo; echo; " +
        "[ `"`$name`$pin`" = me4711 ] && printf '[work]\naws_access_key_id=ASIAQAAAAAAAAAAAAAAA\naws_secret_access_key=not/a/real/secret/just/forty/letters1\naws_session_token=t\n' > '$KeyFile'")
}

# A synthetic home with profiles that sign in at the Sandbox. Call Exit-SignInHome after it.
function Enter-SignInHome([string] $Folder, [string] $Address) {
    $script:saved = @{}
    foreach ($name in $variables) {
        $script:saved[$name] = [Environment]::GetEnvironmentVariable($name)
        if ($name -ne 'PATH') { [Environment]::SetEnvironmentVariable($name, $null) }
    }
    $null = Enter-SyntheticHome $Folder
    $env:AWS_ENDPOINT_URL = $Address
    $env:CLAUDE_AWS_NO_CLIPBOARD = 1 # Whoever runs the tests keeps his clipboard.
    $null = Set-ProfileFile credentials (New-KeySection keys)
    $null = Set-ProfileFile config @"
[sso-session work]
sso_start_url = https://d-1234567890.awsapps.com/start
sso_region = us-east-1
sso_registration_scopes = sso:account:access

[profile sandbox]
sso_session = work
sso_account_id = 111122223333
sso_role_name = Developer
region = us-east-1

[profile torn]
sso_session = nowhere
"@
}

# Ends what a failed test has left: the worker that the ledger names, if it still waits.
function Exit-SignInHome {
    try {
        $entry = Get-SignInEntry
        if ($entry.workerId -and $entry.phase -in 'Starting', 'WaitingForPerson') {
            Get-Process -Id $entry.workerId -ErrorAction Ignore | Where-Object Name -in 'claude-aws', 'dotnet' | Stop-Process -Force
        }
    }
    finally {
        Exit-SyntheticHome
        foreach ($name in $variables) {
            [Environment]::SetEnvironmentVariable($name, $script:saved[$name])
        }
    }
}

# How the last sign-in stands, from the ledger; nothing when there was none.
function Get-SignInEntry {
    $path = Get-ChildItem (Join-Path (Get-StateFolder) 'sso/*.sign-in.json') -ErrorAction Ignore | Select-Object -First 1
    if ($path) { Get-Content -Raw $path | ConvertFrom-Json }
}

# The token file of the session, whether it is there or not.
function Get-TokenPath {
    $name = [Convert]::ToHexString([Security.Cryptography.SHA1]::HashData([Text.Encoding]::UTF8.GetBytes('work'))).ToLowerInvariant()
    Join-Path $env:HOME ".aws/sso/cache/$name.json"
}

# What a person does: opens the address, presses the button, and is led back to where the sign-in began.
function Approve-SignIn([string] $Address, [string] $Decision = 'allow') {
    $client = [Net.Http.HttpClient]::new([Net.Http.SocketsHttpHandler]@{ AllowAutoRedirect = $false; UseProxy = $false })
    try {
        $text = $client.GetStringAsync($Address).GetAwaiter().GetResult()
        $fields = [Collections.Generic.Dictionary[string, string]]::new()
        foreach ($field in [regex]::Matches($text, '<input type="\w+" name="([^"]*)" value="([^"]*)">')) {
            $fields[$field.Groups[1].Value] = [Net.WebUtility]::HtmlDecode($field.Groups[2].Value)
        }
        $fields['decision'] = $Decision
        $target = [uri]::new([uri]$Address, [regex]::Match($text, 'action="([^"]*)"').Groups[1].Value)
        $answer = $client.PostAsync($target, [Net.Http.FormUrlEncodedContent]::new($fields)).GetAwaiter().GetResult()
        if ($answer.Headers.Location) {
            $answer = $client.GetAsync([uri]::new($target, $answer.Headers.Location)).GetAwaiter().GetResult()
        }
        [int] $answer.StatusCode
    }
    finally {
        $client.Dispose()
    }
}

# Starts a command in a runspace of its own; the caller disposes of .PowerShell.
function Start-Command([string] $Name, [hashtable] $Parameter) {
    $state = [initialsessionstate]::CreateDefault2()
    $state.ImportPSModule((Get-TestFact).ModulePath)
    $powershell = [powershell]::Create($state)
    $null = $powershell.AddCommand($Name).AddParameters($Parameter)
    $output = [Management.Automation.PSDataCollection[psobject]]::new()
    # Left to themselves they make whoever looks into them wait for more.
    $streams = $powershell.Streams
    foreach ($collection in @(, $output; , $streams.Information; , $streams.Progress; , $streams.Error)) {
        $collection.EnumeratorNeverBlocks = $true
    }
    $none = [Management.Automation.PSDataCollection[psobject]]::new()
    $none.Complete()
    $run = $powershell.BeginInvoke($none, $output)
    [pscustomobject]@{ PowerShell = $powershell; Run = $run; Output = $output; Streams = $streams }
}

# Waits until the instructions are there; gives the text, the address and the code.
function Wait-Instruction($Command) {
    $null = Wait-Condition { $Command.Streams.Information.Count -gt 0 -or $Command.Run.IsCompleted }
    $text = "$($Command.Streams.Information)"
    if (-not $text) { throw "No instructions came: $($Command.Streams.Error)" }
    [pscustomobject]@{
        Text    = $text
        Address = [regex]::Match($text, '(?m)^https?://\S+$').Value
        Code    = [regex]::Match($text, '(?m)^[A-Z0-9]{4}-[A-Z0-9]{4}$').Value
    }
}

# Signs in, with the person's part done.
function Complete-SignIn([hashtable] $Parameter = @{}) {
    $command = Start-Command Connect-ClaudeAws (@{ ProfileName = 'sandbox'; NoBrowser = $true; UseDeviceCode = $true } + $Parameter)
    try {
        $null = Approve-SignIn (Wait-Instruction $command).Address
        $command.PowerShell.EndInvoke($command.Run)
        if ($command.Streams.Error.Count) { throw $command.Streams.Error[0] }
        $command.Output
    }
    finally {
        $command.PowerShell.Dispose()
    }
}

Export-ModuleMember -Function *-*
