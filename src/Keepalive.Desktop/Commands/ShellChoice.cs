using System.Management.Automation;

namespace Keepalive.Commands;

/// <summary>
/// PowerShell 7.4 and later load Keepalive where both modules are installed as usual. PSModulePath can be changed so that this one comes first, and a module
/// has no way to step back from there: so a cmdlet tells it, once in a process.
/// </summary>
internal static class ShellChoice
{
    private const string Other = "Keepalive";

    private static readonly Version s_first = new(7, 4);

    private static int s_isTold;

    /// <summary>The sentence; null where there is nothing to tell, or it was told.</summary>
    public static string? Advice() =>
        typeof(PSObject).Assembly.GetName().Version >= s_first && Interlocked.Exchange(ref s_isTold, 1) == 0 && IsInstalled(Environment.GetEnvironmentVariable("PSModulePath"))
            ? "This cmdlet is of Keepalive.Desktop, which is for Windows PowerShell 5.1 and PowerShell up to 7.3. Keepalive is installed, too, and is for this PowerShell. Run Import-Module Keepalive, or uninstall Keepalive.Desktop."
            : null;

    /// <summary>Looks at names of files alone, with a version's folder between or without.</summary>
    internal static bool IsInstalled(string? modulePath)
    {
        foreach (string folder in (modulePath ?? string.Empty).Split([Path.PathSeparator], StringSplitOptions.RemoveEmptyEntries))
        {
            try
            {
                string module = Path.Combine(folder, Other);
                if (Directory.Exists(module) && (File.Exists(Manifest(module)) || Directory.EnumerateDirectories(module).Any(static version => File.Exists(Manifest(version)))))
                {
                    return true;
                }
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
            {
                // A folder that can't be read holds no module.
            }
        }

        return false;
    }

    private static string Manifest(string folder) => Path.Combine(folder, Other + ".psd1");
}
