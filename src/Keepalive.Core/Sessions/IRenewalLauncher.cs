namespace Keepalive.Sessions;

/// <summary>Starts the background process that renews a profile's credential.</summary>
public interface IRenewalLauncher
{
    /// <summary>Starts a renewal, unless one is running. It continues after this process has ended. A failure is silent, because no caller waits for the result.</summary>
    /// <param name="profile">The profile.</param>
    void Launch(string profile);
}
