using Keepalive.Platform.Processes;

namespace Keepalive.SignIn;

/// <summary>Opens a page in the person's browser, which lives on when we end, and never through a shell.</summary>
/// <param name="machine">The machine.</param>
/// <param name="template">The person's own command, or null.</param>
/// <param name="clock">Bounds the waiting for an opener that fails.</param>
internal sealed class Browser(Machine machine, string? template, TimeProvider clock) : IBrowser
{
    /// <summary>An opener that can't open says so soon; one that is the browser itself stays.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public async Task OpenAsync(Uri page, CancellationToken cancellationToken)
    {
        if (page.Scheme != Uri.UriSchemeHttps && !(page.Scheme == Uri.UriSchemeHttp && TrustedPage.IsLoopback(page)))
        {
            throw KeepaliveErrors.BrowserNotOpened("the address is not https");
        }

        await StartAsync(page, cancellationToken).ConfigureAwait(false);
    }

    public Task OpenFileAsync(Uri file, CancellationToken cancellationToken) =>
        file.IsFile ? StartAsync(file, cancellationToken) : throw KeepaliveErrors.BrowserNotOpened("the address is not a file");

    private async Task StartAsync(Uri page, CancellationToken cancellationToken)
    {
        string reason = "no browser was found";
        try
        {
            foreach (ChildCommand command in BrowserCommands.For(machine, template, page))
            {
                if (await TryAsync(command, cancellationToken).ConfigureAwait(false) is not { } failure)
                {
                    return;
                }

                reason = $"{Path.GetFileName(command.FileName)}: {failure}";
            }
        }
        catch (FormatException exception)
        {
            reason = $"its command is not valid, {exception.Message}";
        }

        throw KeepaliveErrors.BrowserNotOpened(reason);
    }

    /// <summary>Null when it worked, as far as can be told.</summary>
    private async Task<string?> TryAsync(ChildCommand command, CancellationToken cancellationToken)
    {
        try
        {
            DetachedProcess opener = DetachedProcess.Start(command with { EnvironmentChanges = SecretVariables.Removed });
            int exitCode = await opener.Exited.WaitAsync(Patience, clock, cancellationToken).ConfigureAwait(false);
            return exitCode == 0 ? null : $"exit status {exitCode}";
        }
        catch (TimeoutException)
        {
            return null; // It is the browser itself.
        }
        catch (ChildStartException exception)
        {
            return exception.Reason;
        }
    }
}
