using Keepalive.Workers;

namespace Keepalive.Sessions;

/// <summary>Where the processes meet that would renew a profile in the background.</summary>
internal sealed class RenewalPlace
{
    /// <exception cref="KeepaliveException">HomeNotFound.</exception>
    public RenewalPlace(SystemEnvironment environment, string profile)
    {
        string path = StatePaths.Of(environment, StatePaths.Renewals, "for " + WorkerPaths.FileName(profile));
        Lease = path + ".lock";
        Start = path + ".start.lock";
        LastStart = path + ".started";
    }

    /// <summary>Held by the renewal that runs.</summary>
    public string Lease { get; }

    /// <summary>Held for the moment in which one is started.</summary>
    public string Start { get; }

    /// <summary>When the last one was started that has not changed anything.</summary>
    public string LastStart { get; }
}
