using System.Runtime.InteropServices;
using Keepalive.Platform.Processes;

namespace Keepalive.Workers;

/// <summary>
/// Starts the worker from a process that is not <c>claude-aws</c> itself: with the companion that came with the module, else with
/// the one on PATH (the current folder is not searched).
/// </summary>
/// <param name="moduleFolder">Where the module lies; its companion is <c>bin/&lt;rid&gt;/claude-aws</c> below.</param>
/// <param name="verb">Which worker.</param>
/// <param name="profile">The profile.</param>
/// <param name="signsInTo">What is signed in to, as a person calls it.</param>
public sealed class CompanionLauncher(string moduleFolder, string verb, string profile, string signsInTo) : IWorkerLauncher
{
    private const string Name = "claude-aws";

    /// <summary>The possible names of the platform. A runtime of a Linux distribution reports the distribution's name; modules are built for the portable name.</summary>
    private static readonly string[] Platforms =
    [
        RuntimeInformation.RuntimeIdentifier,
        $"{(OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux")}-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}",
    ];

    /// <inheritdoc/>
    /// <exception cref="KeepaliveException">SignInWorkerFailed: there is no companion.</exception>
    public ILaunchedWorker Launch(SignInOptions options)
    {
        if (RunnableIn(SystemEnvironment.Current, moduleFolder) is { } own)
        {
            return WorkerLauncher.For(own, verb, profile).Launch(options);
        }

        try
        {
            return WorkerLauncher.For(Name, verb, profile).Launch(options);
        }
        catch (ChildStartException exception) when (exception.Reason == ChildStartException.NotFound)
        {
            throw KeepaliveErrors.CompanionNotFound(signsInTo, Platforms[0], exception);
        }
    }

    /// <summary>The companion that came with a module, or an executable copy of it; null if the module brought none for this platform.</summary>
    /// <param name="environment">The variables and the platform.</param>
    /// <param name="moduleFolder">Where the module lies.</param>
    /// <exception cref="KeepaliveException">HomeNotFound, StateFolderUnusable: no copy could be made.</exception>
    public static string? RunnableIn(SystemEnvironment environment, string moduleFolder) => FindIn(moduleFolder) is { } own ? ExecutableCopy.Of(environment, own) : null;

    /// <summary>The companion that came with a module; null when it brought none for this platform.</summary>
    /// <param name="moduleFolder">Where the module lies.</param>
    public static string? FindIn(string moduleFolder)
    {
        string file = OperatingSystem.IsWindows() ? Name + ".exe" : Name;
        return Platforms.Select(platform => Path.Combine(moduleFolder, "bin", platform, file)).FirstOrDefault(File.Exists);
    }
}

/// <summary>The companion as the program of all workers.</summary>
/// <param name="moduleFolder">Where the module lies.</param>
public sealed class CompanionProgram(string moduleFolder) : IWorkerProgram
{
    /// <inheritdoc/>
    public IWorkerLauncher LauncherOf(string verb, string profile) => new CompanionLauncher(moduleFolder, verb, profile, profile);
}
