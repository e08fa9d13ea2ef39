<#
Names that would drive a terminal, planted in the AWS files, our configuration, Claude Code's settings, the log and the environment. Whatever a cmdlet
writes, to whichever stream and through whichever view, holds none of them.
#>
BeforeDiscovery {
    # Every cmdlet, so that a new one is not forgotten; what it is called with stands in $calls below.
    $module = Import-PowerShellDataFile ([IO.Path]::GetFullPath((Join-Path $PSScriptRoot '../../out/Keepalive/Keepalive.psd1')))
    $cmdlets = $module.CmdletsToExport | ForEach-Object { @{ Cmdlet = $_ } }
}

BeforeAll {
    Import-Module $PSScriptRoot/TestModule.psm1 -Force
    Import-TestedModule

    # The window's title, a cleared screen, C1, the other direction of writing, nothing, a line end that is none.
    $hostile = "x`e]0;owned`a`e[2J$([char]0x9B)31m$([char]0x202E)$([char]0x200B)$([char]0x2028)$([char]0x2066)"
    $name = $hostile -replace '[\[\]]'

    $calls = @{
        'Get-ClaudeAwsSession'           = { Get-ClaudeAwsSession; Get-ClaudeAwsSession -All; Get-ClaudeAwsSession $hostile; Get-ClaudeAwsSession -Explain -Offline; Get-ClaudeAwsSession -AsPrompt }
        'Get-ClaudeAwsCredential'        = { Get-ClaudeAwsCredential; Get-ClaudeAwsCredential "keys$name"; Get-ClaudeAwsCredential $hostile; Get-ClaudeAwsCredential "a$name" }
        'Get-ClaudeAwsConfiguration'     = { Get-ClaudeAwsConfiguration; Get-ClaudeAwsConfiguration -ProfileName $hostile; Get-ClaudeAwsConfiguration $hostile }
        'Set-ClaudeAwsConfiguration'     = { Set-ClaudeAwsConfiguration recipe $hostile; Set-ClaudeAwsConfiguration loginUser $hostile -ProfileName $hostile -PassThru; Set-ClaudeAwsConfiguration $hostile 1 }
        'Get-ClaudeAwsLog'               = { Get-ClaudeAwsLog }
        'Test-ClaudeAwsSession'          = { Test-ClaudeAwsSession; Test-ClaudeAwsSession $hostile; Test-ClaudeAwsSession "keys$name" }
        'Test-ClaudeAwsSetup'            = { Test-ClaudeAwsSetup -Offline; Test-ClaudeAwsSetup -ProfileName $hostile -Offline }
        'Repair-ClaudeAwsSetup'          = { Repair-ClaudeAwsSetup -WhatIf; Repair-ClaudeAwsSetup -Confirm:$false }
        'Install-ClaudeAwsKeepalive'     = { Install-ClaudeAwsKeepalive -WhatIf; Install-ClaudeAwsKeepalive -ProfileName $hostile -WhatIf }
        'Uninstall-ClaudeAwsKeepalive'   = { Uninstall-ClaudeAwsKeepalive -WhatIf; Uninstall-ClaudeAwsKeepalive -Confirm:$false }
        'Sync-ClaudeAwsKeepalive'        = { Sync-ClaudeAwsKeepalive }
        'Connect-ClaudeAws'              = { Connect-ClaudeAws "sso$name" -WhatIf; Connect-ClaudeAws $hostile }
        'Disconnect-ClaudeAws'           = { Disconnect-ClaudeAws "sso$name" -WhatIf; Disconnect-ClaudeAws $hostile -Confirm:$false }
        'Invoke-ClaudeAwsRefresh'        = { Invoke-ClaudeAwsRefresh "keys$name" -WhatIf; Invoke-ClaudeAwsRefresh $hostile }
        'Invoke-ClaudeAwsLogin'          = { Invoke-ClaudeAwsLogin $hostile -Recipe $hostile; Invoke-ClaudeAwsLogin "keys$name" -WhatIf }
        'Set-ClaudeAwsSecret'            = { Set-ClaudeAwsSecret -Account "a$name" -Store plaintext -Secret (ConvertTo-SecureString x -AsPlainText -Force); Set-ClaudeAwsSecret $hostile -WhatIf -Secret ([securestring]::new()) }
        'Get-ClaudeAwsSecret'            = { Set-ClaudeAwsSecret -Account "l$name" -Store plaintext -Secret (ConvertTo-SecureString x -AsPlainText -Force); Get-ClaudeAwsSecret -Store plaintext; Get-ClaudeAwsSecret -Store $hostile }
        'Test-ClaudeAwsSecret'           = { Test-ClaudeAwsSecret $hostile -Store plaintext; Test-ClaudeAwsSecret -Account keys -Store $hostile }
        'Remove-ClaudeAwsSecret'         = { Remove-ClaudeAwsSecret $hostile -Store plaintext -WhatIf; Remove-ClaudeAwsSecret -Account "a$name" -Store plaintext -Confirm:$false }
        'New-ClaudeAwsSupportBundle'     = { New-ClaudeAwsSupportBundle -Path (Join-Path $env:HOME "b.zip") -WhatIf; New-ClaudeAwsSupportBundle -Path "/no/such/$hostile" -Confirm:$false }
        'Use-ClaudeAwsCredential'        = { Use-ClaudeAwsCredential -ProfileName $hostile { 1 }; Use-ClaudeAwsCredential -ProfileName "keys$name" { 1 } }
    }

    # What a host would show: every stream as text, and every object in its views.
    function Get-Shown([scriptblock] $Call) {
        $VerbosePreference = $DebugPreference = $InformationPreference = 'Continue'
        $ErrorActionPreference = 'Continue'
        $PSStyle.OutputRendering = 'PlainText'
        $records = @(try { & $Call *>&1 } catch { $_ })
        foreach ($record in $records) {
            ($record | Out-String -Width 400)
            if ($record -is [Management.Automation.ErrorRecord]) {
                $ErrorView = 'NormalView'
                ($record | Out-String -Width 400)
                $record.CategoryInfo.ToString()
                $record.ErrorDetails.RecommendedAction
            }
            elseif ($record.GetType().FullName -like 'Keepalive.*') {
                ($record | Format-List * | Out-String -Width 400)
                ($record | Format-Table | Out-String -Width 400)
                "$record"
            }
        }
    }
}

Describe 'What a cmdlet shows of hostile names' {
    BeforeEach {
        $null = Enter-SyntheticHome $TestDrive
        $null = Set-ProfileFile credentials (New-KeySection "keys$name" -Expires 120)
        $null = Set-ProfileFile config (@(
                '[default]', "region = eu$hostile", "credential_process = no-such-program$hostile --flag$hostile"
                "[profile a$name]", "role_arn = arn$hostile", "source_profile = b$hostile"
                "[profile sso$name]", "sso_session = corp$name", "sso_account_id = 1$hostile", "sso_role_name = r$hostile"
                "[sso-session corp$name]", "sso_start_url = https://d-1.awsapps.com/$hostile", "sso_region = eu-west-1$hostile"
            ) -join "`n")
        $env:CLAUDE_AWS_CONFIG = Join-Path $env:HOME ($IsWindows ? 'config.json' : "config$name.json") # No name of a file on Windows.
        [IO.File]::WriteAllText($env:CLAUDE_AWS_CONFIG, (@{ autoLoginCmd = "tool$hostile`nforged"; loginUser = "user$hostile"; "profil$hostile" = 'slip' } | ConvertTo-Json))
        $null = New-Item -ItemType Directory (Join-Path $env:HOME '.claude')
        [IO.File]::WriteAllText((Join-Path $env:HOME '.claude/settings.json'), (@{ awsAuthRefresh = "refresh$hostile --x"; awsCredentialExport = "/opt/$hostile/export"; env = @{ AWS_PROFILE = "other$hostile" } } | ConvertTo-Json))
        $null = Get-ClaudeAwsCredential "none$hostile" -ErrorAction Ignore
    }
    AfterEach { Exit-SyntheticHome }

    It '<Cmdlet> writes nothing that a terminal would obey' -ForEach $cmdlets {
        $calls.Keys | Should -Contain $Cmdlet -Because 'each cmdlet has its calls here'
        foreach ($chosen in $null, "keys$name", "none$hostile`nforged") {
            $env:AWS_PROFILE = $chosen
            $shown = (Get-Shown $calls[$Cmdlet]) -join "`n"
            $shown | Should -Not -BeNullOrEmpty
            $bad = [regex]::Match($shown, '.{0,60}[\x00-\x08\x0B\x0C\x0E-\x1F\x7F-\x9F\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF].{0,20}|\r(?!\n)')
            ($bad.Value.ToCharArray() | ForEach-Object { if ($_ -lt 32 -or $_ -gt 126) { '<{0:X4}>' -f [int]$_ } else { $_ } }) -join '' | Should -BeNullOrEmpty
            $shown | Should -Not -Match '(?m)^forged'
        }
    }

    It 'completes no name that can''t be seen' {
        $names = (TabExpansion2 'Get-ClaudeAwsCredential -ProfileName ').CompletionMatches
        $names.ListItemText | Should -Contain default
        -join $names.ListItemText | Should -Not -Match '[\x00-\x1F\x7F-\x9F\u200B-\u202E]'
    }
}
