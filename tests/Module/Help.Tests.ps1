BeforeDiscovery {
    $exported = (Import-PowerShellDataFile "$PSScriptRoot/../../Keepalive.psd1").CmdletsToExport
    $topics = (Get-ChildItem "$PSScriptRoot/../../docs/en-US" -Filter about_*.md).BaseName
}

BeforeAll {
    Import-Module $PSScriptRoot/TestModule.psm1 -Force
    Import-TestedModule
    $fact = Get-TestFact
}

Describe 'The kept help of the cmdlets' {
    It 'is made of the pages as they are; otherwise run ./build.ps1 -Task Help' {
        $help = Get-Content -Raw (Join-Path $fact.DocsFolder Keepalive.dll-Help.xml)
        $madeOf = [regex]::Matches($help, '(?m)^([\w-]+\.md) ([0-9A-F]{64})\r?$') | ForEach-Object { $_.Groups[1].Value + ' ' + $_.Groups[2].Value }
        $pages = foreach ($page in Get-ChildItem $fact.DocsFolder -Filter *-*.md) {
            $words = (Get-Content -Raw $page).Replace("`r`n", "`n")
            '{0} {1}' -f $page.Name, [Convert]::ToHexString([Security.Cryptography.SHA256]::HashData([Text.Encoding]::UTF8.GetBytes($words)))
        }
        $pages | Should -Not -BeNullOrEmpty
        $madeOf | Sort-Object | Should -Be ($pages | Sort-Object)
    }
}

Describe 'Get-Help <_>' -ForEach $exported {
    BeforeAll {
        $command = $_
        $help = Get-Help $command -Full
        $common = [Management.Automation.PSCmdlet]::CommonParameters + [Management.Automation.PSCmdlet]::OptionalCommonParameters
    }

    It 'has a synopsis and a description of its own' {
        $help.Synopsis | Should -Not -BeNullOrEmpty
        $help.Synopsis.Trim() | Should -Not -BeLike "$command*"
        $help.Description.Text | Should -Not -BeNullOrEmpty
    }

    It 'describes each parameter' {
        foreach ($name in (Get-Command $command).Parameters.Keys | Where-Object { $_ -notin $common }) {
            ($help.parameters.parameter | Where-Object Name -eq $name).description.Text | Should -Not -BeNullOrEmpty -Because "-$name is a parameter"
        }
    }

    It 'has an example with its command' {
        $help.examples.example.code -join "`n" | Should -Match $command
    }

    It 'knows the page that -Online opens' {
        $page = $help.relatedLinks.navigationLink[0].uri
        $page | Should -BeLike "https://*/docs/en-US/$command.md"
        $page | Should -BeLike "$((Import-PowerShellDataFile $fact.ModulePath).PrivateData.PSData.ProjectUri)/*"
    }
}

Describe 'The topic <_>' -ForEach $topics {
    BeforeAll {
        $text = Get-Help $_
        $file = Get-Content (Join-Path $fact.ModuleFolder "en-US/$_.help.txt")
    }

    It 'is found by its name, with its first sentence as synopsis' {
        $text | Should -BeLike "*$_*SHORT DESCRIPTION*LONG DESCRIPTION*"
        $found = Get-Help about_Keepalive* | Where-Object Name -eq $_
        $found.Synopsis | Should -Not -BeNullOrEmpty
    }

    It 'is plain text of 80 columns, but for code' {
        $file | Where-Object { $_.Length -gt 80 -and $_ -notlike '    *' } | Should -BeNullOrEmpty
        $file | Where-Object { $_ -notlike '    *' -and $_ -match '^#|^\||\]\(|\*\*|`' } | Should -BeNullOrEmpty
    }
}
