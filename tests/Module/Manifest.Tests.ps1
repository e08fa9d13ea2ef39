BeforeDiscovery {
    $exported = (Import-PowerShellDataFile "$PSScriptRoot/../../Keepalive.psd1").CmdletsToExport
}

BeforeAll {
    Import-Module $PSScriptRoot/TestModule.psm1 -Force
    Import-TestedModule
    $fact = Get-TestFact
    $manifest = Import-PowerShellDataFile $fact.ModulePath
    $module = Get-Module Keepalive

    # Read, not loaded: a look at the file can't be changed by what this process has loaded already.
    function Get-AssemblyReference([string] $Path) {
        $reader = [Reflection.PortableExecutable.PEReader]::new([IO.File]::OpenRead($Path))
        try {
            $metadata = [Reflection.Metadata.PEReaderExtensions]::GetMetadataReader($reader)
            foreach ($handle in $metadata.AssemblyReferences) {
                $metadata.GetString($metadata.GetAssemblyReference($handle).Name)
            }
        }
        finally {
            $reader.Dispose()
        }
    }
}

Describe 'The manifest' {
    It 'is valid' {
        Test-ModuleManifest $fact.ModulePath -ErrorAction Stop | Should -Not -BeNullOrEmpty
    }

    It 'has the version of the assemblies' {
        $version = $manifest.ModuleVersion
        foreach ($file in 'Keepalive.dll', 'Keepalive.Loader.dll', 'lib/net8.0/Keepalive.Core.dll') {
            [Reflection.AssemblyName]::GetAssemblyName((Join-Path $fact.ModuleFolder $file)).Version | Should -Be ([version]"$version.0")
        }
    }

    It 'keeps its GUID for ever' {
        $manifest.GUID | Should -Be 'c6f3f5a8-5a0b-4c57-9d8e-6f3a1f0e7b42'
    }

    It 'exports exactly the cmdlets of the assembly, by name' {
        $assembly = Get-TestedAssembly Keepalive
        $cmdlets = foreach ($type in $assembly.GetExportedTypes()) {
            foreach ($attribute in $type.GetCustomAttributes([Management.Automation.CmdletAttribute], $false)) {
                "$($attribute.VerbName)-$($attribute.NounName)"
                # Class, file and command share a name.
                $type.Name | Should -BeExactly "$($attribute.VerbName)$($attribute.NounName)Command"
                $type.IsSealed | Should -BeTrue
                $type.Namespace | Should -BeExactly Keepalive.Commands
            }
        }
        $manifest.CmdletsToExport | Sort-Object | Should -Be ($cmdlets | Sort-Object)
        $module.ExportedCommands.Keys | Sort-Object | Should -Be ($cmdlets | Sort-Object)
    }

    It 'has -WhatIf in every cmdlet that changes something, and in no other' {
        foreach ($cmdlet in $module.ExportedCmdlets.Values) {
            $cmdlet.Parameters.ContainsKey('WhatIf') | Should -Be ($cmdlet.Verb -notin 'Get', 'Test', 'Use') -Because $cmdlet.Name
        }
    }

    It 'exports nothing else' {
        foreach ($key in 'FunctionsToExport', 'VariablesToExport', 'AliasesToExport') {
            # Without the key everything would be exported.
            $manifest.Keys | Should -Contain $key
            $manifest[$key].Count | Should -Be 0 -Because "$key is to be an empty list"
        }
    }

    It 'uses approved verbs only' {
        (Get-Command -Module Keepalive).Verb | Should -BeIn (Get-Verb).Verb
    }

    # One assertion a key: a list of them is not empty as soon as one is there.
    It 'tells its <_>' -ForEach Author, CompanyName, Copyright, Description {
        $manifest[$_] | Should -Not -BeNullOrEmpty
        $module.$_ | Should -Not -BeNullOrEmpty
    }

    It 'tells its <_> to a gallery' -ForEach Tags, LicenseUri, ReleaseNotes {
        $manifest.PrivateData.PSData[$_] | Should -Not -BeNullOrEmpty
        $module.PrivateData.PSData[$_] | Should -Not -BeNullOrEmpty
    }
}

Describe 'The layout' {
    It 'has all files that the manifest names' {
        foreach ($key in 'NestedModules', 'FormatsToProcess', 'TypesToProcess') {
            $manifest[$key] | Should -Not -BeNullOrEmpty -Because "$key names files"
            foreach ($file in $manifest[$key]) { Join-Path $fact.ModuleFolder $file | Should -Exist }
        }
    }

    It 'has no private assembly beside Keepalive.dll, where any module would find it' {
        (Get-ChildItem $fact.ModuleFolder -Filter *.dll).Name | Sort-Object | Should -Be Keepalive.dll, Keepalive.Loader.dll
    }

    It 'has the private assemblies in their folder' {
        Join-Path $fact.ModuleFolder lib/net8.0/Keepalive.Core.dll | Should -Exist
        Join-Path $fact.ModuleFolder lib/net8.0/AWSSDK.Core.dll | Should -Exist
    }

    It 'ships nothing of PowerShell' {
        Get-ChildItem $fact.ModuleFolder -Recurse -Filter System.Management.Automation* | Should -BeNullOrEmpty
    }

    It 'references from Keepalive.dll only the runtime, PowerShell and Core' {
        $references = Get-AssemblyReference (Join-Path $fact.ModuleFolder Keepalive.dll)
        foreach ($needed in 'System.Management.Automation', 'Keepalive.Core', 'System.Runtime') { $references | Should -Contain $needed }
        $references | Where-Object { $_ -notin 'Keepalive.Core', 'netstandard' -and $_ -notlike 'System.*' } | Should -BeNullOrEmpty
    }

    It 'references from Core nothing of PowerShell' {
        $references = Get-AssemblyReference (Join-Path $fact.ModuleFolder lib/net8.0/Keepalive.Core.dll)
        $references | Should -Contain System.Runtime
        $references | Should -Not -Contain System.Management.Automation
    }
}

Describe 'The help page of <_>' -ForEach $exported {
    BeforeAll {
        $name = $_
        $path = Join-Path $fact.DocsFolder "$name.md"
        $page = if (Test-Path $path) { Get-Content -Raw $path } else { '' }
        $command = Get-Command $name
        $common = [Management.Automation.PSCmdlet]::CommonParameters + [Management.Automation.PSCmdlet]::OptionalCommonParameters
    }

    It 'exists and leaves nothing to fill in' {
        $page | Should -Not -BeNullOrEmpty
        $page | Should -Not -BeLike '*{{*'
    }

    It 'describes every parameter, and no other' {
        $described = [regex]::Matches($page, '(?m)^### -(\w+)\s*$\s*(\S.*)') | ForEach-Object { $_.Groups[1].Value }
        $described | Where-Object { $_ -notin $common } | Sort-Object | Should -Be ($command.Parameters.Keys | Where-Object { $_ -notin $common } | Sort-Object)
    }

    It 'has an example that names the command' {
        [regex]::Matches($page, '(?ms)^### Example \d.*?```powershell\s(.*?)```') | Where-Object { $_.Groups[1].Value -match $name } | Should -Not -BeNullOrEmpty
    }

    It 'names what comes out' {
        $command.OutputType.Name | Should -Not -BeNullOrEmpty
        $command.OutputType.Name | ForEach-Object { $page | Should -Match "(?m)^### $([regex]::Escape($_))\s*$" }
    }
}
