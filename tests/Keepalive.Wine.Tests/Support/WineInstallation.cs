using System.Runtime.InteropServices;

namespace Keepalive.Wine.Tests.Support;

/// <summary>Wine as it is installed here.</summary>
/// <param name="Loader">Runs a Windows program.</param>
/// <param name="Server">Holds what the programs of a prefix share; ends them all.</param>
internal sealed record WineInstallation(string Loader, string Server)
{
    /// <summary>Debian keeps both out of PATH; its <c>wine</c> on PATH wants the 32-bit half too.</summary>
    private const string DebianFolder = "/usr/lib/wine";

    /// <summary>Finds Wine, or tells why there is none to be used.</summary>
    public static WineInstallation? Find(out string whyNot)
    {
        whyNot = string.Empty;
        if (OperatingSystem.IsWindows())
        {
            whyNot = "This is Windows: the ordinary tests are the real thing.";
        }
        else if (RuntimeInformation.OSArchitecture != Architecture.X64)
        {
            whyNot = $"The programs are for x64, this machine is {RuntimeInformation.OSArchitecture}.";
        }
        else if (InFolders() is { } found)
        {
            return found;
        }
        else
        {
            whyNot = "Wine is not installed (Debian and Ubuntu: apt-get install --no-install-recommends wine wine64).";
        }

        return null;
    }

    private static WineInstallation? InFolders() =>
        (from folder in (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator).Prepend(DebianFolder)
         from loader in (string[])["wine64", "wine"]
         let installation = new WineInstallation(Path.Combine(folder, loader), Path.Combine(folder, "wineserver"))
         where File.Exists(installation.Loader) && File.Exists(installation.Server)
         select installation).FirstOrDefault();
}
