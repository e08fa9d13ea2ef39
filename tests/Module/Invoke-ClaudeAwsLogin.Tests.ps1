BeforeAll {
    Import-Module $PSScriptRoot/TestModule.psm1 -Force -Global
    Import-Module $PSScriptRoot/SignIn.psm1 -Force
    Import-TestedModule
}

Describe 'Invoke-ClaudeAwsLogin' -Skip:$IsWindows {
    BeforeEach {
        Enter-SignInHome $TestDrive 'http://127.0.0.1:9'
        $keys = Join-Path $TestDrive 'keys'
        Remove-Item -LiteralPath $keys -ErrorAction Ignore
        $env:AWS_SHARED_CREDENTIALS_FILE = $keys
        $env:CLAUDE_AWS_CONFIG = Join-Path $TestDrive 'recipes.json'
        $script = "printf 'Name: '; read name; stty -echo; printf 'PIN: '; read pin; stty echo; echo; " +
            "[ \`"`$name`$pin\`" = me4711 ] && printf '[work]\naws_access_key_id=ASIAQAAAAAAAAAAAAAAA\naws_secret_access_key=not/a/real/secret/just/forty/letters1\naws_session_token=t\n' > '$keys'"
        Set-Content -LiteralPath $env:CLAUDE_AWS_CONFIG "{ `"recipes`": { `"mine`": { `"command`": [`"sh`", `"-c`", `"$($script.Replace('\n', '\\n'))`"] } } }"
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

    It 'completes the names of recipes' {
        (TabExpansion2 'Invoke-ClaudeAwsLogin -Recipe m').CompletionMatches.CompletionText | Should -Contain mine
    }
}
