BeforeDiscovery {
    # Without an /etc of its own a test would have to write into the machine's.
    $noNamespace = if (-not $IsLinux) { 'mount namespaces are Linux''s' }
    else {
        $null = & unshare --mount -- /bin/true 2>&1
        if ($LASTEXITCODE) { 'this account may make no mount namespace (unshare --mount)' }
    }
}

BeforeAll {
    Import-Module $PSScriptRoot/TestModule.psm1 -Force
    $fact = Get-TestFact

    # Outside TestDrive: Pester looks at each of its files after each test, and these are thousands.
    $copies = New-Item -ItemType Directory (Join-Path ([IO.Path]::GetTempPath()) "keepalive-policy-$([guid]::NewGuid().ToString('n'))")

    # Runs text in a fresh pwsh that finds this policy at its real place. Nobody else sees it.
    function Invoke-UnderPolicy([string] $Policy, [string] $Script) {
        $etc = Join-Path $copies ([guid]::NewGuid().ToString('n'))
        $null = New-Item -ItemType Directory $etc
        & cp -a /etc/. $etc 2>$null
        Remove-Item (Join-Path $etc claude-aws), (Join-Path $etc claude-code) -Recurse -Force -ErrorAction Ignore
        if ($Policy) {
            $null = New-Item -ItemType Directory (Join-Path $etc claude-aws)
            [IO.File]::WriteAllText("$etc/claude-aws/policy.json", $Policy)
            & chmod 755 "$etc/claude-aws"
            & chmod 644 "$etc/claude-aws/policy.json"
        }
        Invoke-FreshPowerShell -Argument $etc, (Get-Process -Id $PID).Path, $fact.ModulePath, "Import-Module `$args[0]`n$Script" @'
param($etc, $pwsh, $module, $script)
$file = Join-Path $env:HOME under-policy.ps1
Set-Content -LiteralPath $file -Value $script
& unshare --mount -- /bin/sh -c 'mount --bind "$0" /etc && exec "$@"' $etc $pwsh -NoProfile -NonInteractive -File $file $module
'@
    }
}

AfterAll {
    [IO.Directory]::Delete($copies, $true)
}

Describe 'The machine''s policy' {
    BeforeEach {
        $null = Enter-SyntheticHome $TestDrive
        $null = Set-ProfileFile credentials ((New-KeySection work -Expires 60) + (New-KeySection other -Key ASIAOTHEROTHEROTHER1 -Expires 60))
    }
    AfterEach { Exit-SyntheticHome }

    It 'decides nothing where there is none' -TestCases @{ noNamespace = $noNamespace } {
        if ($noNamespace) { Set-ItResult -Skipped -Because $noNamespace }
        $child = Invoke-UnderPolicy '' '(Get-ClaudeAwsCredential other).AccessKey'
        $child.Error | Should -BeNullOrEmpty
        $child.Output.Trim() | Should -BeExactly ASIAOTHEROTHEROTHER1
    }

    It 'pins the profile of every cmdlet, whatever parameters and variables say' -TestCases @{ noNamespace = $noNamespace } {
        if ($noNamespace) { Set-ItResult -Skipped -Because $noNamespace }
        $child = Invoke-UnderPolicy '{"profile":"work"}' @'
$env:AWS_PROFILE = 'other'
$env:CLAUDE_AWS_POLICY = $env:CLAUDE_AWS_POLICY_FILE = '/dev/null'
(Get-ClaudeAwsCredential).Profile
Get-ClaudeAwsCredential other -ErrorAction SilentlyContinue -ErrorVariable problem
$problem.FullyQualifiedErrorId
"$problem"
$null = Test-ClaudeAwsSession other -ErrorAction SilentlyContinue -ErrorVariable problem
$problem.FullyQualifiedErrorId
(Get-ClaudeAwsConfiguration profile).Value
'@
        $child.Error | Should -BeNullOrEmpty
        $lines = $child.Output.Trim() -split '\r?\n'
        $lines[0] | Should -BeExactly work
        $lines[1] | Should -BeLike 'ForbiddenByPolicy,*'
        $lines[2] | Should -BeLike '*/etc/claude-aws/policy.json*other*work*'
        $lines[3] | Should -BeLike 'ForbiddenByPolicy,*'
        $lines[-1] | Should -BeExactly work
    }

    It 'forbids logins that go by themselves, and seeds' -TestCases @{ noNamespace = $noNamespace } {
        if ($noNamespace) { Set-ItResult -Skipped -Because $noNamespace }
        if ((Get-TestFact).ModuleName -ne 'Keepalive') { Set-ItResult -Skipped -Because 'Keepalive.Desktop stores no secret' }
        $child = Invoke-UnderPolicy '{"forbidAutoLogin":true,"forbidStoredTotpSeeds":true}' @'
$env:CLAUDE_AWS_SECRET_STORE = 'plaintext'
Invoke-ClaudeAwsLogin work -Recipe saml2aws -ErrorAction SilentlyContinue -ErrorVariable problem
$problem.FullyQualifiedErrorId
$seed = ConvertTo-SecureString GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ -AsPlainText -Force
Set-ClaudeAwsSecret work -Kind Totp -Secret $seed -ErrorAction SilentlyContinue -ErrorVariable problem
$problem.FullyQualifiedErrorId
'@
        $child.Error | Should -BeNullOrEmpty
        $lines = $child.Output.Trim() -split '\r?\n'
        $lines[0] | Should -BeLike 'AutoLoginForbidden,*'
        $lines[1] | Should -BeLike 'TotpSeedForbidden,*'
    }

    It 'stops everything when it can not be made out' -TestCases @{ noNamespace = $noNamespace } {
        if ($noNamespace) { Set-ItResult -Skipped -Because $noNamespace }
        $child = Invoke-UnderPolicy '{ oops' @'
try { Get-ClaudeAwsCredential work -ErrorAction Stop; 'a key was given out' } catch { $_.FullyQualifiedErrorId }
'@
        $child.Error | Should -BeNullOrEmpty
        $child.Output.Trim() | Should -BeLike 'PolicyInvalid,*'
    }
}
