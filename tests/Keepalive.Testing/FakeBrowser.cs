using System.Collections.Concurrent;
using Keepalive.SignIn;

namespace Keepalive.Testing;

/// <summary>A browser that remembers what it was asked to open, and may play the person.</summary>
/// <param name="opened">What happens when a page is opened; it may throw BrowserNotOpened.</param>
internal sealed class FakeBrowser(Action<Uri>? opened = null) : IBrowser
{
    public ConcurrentQueue<Uri> Pages { get; } = [];

    public Task OpenAsync(Uri page, CancellationToken cancellationToken)
    {
        Pages.Enqueue(page);
        opened?.Invoke(page);
        return Task.CompletedTask;
    }

    public Task OpenFileAsync(Uri file, CancellationToken cancellationToken) => OpenAsync(file, cancellationToken);
}
