using System.Management.Automation;

namespace Keepalive.Commands;

/// <summary>
/// The view of a credential that came out of a job, a remote session or a file: the properties that <see cref="DefaultView"/> has attached are not in it
/// any more, and all of its properties would be shown.
/// </summary>
public sealed class ImportedViews : IModuleAssemblyInitializer
{
    /// <inheritdoc/>
    public void OnImport()
    {
        using var shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
        shell.AddCommand("Microsoft.PowerShell.Utility\\Update-TypeData")
            .AddParameter("TypeName", $"Deserialized.{typeof(ClaudeAwsCredential).FullName}")
            .AddParameter("DefaultDisplayPropertySet", DefaultView.OfCredential)
            .AddParameter("Force")
            .AddParameter("ErrorAction", ActionPreference.SilentlyContinue);
        shell.Invoke();
    }
}
