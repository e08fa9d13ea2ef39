BeforeAll {
    Import-Module $PSScriptRoot/TestModule.psm1 -Force
    Import-TestedModule
}

Describe 'New-ClaudeAwsSupportBundle' {
    BeforeEach {
        $null = Enter-SyntheticHome $TestDrive
        $null = Set-ProfileFile credentials (New-KeySection default -Expires '2099-01-01T00:00:00Z')
        $bundle = Join-Path $env:HOME bundle.zip
    }
    AfterEach { Exit-SyntheticHome }

    It 'writes a file without the secrets of the home' {
        $file = New-ClaudeAwsSupportBundle $bundle
        $file.FullName | Should -Be $bundle
        Expand-Archive -LiteralPath $bundle -DestinationPath (Join-Path $env:HOME out)
        $text = Get-ChildItem (Join-Path $env:HOME out) -File | ForEach-Object { Get-Content -Raw -LiteralPath $_.FullName } | Out-String
        $text | Should -Match 'KA\d{3}|No problem found'
        $text | Should -Not -Match ([regex]::Escape((Get-ClaudeAwsCredential).SecretKey))
        $text | Should -Not -Match ([regex]::Escape((Get-ClaudeAwsCredential).SessionToken))
        $text | Should -Not -Match ([regex]::Escape($env:HOME))
    }

    It 'writes nothing with -WhatIf' {
        New-ClaudeAwsSupportBundle $bundle -WhatIf | Should -BeNullOrEmpty
        $bundle | Should -Not -Exist
    }

    It 'gives out the file as Get-Item does' {
        $made = New-ClaudeAwsSupportBundle $bundle
        $made.FullName | Should -BeExactly $bundle
        $made.PSPath | Should -BeExactly (Get-Item -LiteralPath $bundle).PSPath
    }

    It 'refuses a path of a drive that has no files' {
        New-ClaudeAwsSupportBundle Variable:bundle.zip -ErrorAction SilentlyContinue -ErrorVariable problem | Should -BeNullOrEmpty
        $problem[0].FullyQualifiedErrorId | Should -BeExactly 'SupportBundleUnwritable,Keepalive.Commands.NewClaudeAwsSupportBundleCommand'
        'bundle.zip' | Should -Not -Exist
    }

    It 'never replaces a file' {
        Set-Content -LiteralPath $bundle -Value mine
        New-ClaudeAwsSupportBundle $bundle -ErrorAction SilentlyContinue -ErrorVariable problem | Should -BeNullOrEmpty
        $problem[0].FullyQualifiedErrorId | Should -BeExactly 'SupportBundleUnwritable,Keepalive.Commands.NewClaudeAwsSupportBundleCommand'
        Get-Content -LiteralPath $bundle | Should -Be mine
    }
}
