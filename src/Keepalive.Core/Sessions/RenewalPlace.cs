using Keepalive.Workers;

namespace Keepalive.Sessions;

/// <summary>The files that the processes of a profile's background renewal share.</summary>
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

    /// <summary>The lock of the running renewal.</summary>
    public string Lease { get; }

    /// <summary>The lock during the start of a renewal.</summary>
    public string Start { get; }

    /// <summary>The file with the time of the last start of a renewal that has not changed anything.</summary>
    public string LastStart { get; }
}
