BeforeAll {
    Import-Module $PSScriptRoot/TestModule.psm1 -Force
    Import-TestedModule

    function Complete([string] $Text) {
        [Management.Automation.CommandCompletion]::CompleteInput($Text, $Text.Length, $null)
    }

    # The whole line after accepting the only match.
    function Accept([string] $Text) {
        $completion = Complete $Text
        $completion.CompletionMatches.Count | Should -Be 1
        $Text.Remove($completion.ReplacementIndex, $completion.ReplacementLength).Insert($completion.ReplacementIndex, $completion.CompletionMatches[0].CompletionText)
    }
}

Describe 'Completion of profile names' {
    BeforeEach {
        $null = Enter-SyntheticHome $TestDrive
        $marker = Join-Path $env:HOME 'the process ran'
        $null = Set-ProfileFile credentials ((New-KeySection alpha) + (New-KeySection beta) + (New-KeySection 'zoé'))
        $null = Set-ProfileFile config ((New-ProcessSection 'profile asked' "Set-Content '$marker' 1") + (@(
                    '[profile "with space"]'
                    '[profile team/x@corp.example]'
                    "[profile o'neil]"
                    '[profile cash$flow]'
                    '[profile 0x10]'
                ) -join "`n"))
    }
    AfterEach { Exit-SyntheticHome }

    It 'offers all profiles of both files to <_>' -ForEach 'Connect-ClaudeAws', 'Disconnect-ClaudeAws', 'Get-ClaudeAwsCredential', 'Get-ClaudeAwsSession', 'Invoke-ClaudeAwsRefresh', 'Test-ClaudeAwsSession', 'Use-ClaudeAwsCredential' {
        $names = (Complete "$_ -ProfileName ").CompletionMatches.ListItemText
        'alpha', 'beta', 'asked', 'with space', "o'neil" | ForEach-Object { $names | Should -Contain $_ }
        $marker | Should -Not -Exist
    }

    It 'completes <Typed> to <Line>' -ForEach @(
        @{ Typed = 'Get-ClaudeAwsCredential al'; Line = 'Get-ClaudeAwsCredential alpha' }
        @{ Typed = 'Get-ClaudeAwsCredential AL'; Line = 'Get-ClaudeAwsCredential alpha' }
        @{ Typed = 'Get-ClaudeAwsSession -ProfileName alpha,be'; Line = 'Get-ClaudeAwsSession -ProfileName alpha,beta' }
        @{ Typed = 'Test-ClaudeAwsSession -ProfileName wi'; Line = "Test-ClaudeAwsSession -ProfileName 'with space'" }
        @{ Typed = "Test-ClaudeAwsSession 'wi"; Line = "Test-ClaudeAwsSession 'with space'" }
        @{ Typed = 'Test-ClaudeAwsSession "wi'; Line = "Test-ClaudeAwsSession 'with space'" }
        @{ Typed = 'Test-ClaudeAwsSession te'; Line = 'Test-ClaudeAwsSession team/x@corp.example' }
        @{ Typed = 'Test-ClaudeAwsSession zo'; Line = 'Test-ClaudeAwsSession zoé' }
        @{ Typed = 'Test-ClaudeAwsSession o'; Line = "Test-ClaudeAwsSession 'o''neil'" }
        @{ Typed = 'Test-ClaudeAwsSession ca'; Line = "Test-ClaudeAwsSession 'cash`$flow'" }
        @{ Typed = 'Test-ClaudeAwsSession 0'; Line = "Test-ClaudeAwsSession '0x10'" }
    ) {
        Accept $Typed | Should -BeExactly $Line
    }

    It 'gives back every name as the argument it stands for' {
        foreach ($match in (Complete 'Get-ClaudeAwsCredential -ProfileName ').CompletionMatches) {
            Invoke-Expression "Write-Output $($match.CompletionText)" | Should -BeExactly $match.ListItemText
        }
    }

    It 'reads the files that the variables of this session name' {
        $env:AWS_SHARED_CREDENTIALS_FILE = Join-Path $env:HOME elsewhere
        Set-Content $env:AWS_SHARED_CREDENTIALS_FILE (New-KeySection elsewhere)
        Accept 'Get-ClaudeAwsCredential els' | Should -BeExactly 'Get-ClaudeAwsCredential elsewhere'
    }

    It 'offers nothing and fails not when <Why>' -ForEach @(
        @{ Why = 'the file is a folder'; Break = { Remove-Item "$env:HOME/.aws/*"; $null = New-Item -ItemType Directory "$env:HOME/.aws/credentials" } }
        @{ Why = 'the file is noise'; Break = { Remove-Item "$env:HOME/.aws/*"; [IO.File]::WriteAllBytes("$env:HOME/.aws/credentials", [byte[]](0..255)) } }
        @{ Why = 'there is no home'; Break = { $env:HOME = $env:USERPROFILE = $null } }
        @{ Why = 'there are no files'; Break = { Remove-Item "$env:HOME/.aws/*" } }
    ) {
        & $Break
        $before = $global:Error.Count
        (New-Object -TypeName Keepalive.Commands.ProfileNameCompleter).CompleteArgument('x', 'y', '', $null, @{}) | Should -BeNullOrEmpty
        $global:Error.Count | Should -Be $before
    }
}

Describe 'Completion of values' {
    BeforeEach { $null = Enter-SyntheticHome $TestDrive; $null = Set-ProfileFile credentials (New-KeySection alpha) }
    AfterEach { Exit-SyntheticHome }

    It 'offers the words that <Setting> takes' -ForEach @(
        @{ Setting = 'loginFlow'; Word = 'auto' }
        @{ Setting = 'recipe'; Word = 'saml2aws' }
        @{ Setting = 'profile'; Word = 'alpha' }
        @{ Setting = 'warnMinutes'; Word = '30' }
        @{ Setting = 'forbidAutoLogin'; Word = 'true' }
    ) {
        $matches = (Complete "Set-ClaudeAwsConfiguration $Setting ").CompletionMatches
        $matches.ListItemText | Should -Contain $Word
        $matches.ResultType | Should -Not -Contain ProviderItem
    }

    It 'offers no file name where a word of <_> is not known' -ForEach 'loginFlow', 'recipe', 'warnMinutes' {
        Push-Location $env:HOME
        try {
            Set-Content zzz.txt 1
            (Complete "Set-ClaudeAwsConfiguration $_ zz").CompletionMatches.ResultType | Should -Not -Contain ProviderItem
        }
        finally { Pop-Location }
    }

    It 'offers the ids of the checks, with what each looks for' {
        $matches = (Complete 'Repair-ClaudeAwsSetup -Id KA00').CompletionMatches
        $matches.CompletionText | Should -Contain KA001
        $matches.Where({ $_.CompletionText -eq 'KA001' }).ToolTip | Should -Not -BeNullOrEmpty
        $matches.ResultType | Should -Not -Contain ProviderItem
    }
}

Describe 'Completion of every parameter' {
    BeforeDiscovery {
        Import-Module $PSScriptRoot/TestModule.psm1 -Force
        Import-TestedModule
        $common = [Management.Automation.Cmdlet]::CommonParameters + [Management.Automation.Cmdlet]::OptionalCommonParameters
        $paths = 'New-ClaudeAwsSupportBundle -Path', 'Connect-ClaudeAws -Browser'
        $cases = foreach ($command in (Get-Module Keepalive).ExportedCmdlets.Values) {
            foreach ($parameter in $command.Parameters.Values.Where({ $_.Name -notin $common -and -not $_.SwitchParameter })) {
                @{ Line = "$($command.Name) -$($parameter.Name)"; IsPath = "$($command.Name) -$($parameter.Name)" -in $paths }
            }
        }
    }

    BeforeEach {
        Push-Location (Enter-SyntheticHome $TestDrive)
        'a', 'zzz.txt', 'Userfile', '15.txt', 'KA001.txt', 'us-east-1.txt', 'warnMinutes.json' | ForEach-Object { Set-Content $_ 1 }
    }
    AfterEach {
        Pop-Location
        Exit-SyntheticHome
    }

    It 'offers no file name to <Line>' -ForEach $cases.Where({ -not $_.IsPath }) {
        foreach ($typed in '', 'a', 'zz', 'User', '1', 'KA', 'us-', 'warn', "'zz") {
            $types = (Complete "$Line $typed").CompletionMatches.ResultType
            $types | Should -Not -Contain ProviderItem -Because "'$typed' was typed"
            $types | Should -Not -Contain ProviderContainer -Because "'$typed' was typed"
        }
    }

    It 'offers files to <Line>' -ForEach $cases.Where({ $_.IsPath }) {
        (Complete "$Line zz").CompletionMatches.ResultType | Should -Contain ProviderItem
    }
}

Describe 'Completion of values that help' {
    BeforeEach {
        $null = Enter-SyntheticHome $TestDrive
        $null = Set-ProfileFile config "[sso-session corp]`nsso_region = eu-north-1`n[profile alpha]`nsso_session = corp`nregion = us-west-2`n"
        $null = New-Item -ItemType Directory (Get-ConfigurationFolder)
        Set-Content (Join-Path (Get-ConfigurationFolder) config.json) '{ "loginAccount": "corp", "profiles": { "alpha": { "loginAccount": "partner" } } }'
    }
    AfterEach { Exit-SyntheticHome }

    It 'completes <Typed> to <Line>' -ForEach @(
        @{ Typed = 'Install-ClaudeAwsKeepalive -Region us'; Line = 'Install-ClaudeAwsKeepalive -Region us-west-2' }
        @{ Typed = 'Install-ClaudeAwsKeepalive -Region eu'; Line = 'Install-ClaudeAwsKeepalive -Region eu-north-1' }
        @{ Typed = 'Install-ClaudeAwsKeepalive -Set warnM'; Line = "Install-ClaudeAwsKeepalive -Set @{ warnMinutes = '30' }" }
        @{ Typed = 'Set-ClaudeAwsSecret -Account p'; Line = 'Set-ClaudeAwsSecret -Account partner' }
        @{ Typed = 'Test-ClaudeAwsSecret -Account c'; Line = 'Test-ClaudeAwsSecret -Account corp' }
        @{ Typed = 'Set-ClaudeAwsSecret -Secret Re'; Line = 'Set-ClaudeAwsSecret -Secret (Read-Host -AsSecureString)' }
        @{ Typed = 'Set-ClaudeAwsConfiguration loginAccount pa'; Line = 'Set-ClaudeAwsConfiguration loginAccount partner' }
        @{ Typed = 'Get-ClaudeAwsCredential -Timeout 36'; Line = 'Get-ClaudeAwsCredential -Timeout 3600' }
        @{ Typed = 'Get-ClaudeAwsLog 5'; Line = 'Get-ClaudeAwsLog 50' }
        @{ Typed = 'Use-ClaudeAwsCredential cl'; Line = 'Use-ClaudeAwsCredential { claude }' }
    ) {
        Accept $Typed | Should -BeExactly $Line
    }

    It 'offers the vaults of SecretManagement where it is loaded, and does not load it' {
        (Complete 'Set-ClaudeAwsSecret -Vault ').CompletionMatches | Should -BeNullOrEmpty
        New-Module Microsoft.PowerShell.SecretManagement { function Get-SecretVault { [pscustomobject]@{ Name = 'work vault' } } } | Import-Module -Global
        try {
            Accept 'Set-ClaudeAwsSecret -Vault wo' | Should -BeExactly "Set-ClaudeAwsSecret -Vault 'work vault'"
        }
        finally { Remove-Module Microsoft.PowerShell.SecretManagement }
    }
}
