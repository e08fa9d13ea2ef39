namespace Keepalive.SignIn;

/// <summary>The kind of machine this is, as far as browsers are concerned.</summary>
/// <param name="environment">The variables, and whether this is Windows.</param>
/// <param name="isMac">macOS.</param>
/// <param name="fileExists">Whether a file is there.</param>
internal sealed class Machine(SystemEnvironment environment, bool isMac, Func<string, bool> fileExists)
{
    public SystemEnvironment Environment => environment;

    public bool IsMac => isMac;

    /// <summary>Linux inside Windows, whose browser is at hand.</summary>
    public bool IsWsl => !environment.IsWindows && !isMac && (environment.Get("WSL_DISTRO_NAME") ?? environment.Get("WSL_INTEROP")) is not null;

    public bool HasFile(string path) => fileExists(path);

    public static Machine Current(SystemEnvironment environment) => new(environment, OperatingSystem.IsMacOS(), File.Exists);
}
