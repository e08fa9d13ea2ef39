namespace Keepalive.SingleSignOn.SignIn;

/// <summary>Starts the process that signs in.</summary>
public interface IWorkerLauncher
{
    /// <summary>Starts it; it outlives this process.</summary>
    /// <param name="options">How to sign in.</param>
    /// <exception cref="Processes.ChildStartException">It can't be started.</exception>
    ILaunchedWorker Launch(SignInOptions options);
}

/// <summary>A worker of ours.</summary>
public interface ILaunchedWorker
{
    /// <summary>The process is gone.</summary>
    bool HasEnded { get; }
}
