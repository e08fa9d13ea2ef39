BeforeAll {
    Import-Module $PSScriptRoot/TestModule.psm1 -Force -Global
    Import-Module $PSScriptRoot/SignIn.psm1 -Force
    Import-Module $PSScriptRoot/Secrets.psm1 -Force
    Import-TestedModule
}

Describe 'Invoke-ClaudeAwsLogin' {
    BeforeEach {
        Enter-SignInHome $TestDrive 'http://127.0.0.1:9'
        $env:SSH_TTY = '/dev/pts/1' # No browser is the person's, in which a page would ask.
        $keys = Join-Path $TestDrive 'keys'
        Remove-Item -LiteralPath $keys -ErrorAction Ignore
        $env:AWS_SHARED_CREDENTIALS_FILE = $keys
        $env:CLAUDE_AWS_CONFIG = Join-Path $TestDrive 'recipes.json'
        @{ recipes = @{ mine = @{ command = Get-LoginToolCommand $keys } } } | ConvertTo-Json -Depth 9 | Set-Content -LiteralPath $env:CLAUDE_AWS_CONFIG
    }
    AfterEach {
        Exit-SignInHome
        $env:CLAUDE_AWS_CONFIG = $env:AWS_SHARED_CREDENTIALS_FILE = $null
    }

    It 'answers by rules of the caller: a text, and a script block that is given the row' {
        $global:row = $null
        Invoke-ClaudeAwsLogin work -Recipe mine -Rule @{ '^Name: $' = 'me'; '^PIN: $' = { param($shown) $global:row = $shown; '4711' } } -ErrorVariable problem
        $problem | Should -BeNullOrEmpty
        $global:row | Should -BeExactly 'PIN: '
        Get-Content -LiteralPath $env:AWS_SHARED_CREDENTIALS_FILE | Should -Contain 'aws_access_key_id=ASIAQAAAAAAAAAAAAAAA'
    }

    It 'asks through the host of the session (<Kind>) for what is neither stored nor set, and a host that has no person never' -ForEach @(
        @{ Kind = 'a console'; HasDialogOnly = $false }
        @{ Kind = 'a host with a dialog alone'; HasDialogOnly = $true }
    ) {
        $rules = @(
            @{ name = 'user'; match = '^Name: $'; ask = 'text' }
            @{ name = 'password'; match = '^PIN: $'; ask = 'secret' }
        )
        $settings = Get-Content -Raw -LiteralPath $env:CLAUDE_AWS_CONFIG | ConvertFrom-Json -AsHashtable
        $settings.recipes.mine.rules = $rules
        ConvertTo-Json $settings -Depth 9 | Set-Content -LiteralPath $env:CLAUDE_AWS_CONFIG
        if (-not ('AskedHost' -as [type])) { Add-Type -TypeDefinition (Get-Content -Raw -LiteralPath $PSScriptRoot/AskedHost.cs) }
        $command = "Import-Module '$((Get-TestFact).ModulePath)'; Invoke-ClaudeAwsLogin work -Recipe mine"
        $asked = [AskedHost]::new(@('me'), '4711', $HasDialogOnly)
        $runspace = [runspacefactory]::CreateRunspace($asked)
        $runspace.Open()
        try {
            $shell = [powershell]::Create($runspace).AddScript($command)
            $null = $shell.Invoke()
            $shell.Streams.Error | Should -BeNullOrEmpty
            $shell.Dispose()
        }
        finally {
            $runspace.Dispose()
        }

        Get-Content -LiteralPath $env:AWS_SHARED_CREDENTIALS_FILE | Should -Contain 'aws_access_key_id=ASIAQAAAAAAAAAAAAAAA'
        $asked.Written | Should -Match 'Name:'
        $asked.Written | Should -Match 'PIN:'
        $asked.Written | Should -Not -Match 4711

        # A pwsh without a person, as Claude Code starts it.
        Remove-Item -LiteralPath $env:AWS_SHARED_CREDENTIALS_FILE
        $told = & (Get-Process -Id $PID).Path -NoProfile -NonInteractive -Command "$command -ErrorAction SilentlyContinue -ErrorVariable problem; `$problem.FullyQualifiedErrorId"
        $told[-1] | Should -BeExactly 'PromptUnavailable,Keepalive.Commands.InvokeClaudeAwsLoginCommand'
    }

    It 'reports <Id>' -ForEach @(
        @{ Id = 'RecipeNotFound'; With = @{ Recipe = 'nothing' } }
        @{ Id = 'AutoLoginNotSet'; With = @{} }
        @{ Id = 'RecipeInvalid'; With = @{ Recipe = 'mine'; Rule = @{ '(' = 'x' } } }
    ) {
        Invoke-ClaudeAwsLogin work @With -ErrorAction SilentlyContinue -ErrorVariable problem
        $problem.FullyQualifiedErrorId | Should -BeExactly "$Id,Keepalive.Commands.InvokeClaudeAwsLoginCommand"
    }

    It 'does nothing with -WhatIf' {
        Invoke-ClaudeAwsLogin work -Recipe mine -WhatIf
        Test-Path -LiteralPath $env:AWS_SHARED_CREDENTIALS_FILE | Should -BeFalse
    }

    It 'refuses -Force in a shell of Claude Code' {
        $env:CLAUDECODE = '1'
        try {
            Invoke-ClaudeAwsLogin work -Recipe mine -Force -ErrorAction SilentlyContinue -ErrorVariable problem
            $problem.FullyQualifiedErrorId | Should -BeLike 'ForceRefused,*'
        }
        finally {
            $env:CLAUDECODE = $null
        }
    }

    Context 'with a vault of SecretManagement' {
        BeforeEach {
            # Found by its name alone, as an installed one is.
            Import-FakeSecretManagement $TestDrive
            Remove-FakeSecretManagement
            $modulePath = $env:PSModulePath
            $env:PSModulePath = (Join-Path $TestDrive modules) + [IO.Path]::PathSeparator + $modulePath
            $env:CLAUDE_AWS_CONFIG = Join-Path $TestDrive 'vault.json'
            $settings = Get-Content -Raw -LiteralPath (Join-Path $TestDrive 'recipes.json') | ConvertFrom-Json -AsHashtable
            $settings.loginUser = 'me'
            $settings.recipes.mine.rules = @(
                @{ name = 'user'; match = '^Name: $'; send = '${user}' }
                @{ name = 'password'; match = '^PIN: $'; sendSecret = $true }
            )
            ConvertTo-Json $settings -Depth 9 | Set-Content -LiteralPath $env:CLAUDE_AWS_CONFIG
        }
        AfterEach {
            Remove-FakeSecretManagement
            $env:PSModulePath = $modulePath
        }

        It 'takes the password out of it, as a SecureString, when the tool asks' {
            Set-ClaudeAwsSecret work -Vault Corp -Secret (New-TypedSecret 4711) -ErrorAction Stop
            Invoke-ClaudeAwsLogin work -Recipe mine -Vault Corp -ErrorVariable problem
            $problem | Should -BeNullOrEmpty
            Get-Content -LiteralPath $env:AWS_SHARED_CREDENTIALS_FILE | Should -Contain 'aws_access_key_id=ASIAQAAAAAAAAAAAAAAA'
            Get-FakeVaultLog | Should -Contain ('get claude-aws/profile/{0}/password' -f 'work')
        }

        It 'opens the breaker with the value of the vault, and closes it with the next one' {
            Set-ClaudeAwsSecret work -Vault Corp -Secret (New-TypedSecret 0815) -ErrorAction Stop
            $settings.recipes.mine.rules += @{ name = 'wrong'; match = '^$'; failure = 'LoginPasswordRejected' }
            ConvertTo-Json $settings -Depth 9 | Set-Content -LiteralPath $env:CLAUDE_AWS_CONFIG
            Invoke-ClaudeAwsLogin work -Recipe mine -Vault Corp -ErrorAction SilentlyContinue -ErrorVariable first
            Invoke-ClaudeAwsLogin work -Recipe mine -Vault Corp -ErrorAction SilentlyContinue -ErrorVariable second
            $first[-1].FullyQualifiedErrorId | Should -BeLike 'LoginPasswordRejected,*'
            $second[-1].FullyQualifiedErrorId | Should -BeLike 'PasswordRejected,*'
            Set-Content -LiteralPath $env:AWS_SHARED_CREDENTIALS_FILE "[work]`naws_access_key_id=ASIAQAAAAAAAAAAAAAAB`naws_secret_access_key=s`naws_session_token=t`nexpiration=2020-01-01T00:00:00Z"
            $session = Get-ClaudeAwsSession work -WarningVariable warned -WarningAction SilentlyContinue
            "$warned", $session.AutoLoginHold | Should -BeLike '*was rejected at*'
            $session.PasswordRejected | Should -BeGreaterThan ([DateTimeOffset]::UtcNow.AddMinutes(-5))
            (Get-ClaudeAwsSession -All | Where-Object Profile -CEQ work).AutoLoginHold | Should -BeLike '*was rejected at*'
            $session | Format-List | Out-String | Should -BeLike '*AutoLoginHold*'

            # Keepalive.Desktop stores no secret: the next login compares the values.
            if ((Get-TestFact).ModuleName -ne 'Keepalive') { return }
            Set-ClaudeAwsSecret work -Vault Corp -Secret (New-TypedSecret 4711) -ErrorAction Stop
            $session = Get-ClaudeAwsSession work -WarningVariable warned -WarningAction SilentlyContinue
            "$warned$($session.AutoLoginHold)" | Should -BeNullOrEmpty
        }

        It 'reports <Id> where <Why>' -ForEach @(
            @{ Id = 'SecretNotFound'; Why = 'it holds none'; Vault = 'Corp' }
            @{ Id = 'SecretStoreFailed'; Why = 'there is no such vault'; Vault = 'Other' }
        ) {
            Invoke-ClaudeAwsLogin work -Recipe mine -Vault $Vault -ErrorAction SilentlyContinue -ErrorVariable problem
            $problem[-1].FullyQualifiedErrorId | Should -BeLike "$Id,*"
            Test-Path -LiteralPath $env:AWS_SHARED_CREDENTIALS_FILE | Should -BeFalse
        }

        It 'uses no seed where the setting forbids it' {
            Set-ClaudeAwsSecret work -Vault Corp -Kind Totp -Secret (New-TypedSecret GEZDGNBVGY3TQOJQ) -ErrorAction Stop
            $settings.forbidStoredTotpSeeds = $true
            $settings.recipes.mine.rules[1] = @{ name = 'code'; match = '^PIN: $'; sendTotp = $true }
            ConvertTo-Json $settings -Depth 9 | Set-Content -LiteralPath $env:CLAUDE_AWS_CONFIG
            Invoke-ClaudeAwsLogin work -Recipe mine -Vault Corp -ErrorAction SilentlyContinue -ErrorVariable problem
            $problem[-1].FullyQualifiedErrorId | Should -BeLike 'TotpSeedForbidden,*'
            Get-FakeVaultLog | Should -Not -Contain ('get claude-aws/profile/{0}/totp' -f 'work')
        }
    }

    It 'shows no secret in any stream, with -Verbose -Debug, nor to the tool in any command line or environment' {
        if (-not $IsLinux) { Set-ItResult -Skipped -Because 'what others can see of a process is read in /proc' }
        $env:CLAUDE_AWS_STATE = Join-Path $TestDrive 'secret-state'
        $env:CLAUDE_AWS_SECRET_STORE = 'plaintext'
        $seen = Join-Path $TestDrive 'seen'
        $planted = 'Planted-Pass7-word'
        try {
            # It repeats what it was typed, and reads what ps can see of itself and of this shell while it has it. The token is put together there: not on its command line.
            $script = "stty -echo; printf 'Password: '; read word; stty echo; echo; printf 'You typed %s and aws_session_token = planted-%s\n' `$word session-token; " +
                "for id in `$`$ `$PPID; do tr '\0' ' ' < /proc/`$id/cmdline; tr '\0' ' ' < /proc/`$id/environ; done > '$seen' 2>/dev/null; " +
                "printf '[work]\naws_access_key_id=ASIAQAAAAAAAAAAAAAAA\naws_secret_access_key=not/a/real/secret/just/forty/letters1\naws_session_token=t\n' > '$keys'"
            @{ recipes = @{ loud = @{ command = 'sh', '-c', $script; rules = @(@{ name = 'password'; match = '^Password: $'; sendSecret = $true }) } } } |
                ConvertTo-Json -Depth 9 | Set-Content -LiteralPath $env:CLAUDE_AWS_CONFIG
            $typed = [securestring]::new()
            $planted.ToCharArray() | ForEach-Object { $typed.AppendChar($_) }
            $streams = & {
                # Without their actions -Debug asks a person at each warning and error.
                Set-ClaudeAwsSecret work -Secret $typed -Verbose -Debug -WarningAction Continue -ErrorAction Continue
                Invoke-ClaudeAwsLogin work -Recipe loud -Verbose -Debug -WarningAction Continue -ErrorAction Continue -ErrorVariable script:problem
            } *>&1 | Out-String

            $problem | Should -BeNullOrEmpty
            (Get-Content -LiteralPath $seen -Raw) -match 'CLAUDE_AWS_PROFILE=work' | Should -BeTrue -Because 'it has to see at all'
            $transcript = Get-ChildItem $env:CLAUDE_AWS_STATE -Recurse -File | Where-Object FullName -Like '*transcripts*' | Get-Content -Raw
            $transcript | Should -Match 'You typed \(redacted\)'
            foreach ($text in $streams, $transcript, (Get-Content -LiteralPath $seen -Raw), ($Error | ForEach-Object { $_.Exception.ToString() } | Out-String)) {
                $text -match 'Planted-Pass7|planted-session-token' | Should -BeFalse # And shown to nobody.
            }
        }
        finally {
            $env:CLAUDE_AWS_STATE = $env:CLAUDE_AWS_SECRET_STORE = $null
        }
    }

    It 'completes the names of recipes' {
        (TabExpansion2 'Invoke-ClaudeAwsLogin -Recipe m').CompletionMatches.CompletionText | Should -Contain mine
    }
}
