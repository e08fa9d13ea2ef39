using Keepalive.Platform.Processes;

namespace Keepalive.Workers;

/// <summary>Starts the process that signs in.</summary>
public interface IWorkerLauncher
{
    /// <summary>Starts it; it outlives this process.</summary>
    /// <param name="options">How to sign in.</param>
    /// <exception cref="ChildStartException">It can't be started.</exception>
    ILaunchedWorker Launch(SignInOptions options);
}

/// <summary>A worker of ours.</summary>
public interface ILaunchedWorker
{
    /// <summary>The process is gone.</summary>
    bool HasEnded { get; }

    /// <summary>Complete when it is; null where only looking tells.</summary>
    Task? Ended => null;
}

/// <summary>The program whose hidden verbs are the workers: <c>claude-aws</c>.</summary>
public interface IWorkerProgram
{
    /// <summary>The launcher of one kind of worker for a profile.</summary>
    /// <param name="verb">The verb.</param>
    /// <param name="profile">The profile.</param>
    IWorkerLauncher LauncherOf(string verb, string profile);
}
