<#
A stand-in for Microsoft.PowerShell.SecretManagement, with the commands and parameters that are used of it, and one vault in memory.
#>
$text = @'
$script:values = @{}
$script:log = [Collections.Generic.List[string]]::new()

function Test-Vault($Vault) { if ($Vault -ne 'Corp') { throw "Vault '$Vault' is not registered." } }

function Get-SecretInfo {
    [CmdletBinding()] param([string] $Name, [string] $Vault)
    Test-Vault $Vault
    $script:log.Add("info $Name")
    foreach ($key in $script:values.Keys) { if ($key -like $Name) { [pscustomobject]@{ Name = $key; Type = 'SecureString' } } }
}

function Get-Secret {
    [CmdletBinding()] param([string] $Name, [string] $Vault, [switch] $AsPlainText)
    Test-Vault $Vault
    $script:log.Add("get $Name")
    if ($AsPlainText) { throw 'Nobody should ask for the text.' }
    $script:values[$Name]
}

function Set-Secret {
    [CmdletBinding()] param([string] $Name, [string] $Vault, [securestring] $SecureStringSecret)
    Test-Vault $Vault
    $script:log.Add("set $Name")
    $script:values[$Name] = $SecureStringSecret.Copy()
}

function Remove-Secret {
    [CmdletBinding()] param([string] $Name, [string] $Vault)
    Test-Vault $Vault
    $script:log.Add("remove $Name")
    $script:values.Remove($Name)
}

function Get-FakeVaultLog { $script:log.ToArray() }
'@

# Makes the module findable and imports it.
function Import-FakeSecretManagement {
    param([Parameter(Mandatory)] [string] $Folder)

    $module = New-Item -ItemType Directory -Force -Path (Join-Path $Folder 'modules/Microsoft.PowerShell.SecretManagement')
    $path = Join-Path $module.FullName 'Microsoft.PowerShell.SecretManagement.psm1'
    Set-Content -LiteralPath $path -Value $text
    Import-Module $path -Force -Global
}

function Remove-FakeSecretManagement {
    Remove-Module Microsoft.PowerShell.SecretManagement -Force -ErrorAction Ignore
}

# A value as Read-Host -AsSecureString gives it.
function New-TypedSecret {
    param([Parameter(Mandatory)] [string] $Text)

    $typed = [securestring]::new()
    $Text.ToCharArray() | ForEach-Object { $typed.AppendChar($_) }
    $typed
}

# The files that the plain-text store keeps, with their values.
function Get-PlainSecret {
    Get-ChildItem $env:CLAUDE_AWS_STATE -Recurse -File -Filter *.txt -ErrorAction Ignore | ForEach-Object { Get-Content -Raw -LiteralPath $_.FullName }
}

Export-ModuleMember -Function *-*
