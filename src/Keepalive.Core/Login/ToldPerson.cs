using Keepalive.Notifications;

namespace Keepalive.Login;

/// <summary>What a person has to do on another device: to whoever watches the login, and once to the desktop.</summary>
/// <param name="watchers">Refresh output and status line.</param>
/// <param name="notifier">The desktop.</param>
/// <param name="cancellationToken">Ends the showing.</param>
internal sealed class ToldPerson(IProgress<string> watchers, INotifier notifier, CancellationToken cancellationToken) : IProgress<string>
{
    private bool _hasNumber;

    /// <summary>The showing that is under way.</summary>
    public Task Showing { get; private set; } = Task.CompletedTask;

    public void Report(string value)
    {
        bool isNumber = value.Length > 0 && value.All(char.IsAsciiDigit);

        // "Approve on your phone" must not hide the number that came before it.
        if (_hasNumber && !isNumber)
        {
            return;
        }

        watchers.Report(value);
        if (Showing == Task.CompletedTask || (isNumber && !_hasNumber))
        {
            Showing = notifier.TryNotifyAsync(isNumber ? $"Choose {value} on your phone." : value, cancellationToken);
        }

        _hasNumber |= isNumber;
    }
}
