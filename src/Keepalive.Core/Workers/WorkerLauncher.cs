using System.Runtime.Versioning;
using Keepalive.Platform.Processes;

namespace Keepalive.Workers;

/// <summary>Starts a worker as a detached process: <c>claude-aws sign-in-worker --profile P …</c>. No secret is on its command line or in its environment.</summary>
/// <param name="program">The program's path.</param>
/// <param name="arguments">What comes before the options.</param>
public sealed class WorkerLauncher(string program, IReadOnlyList<string> arguments) : IWorkerLauncher
{
    /// <summary>The verb of <c>claude-aws</c> that signs in to IAM Identity Center.</summary>
    public const string Verb = "sign-in-worker";

    /// <summary>Changes to the worker's environment, on top of those that take the AWS keys away.</summary>
    public IReadOnlyDictionary<string, string?> EnvironmentChanges { get; init; } = new Dictionary<string, string?>();

    /// <summary>The launcher of a profile's worker.</summary>
    /// <param name="program">The program: a path, or a name on PATH.</param>
    /// <param name="verb">Which worker.</param>
    /// <param name="profile">The profile.</param>
    /// <param name="before">What the program needs before the verb.</param>
    public static WorkerLauncher For(string program, string verb, string profile, params IReadOnlyList<string> before) =>
        new(program, [.. before, verb, $"--profile={profile}"]);

    /// <inheritdoc/>
    public ILaunchedWorker Launch(SignInOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var changes = new Dictionary<string, string?>(SecretVariables.Removed);
        foreach ((string name, string? value) in EnvironmentChanges)
        {
            changes[name] = value;
        }

        var command = new ChildCommand(program, [.. arguments, .. options.ToArguments()]) { EnvironmentChanges = changes };
        if (OperatingSystem.IsWindows())
        {
            return new Launched(DetachedProcess.Start(command));
        }

        ChildProcess.Check(command);
        return new Orphan(UnixOrphan.Start(command));
    }

    private sealed class Launched(DetachedProcess process) : ILaunchedWorker
    {
        public bool HasEnded => process.HasEnded;
    }

    [UnsupportedOSPlatform("windows")]
    private sealed class Orphan(int id) : ILaunchedWorker
    {
        public bool HasEnded => !UnixOrphan.IsAlive(id);
    }
}
