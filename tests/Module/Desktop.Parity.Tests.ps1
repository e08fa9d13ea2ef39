BeforeDiscovery {
    $cmdlets = (Import-PowerShellDataFile "$PSScriptRoot/../../out/Keepalive.Desktop/Keepalive.Desktop.psd1").CmdletsToExport
}

BeforeAll {
    Import-Module $PSScriptRoot/TestModule.psm1 -Force
    $fact = Get-TestFact
    $null = Enter-SyntheticHome $TestDrive

    # Each module in a process of its own: they have types and cmdlets of the same names.
    $describe = @'
param($Module)
$imported = Import-Module $Module -PassThru
$cmdlets = [ordered]@{}
foreach ($cmdlet in $imported.ExportedCmdlets.Values | Sort-Object Name) {
    $common = [Management.Automation.PSCmdlet]::CommonParameters + [Management.Automation.PSCmdlet]::OptionalCommonParameters
    $own = $cmdlet.ImplementingType.GetCustomAttributes([Management.Automation.CmdletAttribute], $false)[0]
    $parameters = [ordered]@{}
    foreach ($parameter in $cmdlet.Parameters.Values | Where-Object Name -NotIn $common | Sort-Object Name) {
        $sets = foreach ($name in $parameter.ParameterSets.Keys | Sort-Object) {
            $set = $parameter.ParameterSets[$name]
            "$name mandatory=$($set.IsMandatory) position=$($set.Position) pipeline=$($set.ValueFromPipeline) property=$($set.ValueFromPipelineByPropertyName) rest=$($set.ValueFromRemainingArguments)"
        }
        $attributes = foreach ($attribute in $parameter.Attributes) {
            if ($attribute -is [Management.Automation.ArgumentCompleterAttribute]) { "completer $($attribute.Type)" }
            elseif ($attribute -isnot [Management.Automation.ParameterAttribute] -and $attribute.GetType().Name -notlike 'Nullable*') { "$attribute" }
        }
        $parameters[$parameter.Name] = @("type $($parameter.ParameterType)") + @($parameter.Aliases | Sort-Object | ForEach-Object { "alias $_" }) + @($sets) + @($attributes | Sort-Object)
    }
    $outputs = foreach ($attribute in $cmdlet.ImplementingType.GetCustomAttributes([Management.Automation.OutputTypeAttribute], $false)) {
        "$($attribute.Type.Type) in $(($attribute.ParameterSetName | Sort-Object) -join ', ')"
    }
    $cmdlets[$cmdlet.Name] = [ordered]@{
        Sets       = @("default $($cmdlet.DefaultParameterSet)") + @($cmdlet.ParameterSets.Name | Sort-Object)
        Confirm    = "$($own.SupportsShouldProcess) $($own.ConfirmImpact)"
        Class      = "$($cmdlet.ImplementingType)"
        Parameters = $parameters
        Outputs    = @($outputs | Sort-Object)
    }
}
$types = [ordered]@{}
foreach ($type in $imported.ExportedCmdlets.Values[0].ImplementingType.Assembly.GetExportedTypes() | Where-Object Namespace -EQ Keepalive | Sort-Object Name) {
    $types[$type.Name] = if ($type.IsEnum) { @([enum]::GetNames($type) | ForEach-Object { "$_ = $([int]$type::$_)" }) }
    else { @($type.GetProperties() | Sort-Object Name | ForEach-Object { "$($_.PropertyType) $($_.Name), can be set: $($_.CanWrite)" }) }
}
@{ Cmdlets = $cmdlets; Types = $types } | ConvertTo-Json -Depth 8
'@
    function Get-Description([string] $Module) {
        $run = Invoke-FreshPowerShell $describe (Join-Path $fact.Root "out/$Module/$Module.psd1")
        $run.Error | Should -BeNullOrEmpty
        $run.Output | ConvertFrom-Json -AsHashtable
    }
    $keepalive = Get-Description Keepalive
    $desktop = Get-Description Keepalive.Desktop

    # What only Keepalive has, and how it is done in Windows PowerShell.
    $missing = @{
        'Get-ClaudeAwsLog'            = 'claude-aws logs'
        'Get-ClaudeAwsSecret'         = 'claude-aws secret list'
        'New-ClaudeAwsSupportBundle'  = 'claude-aws support-bundle'
        'Remove-ClaudeAwsSecret'      = 'claude-aws secret remove'
        'Set-ClaudeAwsSecret'         = 'claude-aws secret set'
        'Sync-ClaudeAwsKeepalive'     = 'claude-aws reload'
        'Test-ClaudeAwsSecret'        = 'claude-aws secret test'
    }
}

AfterAll { Exit-SyntheticHome }

Describe 'Parity of Keepalive and Keepalive.Desktop' {
    It 'leaves out no cmdlet of Keepalive without a reason' {
        @($desktop.Cmdlets.Keys) + @($missing.Keys) | Sort-Object | Should -Be ($keepalive.Cmdlets.Keys | Sort-Object)
    }

    It 'has the same <_>: parameters, sets, aliases, pipeline, completers, class, confirmation and outputs' -ForEach $cmdlets {
        $desktop.Cmdlets[$_] | ConvertTo-Json -Depth 8 | Should -BeExactly ($keepalive.Cmdlets[$_] | ConvertTo-Json -Depth 8)
    }

    It 'has the same types, with the same properties and names' {
        foreach ($name in $desktop.Types.Keys) {
            $desktop.Types[$name] -join "`n" | Should -BeExactly ($keepalive.Types[$name] -join "`n") -Because $name
        }
        $desktop.Types.Keys | Should -Contain ClaudeAwsRunningSignIn
    }

    It 'has the version of Keepalive, and another GUID' {
        $one = Import-PowerShellDataFile (Join-Path $fact.Root Keepalive.psd1)
        $other = Import-PowerShellDataFile (Join-Path $fact.Root out/Keepalive.Desktop/Keepalive.Desktop.psd1)
        $other.ModuleVersion | Should -Be $one.ModuleVersion
        $other.GUID | Should -Not -Be $one.GUID
    }
}
