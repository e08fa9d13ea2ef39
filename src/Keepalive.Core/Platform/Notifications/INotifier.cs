namespace Keepalive.Platform.Notifications;

/// <summary>Shows a person something on the desktop, whatever window is in front.</summary>
internal interface INotifier
{
    /// <summary>Shows it; false when that can't be done here. Never fails, and waits no longer than a few seconds.</summary>
    /// <param name="message">The words; no secret.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    Task<bool> TryNotifyAsync(string message, CancellationToken cancellationToken);
}
