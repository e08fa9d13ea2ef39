namespace Keepalive.Sessions;

/// <summary>Starts the background process that renews a profile's credential.</summary>
public interface IRenewalLauncher
{
    /// <summary>Starts it, unless one runs; it outlives this process. Fails silently: nobody is waiting for it.</summary>
    /// <param name="profile">The profile.</param>
    void Launch(string profile);
}
