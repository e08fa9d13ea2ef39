BeforeAll {
    Import-Module $PSScriptRoot/TestModule.psm1 -Force
    Import-TestedModule
    $fact = Get-TestFact
}

Describe 'Get-ClaudeAwsCredential' {
    BeforeEach {
        $null = Enter-SyntheticHome $TestDrive
        $null = Set-ProfileFile credentials (@(
                New-KeySection default -Expires '2099-01-01T00:00:00Z'
                New-KeySection dev -Key ASIAEXAMPLEEXAMPLE02 -Expires '2099-02-01T00:00:00Z'
                New-KeySection old -Key ASIAEXAMPLEEXAMPLE03 -Expires '2020-01-01T00:00:00Z'
                New-KeySection 'my team/prod' -Key ASIAEXAMPLEEXAMPLE04
                "[forever]`naws_access_key_id = AKIAEXAMPLEEXAMPLE05`naws_secret_access_key = $($fact.SecretKey)"
            ) -join "`n")
    }
    AfterEach { Exit-SyntheticHome }

    Context 'as an object' {
        It 'gives the credential of the profile in use' {
            $credential = Get-ClaudeAwsCredential
            $credential | Should -BeOfType Keepalive.ClaudeAwsCredential
            $credential.Profile | Should -BeExactly default
            $credential.AccessKey | Should -BeExactly ASIAEXAMPLEEXAMPLE01
            $credential.SecretKey | Should -BeExactly $fact.SecretKey
            $credential.SessionToken | Should -BeExactly $fact.SessionToken
            $credential.Source | Should -Be CredentialsFile
            $credential.Location | Should -BeLike '*credentials, line 2'
        }

        It 'gives an expiry that compares rightly with local and with UTC time' {
            $expires = [datetime]::UtcNow.AddMinutes(20)
            $null = Set-ProfileFile credentials (New-KeySection -Expires $expires.ToString('yyyy-MM-ddTHH:mm:ssZ'))
            $credential = Get-ClaudeAwsCredential
            $credential.Expiration | Should -BeOfType DateTimeOffset
            $credential.Expiration.Offset | Should -Be ([timespan]::Zero)
            $credential.Expiration -gt (Get-Date).AddMinutes(10) | Should -BeTrue
            $credential.Expiration -lt (Get-Date).AddMinutes(30) | Should -BeTrue
            $credential.Expiration -gt [datetime]::UtcNow.AddMinutes(10) | Should -BeTrue
            $credential.Expiration -lt [datetime]::UtcNow.AddMinutes(30) | Should -BeTrue
        }

        It 'has no expiry when nothing tells it' {
            (Get-ClaudeAwsCredential 'my team/prod').Expiration | Should -BeNullOrEmpty
        }

        It 'shows no secret as text' {
            "$(Get-ClaudeAwsCredential dev)" | Should -BeLike 'ASIA*LE02 (*)'
        }

        It 'has no property that would make the parameter sets of Set-AWSCredential ambiguous' {
            (Get-ClaudeAwsCredential).PSObject.Properties.Name | Should -Not -Contain ProfileName
            (Get-ClaudeAwsCredential).PSObject.Properties.Name | Should -Not -Contain StoredCredentials
            (Get-ClaudeAwsCredential).PSObject.Properties.Name | Should -Not -Contain AWSProfileName
        }

        It 'binds to Set-AWSCredential by property name' {
            # The parameter sets of the real one, AWS.Tools.Common 5.
            function Set-AWSCredential {
                param(
                    [Parameter(ParameterSetName = 'StoredProfile', Mandatory, ValueFromPipelineByPropertyName, Position = 1)] [Alias('StoredCredentials', 'AWSProfileName')] [string] $ProfileName,
                    [Parameter(ParameterSetName = 'StoredProfile', ValueFromPipelineByPropertyName)] [pscredential] $NetworkCredential,
                    [Parameter(ParameterSetName = 'BasicOrSession', Mandatory, ValueFromPipelineByPropertyName)] [Alias('AK')] [string] $AccessKey,
                    [Parameter(ParameterSetName = 'BasicOrSession', Mandatory, ValueFromPipelineByPropertyName)] [Alias('SK', 'SecretAccessKey')] [string] $SecretKey,
                    [Parameter(ParameterSetName = 'BasicOrSession', ValueFromPipelineByPropertyName)] [Alias('ST')] [string] $SessionToken,
                    [Parameter(ParameterSetName = 'AssumeRole', ValueFromPipelineByPropertyName)] [string] $ExternalID,
                    [Parameter(ParameterSetName = 'AssumeRole', ValueFromPipelineByPropertyName)] [string] $MfaSerial,
                    [Parameter(ParameterSetName = 'AssumeRole', Mandatory, ValueFromPipelineByPropertyName)] [string] $RoleArn,
                    [Parameter(ParameterSetName = 'AssumeRole', Mandatory, ValueFromPipelineByPropertyName)] [string] $SourceProfile,
                    [Parameter(ParameterSetName = 'AWSCredentialsObject', Mandatory, ValueFromPipeline)] [version] $Credential,
                    [Parameter(ValueFromPipelineByPropertyName)] [Alias('AWSProfilesLocation', 'ProfilesLocation')] [string] $ProfileLocation,
                    [Parameter(ValueFromPipelineByPropertyName)] [string] $StoreAs
                )
                process { [pscustomobject]@{ Set = $PSCmdlet.ParameterSetName; Bound = $PSBoundParameters } }
            }
            $call = Get-ClaudeAwsCredential dev | Set-AWSCredential
            $call.Set | Should -Be BasicOrSession
            $call.Bound.AccessKey | Should -BeExactly ASIAEXAMPLEEXAMPLE02
            $call.Bound.SecretKey | Should -BeExactly $fact.SecretKey
            $call.Bound.SessionToken | Should -BeExactly $fact.SessionToken
            $call.Bound.Count | Should -Be 3
        }
    }

    Context 'choosing the profile' {
        It 'takes the name as the first argument' {
            (Get-ClaudeAwsCredential 'my team/prod').AccessKey | Should -BeExactly ASIAEXAMPLEEXAMPLE04
        }

        It 'takes names from the pipeline, by value and by property name' {
            ('dev', 'default' | Get-ClaudeAwsCredential).Profile | Should -Be dev, default
            ([pscustomobject]@{ Profile = 'dev' } | Get-ClaudeAwsCredential).Profile | Should -Be dev
            ([pscustomobject]@{ ProfileName = 'dev' } | Get-ClaudeAwsCredential).Profile | Should -Be dev
            (Get-ClaudeAwsSession dev | Get-ClaudeAwsCredential).Profile | Should -Be dev
        }

        It 'follows a variable that was set in this session' {
            $env:AWS_PROFILE = 'dev'
            (Get-ClaudeAwsCredential).Profile | Should -Be dev
        }

        It 'takes keys from the environment when nobody named a profile' {
            $env:AWS_ACCESS_KEY_ID = 'ASIAEXAMPLEEXAMPLE09'
            $env:AWS_SECRET_ACCESS_KEY = $fact.SecretKey
            $env:AWS_SESSION_TOKEN = $fact.SessionToken
            $credential = Get-ClaudeAwsCredential
            $credential.AccessKey | Should -BeExactly ASIAEXAMPLEEXAMPLE09
            $credential.Profile | Should -BeNullOrEmpty
            $credential.Source | Should -Be Environment
        }

        It 'refuses an empty name, which would mean another profile than the caller thinks' {
            { Get-ClaudeAwsCredential -ProfileName '' } | Should -Throw -ErrorId 'ParameterArgumentValidationError,*'
            { Get-ClaudeAwsCredential -ProfileName $undefined } | Should -Throw -ErrorId 'ParameterArgumentValidationError,*'
        }

        It 'goes on after a profile that fails' {
            $found = Get-ClaudeAwsCredential old, dev -ErrorAction SilentlyContinue -ErrorVariable problem
            $found.Profile | Should -Be dev
            $problem.Count | Should -Be 1
        }
    }

    Context 'as text' {
        It 'gives exactly the line that Claude Code takes' {
            $line = Get-ClaudeAwsCredential dev -AsJson
            $line | Should -BeOfType string
            $line | Should -BeExactly ('{"Credentials":{"AccessKeyId":"ASIAEXAMPLEEXAMPLE02","SecretAccessKey":"' + $fact.SecretKey +
                '","SessionToken":"' + $fact.SessionToken + '","Expiration":"2099-02-01T00:00:00Z"}}')
        }

        It 'gives the same for -Format Claude' {
            Get-ClaudeAwsCredential -Format Claude | Should -BeExactly (Get-ClaudeAwsCredential -AsJson)
        }

        It 'gives the same as the companion' {
            $companion = Get-ChildItem -Path (Join-Path $fact.ModuleFolder 'bin/*/claude-aws*') -File |
                Where-Object Extension -in '', '.exe' | Select-Object -First 1
            if (-not $companion) {
                Set-ItResult -Skipped -Because 'the companion is not part of this build'
            }
            foreach ($format in 'claude', 'process', 'env', 'powershell') {
                $expected = (& $companion export --profile dev --format $format) -join "`n"
                Get-ClaudeAwsCredential dev -Format $format | Should -BeExactly $expected
            }
        }

        It 'gives the credential_process contract' {
            $document = Get-ClaudeAwsCredential -Format Process | ConvertFrom-Json -DateKind String
            $document.Version | Should -Be 1
            $document.AccessKeyId | Should -BeExactly ASIAEXAMPLEEXAMPLE01
            $document.Expiration | Should -BeExactly 2099-01-01T00:00:00Z
        }

        It 'gives assignments that PowerShell runs' {
            $env:AWS_PROFILE = 'dev'
            Get-ClaudeAwsCredential -Format PowerShell | Invoke-Expression
            $env:AWS_ACCESS_KEY_ID | Should -BeExactly ASIAEXAMPLEEXAMPLE02
            $env:AWS_SESSION_TOKEN | Should -BeExactly $fact.SessionToken
            $env:AWS_PROFILE | Should -BeNullOrEmpty
        }

        It 'gives assignments for a shell' {
            Get-ClaudeAwsCredential -Format Env | Should -BeLike "export AWS_ACCESS_KEY_ID='ASIAEXAMPLEEXAMPLE01'`nexport *"
        }

        It 'asks AWS STS for the session of a long-lived key for Claude Code, and gives the key elsewhere' {
            $env:AWS_ENDPOINT_URL_STS = 'http://127.0.0.1:1'
            Get-ClaudeAwsCredential forever -AsJson -ErrorAction SilentlyContinue -ErrorVariable problem | Should -BeNullOrEmpty
            $problem.FullyQualifiedErrorId | Should -BeExactly 'NetworkUnreachable,Keepalive.Commands.GetClaudeAwsCredentialCommand'
            Remove-Item Env:AWS_ENDPOINT_URL_STS
            (Get-ClaudeAwsCredential forever).SessionToken | Should -BeNullOrEmpty
            Get-ClaudeAwsCredential forever -Format Process | Should -Not -BeLike '*SessionToken*'
        }

        It 'does not take both -AsJson and -Format' {
            { Get-ClaudeAwsCredential -AsJson -Format Env } | Should -Throw -ErrorId 'AmbiguousParameterSet,*'
        }
    }

    Context 'when there is none' {
        It 'refuses an expired one, with nothing on the output' -ForEach @(@{ Switch = @{} }, @{ Switch = @{ AsJson = $true } }) {
            Get-ClaudeAwsCredential old @Switch -ErrorAction SilentlyContinue -ErrorVariable problem | Should -BeNullOrEmpty
            $problem.FullyQualifiedErrorId | Should -BeExactly 'CredentialExpired,Keepalive.Commands.GetClaudeAwsCredentialCommand'
            $problem.CategoryInfo.Category | Should -Be AuthenticationError
            $problem.TargetObject | Should -BeExactly old
            $problem.ErrorDetails.RecommendedAction | Should -BeLike 'Sign in again*'
            $problem.Exception.Message | Should -BeLike "*'old' expired*"
        }

        It 'refuses one that ends within a minute' {
            $soon = [datetime]::UtcNow.AddSeconds(40).ToString('yyyy-MM-ddTHH:mm:ssZ')
            $null = Set-ProfileFile credentials (New-KeySection -Expires $soon)
            { Get-ClaudeAwsCredential -ErrorAction Stop } | Should -Throw -ErrorId 'CredentialExpired,*'
        }

        It 'can be caught by its error id' {
            $caught = try { Get-ClaudeAwsCredential old -ErrorAction Stop } catch { $_.FullyQualifiedErrorId }
            $caught | Should -BeExactly 'CredentialExpired,Keepalive.Commands.GetClaudeAwsCredentialCommand'
        }

        It 'names the nearest profiles for a name it does not know' {
            Get-ClaudeAwsCredential dve -ErrorAction SilentlyContinue -ErrorVariable problem | Should -BeNullOrEmpty
            $problem.FullyQualifiedErrorId | Should -BeLike 'ProfileNotFound,*'
            $problem.CategoryInfo.Category | Should -Be ObjectNotFound
            $problem.TargetObject | Should -BeExactly dve
            $problem.ErrorDetails.RecommendedAction | Should -BeLike "*'dev'*"
        }

        It 'ends at once when our own configuration is broken, since no profile could succeed' {
            $env:CLAUDE_AWS_CONFIG = Join-Path $env:HOME config.json
            Set-Content -LiteralPath $env:CLAUDE_AWS_CONFIG -Value '{ "profile": 1 }'
            { 'dev', 'default' | Get-ClaudeAwsCredential -ErrorAction SilentlyContinue } | Should -Throw -ErrorId 'ConfigurationInvalid,*'
        }
    }

    Context 'by credential_process' {
        It 'runs the program and takes its answer' {
            $null = Set-ProfileFile config ((New-ProcessSection 'profile asked' @'
'{"Version":1,"AccessKeyId":"ASIAEXAMPLEEXAMPLE07","SecretAccessKey":"abc/def","SessionToken":"tok","Expiration":"2099-03-01T00:00:00Z"}'
'@) + (New-ProcessSection 'profile failing' 'exit 7'))
            $credential = Get-ClaudeAwsCredential asked -Timeout 60
            $credential.AccessKey | Should -BeExactly ASIAEXAMPLEEXAMPLE07
            $credential.Source | Should -Be CredentialProcess
            Get-ClaudeAwsCredential failing -Timeout 60 -ErrorAction SilentlyContinue -ErrorVariable problem | Should -BeNullOrEmpty
            $problem.FullyQualifiedErrorId | Should -BeLike 'CredentialProcessFailed,*'
        }

        It 'takes -Timeout in seconds and ends the program with it' {
            $pidFile = Join-Path $env:HOME pid
            $null = Set-ProfileFile config (New-ProcessSection 'profile hanging' "Set-Content '$pidFile' `$PID; [Threading.Thread]::Sleep(-1)")
            $watch = [Diagnostics.Stopwatch]::StartNew()
            Get-ClaudeAwsCredential hanging -Timeout 2 -ErrorAction SilentlyContinue -ErrorVariable problem | Should -BeNullOrEmpty
            $problem.FullyQualifiedErrorId | Should -BeLike 'TimedOut,*'
            $problem.CategoryInfo.Category | Should -Be OperationTimeout
            $watch.Elapsed.TotalSeconds | Should -BeGreaterOrEqual 1.9
            if (Test-Path $pidFile) {
                Test-ProcessGone (Get-Content $pidFile) | Should -BeTrue
            }
        }
    }

    Context '-Timeout' {
        It 'reads <Value> as <Seconds> s' -ForEach @(
            @{ Value = 15; Seconds = 15 }, @{ Value = '15'; Seconds = 15 }, @{ Value = 0.5; Seconds = 0.5 }
            @{ Value = '0:01:00'; Seconds = 60 }, @{ Value = [timespan]::FromMinutes(2); Seconds = 120 }
        ) {
            $attribute = (Get-Command Get-ClaudeAwsCredential).Parameters.Timeout.Attributes | Where-Object { $_ -is [Management.Automation.ArgumentTransformationAttribute] -and $_.GetType().Name -eq 'DurationArgumentAttribute' }
            $attribute.Transform($ExecutionContext, $Value).TotalSeconds | Should -Be $Seconds
        }

        It 'refuses <_>' -ForEach 0, -1, 'soon', '2.00:00:00', 1e9, $null {
            { Get-ClaudeAwsCredential -Timeout $_ } | Should -Throw -ErrorId 'ParameterArgumentTransformationError,*'
        }
    }
}
