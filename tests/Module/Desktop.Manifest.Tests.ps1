BeforeAll {
    Import-Module $PSScriptRoot/TestModule.psm1 -Force
    $fact = Get-TestFact
    $folder = Join-Path $fact.Root out/Keepalive.Desktop
    $manifest = Import-PowerShellDataFile (Join-Path $folder Keepalive.Desktop.psd1)
    $null = Enter-SyntheticHome $TestDrive
}

AfterAll { Exit-SyntheticHome }

Describe 'Keepalive.Desktop' {
    It 'has a valid manifest for Windows PowerShell 5.1' {
        Test-ModuleManifest (Join-Path $folder Keepalive.Desktop.psd1) -ErrorAction Stop | Should -Not -BeNullOrEmpty
        $manifest.PowerShellVersion | Should -Be 5.1
        $manifest.CompatiblePSEditions | Should -Be Desktop, Core
    }

    It 'has nothing that an execution policy of Restricted refuses' {
        Get-ChildItem $folder -Recurse -File | Where-Object Extension -In .ps1, .psm1, .ps1xml, .cdxml, .xaml | Should -BeNullOrEmpty
        $manifest.FormatsToProcess + $manifest.TypesToProcess | Should -BeNullOrEmpty
        $manifest.Keys | Should -Not -Contain ScriptsToProcess
    }

    It 'is one assembly, which needs netstandard and PowerShell alone' {
        Get-ChildItem $folder -Filter *.dll | ForEach-Object Name | Should -Be Keepalive.Desktop.dll
        $reader = [Reflection.PortableExecutable.PEReader]::new([IO.File]::OpenRead((Join-Path $folder Keepalive.Desktop.dll)))
        try {
            $metadata = [Reflection.Metadata.PEReaderExtensions]::GetMetadataReader($reader)
            $references = foreach ($handle in $metadata.AssemblyReferences) {
                $metadata.GetString($metadata.GetAssemblyReference($handle).Name)
            }
            $references | Sort-Object | Should -Be netstandard, System.Management.Automation
        }
        finally {
            $reader.Dispose()
        }
    }

    It 'exports the cmdlets of the assembly, by name, and nothing else' {
        $run = Invoke-FreshPowerShell 'param($Module) $m = Import-Module $Module -PassThru; $m.ExportedCommands.Keys | Sort-Object' (Join-Path $folder Keepalive.Desktop.psd1)
        $run.Output -split '\r?\n' -ne '' | Should -Be ($manifest.CmdletsToExport | Sort-Object)
        $manifest.FunctionsToExport + $manifest.AliasesToExport + $manifest.VariablesToExport | Should -BeNullOrEmpty
    }

    It 'has the help of Keepalive' {
        $run = Invoke-FreshPowerShell 'param($Module) Import-Module $Module; (Get-Help Get-ClaudeAwsCredential).Synopsis; (Get-Help about_KeepaliveErrors) -match "CompanionNotFound" | Select-Object -First 1 | ForEach-Object { "found" }' (Join-Path $folder Keepalive.Desktop.psd1)
        $run.Output | Should -Match 'credential'
        $run.Output | Should -Match 'found'
    }
}

Describe 'Both modules installed' {
    BeforeAll {
        # Autoloading, as a user has it: no Import-Module.
        $script = '$null = Get-ClaudeAwsSession -All; (Get-Command Get-ClaudeAwsSession).Source; (Get-Module Keepalive*).Name'
        foreach ($name in 'Keepalive', 'Keepalive.Desktop') {
            foreach ($folder in "only/$name", 'both') {
                $null = New-Item -ItemType Directory -Force (Join-Path $TestDrive $folder)
                # On Windows a link is for administrators.
                if ($IsWindows) { Copy-Item (Join-Path $fact.Root out/$name) (Join-Path $TestDrive $folder/$name) -Recurse }
                else { $null = New-Item -ItemType SymbolicLink -Path (Join-Path $TestDrive $folder/$name) -Target (Join-Path $fact.Root out/$name) }
            }
        }
        $keepalive, $desktop = (Join-Path $TestDrive only/Keepalive), (Join-Path $TestDrive only/Keepalive.Desktop)
        $before = $env:PSModulePath
    }
    AfterEach { $env:PSModulePath = $before }

    It 'loads Keepalive from one folder' {
        $env:PSModulePath = Join-Path $TestDrive both
        $run = Invoke-FreshPowerShell $script
        $run.Output -split '\r?\n' -ne '' | Should -Be Keepalive, Keepalive
        $run.Error | Should -BeNullOrEmpty
    }

    It 'loads Keepalive where the folder of PowerShell 7 comes before that of Windows PowerShell, as it does by itself' {
        $env:PSModulePath = $keepalive + [IO.Path]::PathSeparator + $desktop
        (Invoke-FreshPowerShell $script).Output -split '\r?\n' -ne '' | Should -Be Keepalive, Keepalive
    }

    It 'tells that Keepalive is for this PowerShell where PSModulePath was turned round' {
        $env:PSModulePath = $desktop + [IO.Path]::PathSeparator + $keepalive
        $run = Invoke-FreshPowerShell $script
        $run.Output | Should -Match 'Keepalive is installed, too, and is for this PowerShell'
        $run.Output | Should -Match 'Import-Module Keepalive'
    }

    It 'says nothing of it where Keepalive.Desktop is alone' {
        $env:PSModulePath = $desktop
        (Invoke-FreshPowerShell $script).Output -split '\r?\n' -ne '' | Should -Be Keepalive.Desktop, Keepalive.Desktop
    }
}
