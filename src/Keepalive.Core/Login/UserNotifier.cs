using Keepalive.Platform.Notifications;

namespace Keepalive.Login;

/// <summary>Informs the person about a step on another device: in every process that waits for the login, and once on the desktop.</summary>
/// <param name="watchers">Refresh output and status line.</param>
/// <param name="notifier">The desktop.</param>
/// <param name="cancellationToken">Ends the showing.</param>
internal sealed class UserNotifier(IProgress<LoginNotice> watchers, INotifier notifier, CancellationToken cancellationToken) : IProgress<LoginNotice>
{
    private bool _hasNumber;
    private string? _address;

    /// <summary>The showing that is under way.</summary>
    public Task Showing { get; private set; } = Task.CompletedTask;

    public void Report(LoginNotice value)
    {
        bool isNumber = value.IsNumber;

        // "Approve on your phone" must not hide the number that came before it.
        if (_hasNumber && !isNumber && value.Address is null)
        {
            return;
        }

        watchers.Report(value);
        if (value.Address is { } address)
        {
            if (address != _address)
            {
                _address = address;
                Showing = notifier.TryNotifyAsync($"Open {address} to sign in{(value.UserCode is { } code ? $" with the code {code}" : string.Empty)}.", cancellationToken);
            }
        }
        else if (Showing == Task.CompletedTask || (isNumber && !_hasNumber))
        {
            Showing = notifier.TryNotifyAsync(isNumber ? $"Choose {value.Words} on your phone." : value.Words, cancellationToken);
        }

        _hasNumber |= isNumber;
    }
}
