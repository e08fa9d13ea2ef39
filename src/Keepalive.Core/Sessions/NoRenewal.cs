namespace Keepalive.Sessions;

/// <summary>Starts nothing: for whoever has no companion that could.</summary>
public sealed class NoRenewal : IRenewalLauncher
{
    /// <inheritdoc/>
    public void Launch(string profile)
    {
    }
}
