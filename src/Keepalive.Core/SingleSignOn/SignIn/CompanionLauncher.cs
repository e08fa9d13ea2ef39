using System.Runtime.InteropServices;
using Keepalive.Processes;

namespace Keepalive.SingleSignOn.SignIn;

/// <summary>
/// Starts the worker from a process that is not <c>claude-aws</c> itself: with the companion that came with the module, else with
/// the one on PATH (the current folder is not searched).
/// </summary>
/// <param name="moduleFolder">Where the module lies; its companion is <c>bin/&lt;rid&gt;/claude-aws</c> below.</param>
/// <param name="login">The profile and its session.</param>
public sealed class CompanionLauncher(string moduleFolder, SignInProfile login) : IWorkerLauncher
{
    private const string Name = "claude-aws";

    /// <summary>What the platform may be called. A runtime built by a Linux distribution names that one; modules are made for the portable name.</summary>
    private static readonly string[] Platforms =
    [
        RuntimeInformation.RuntimeIdentifier,
        $"{(OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux")}-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}",
    ];

    /// <inheritdoc/>
    /// <exception cref="KeepaliveException">SignInWorkerFailed: there is no companion.</exception>
    public ILaunchedWorker Launch(SignInOptions options)
    {
        if (FindInModule() is { } own)
        {
            return WorkerLauncher.For(own, login.Profile.Name).Launch(options);
        }

        try
        {
            return WorkerLauncher.For(Name, login.Profile.Name).Launch(options);
        }
        catch (ChildStartException exception) when (exception.Reason == ChildStartException.NotFound)
        {
            throw KeepaliveErrors.CompanionNotFound(login.Session.DisplayName, Platforms[0], exception);
        }
    }

    private string? FindInModule()
    {
        string file = OperatingSystem.IsWindows() ? Name + ".exe" : Name;
        return Platforms.Select(platform => Path.Combine(moduleFolder, "bin", platform, file)).FirstOrDefault(File.Exists);
    }
}
