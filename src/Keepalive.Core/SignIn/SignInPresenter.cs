using Keepalive.Workers;

namespace Keepalive.SignIn;

/// <summary>Shows the page of a sign-in to the person, once: in the ledger, in a browser tab, in the clipboard.</summary>
internal sealed class SignInPresenter(
    SignInLedger ledger, WorkerJournal journal, SignInOptions options, IBrowser browser, Func<string, Task> copy, TimeProvider clock)
{
    /// <summary>A person has seen an address.</summary>
    public bool HasShown { get; private set; }

    /// <summary>Shows the page: in the ledger first, so that the address of an open page can always be seen.</summary>
    public async Task ShowAsync(SignInPage page, FlowChoice choice, CancellationToken cancellationToken)
    {
        SignInEntry before = journal.Entry;
        BrowserTab tab = !choice.OpensBrowser ? BrowserTab.NotWanted
            : !options.Force && ledger.HasRecentTab(before) ? BrowserTab.OpenedBefore
            : BrowserTab.NotYet;

        // The time of the tab is written before it opens: if this process is killed in between, the tab is treated as opened.
        journal.Change(entry => entry with
        {
            Phase = SignInPhase.WaitingForPerson,
            Address = page.Address.AbsoluteUri,
            UserCode = page.UserCode,
            Tab = tab,
            TabOpened = tab == BrowserTab.NotYet ? clock.GetUtcNow() : before.TabOpened,
        });
        HasShown = true;
        if (tab == BrowserTab.NotYet)
        {
            await OpenAsync(page.Address, before.TabOpened, cancellationToken).ConfigureAwait(false);
        }

        // Whatever is in the clipboard belongs to the person: it is replaced by what has to be typed or opened by hand, by nothing else.
        if (!options.IsAutomatic && (page.UserCode ?? (journal.Entry.Tab == BrowserTab.Opened ? null : journal.Entry.Address)) is { } text)
        {
            await copy(text).ConfigureAwait(false);
        }
    }

    private async Task OpenAsync(Uri address, DateTimeOffset? lastTab, CancellationToken cancellationToken)
    {
        try
        {
            await browser.OpenAsync(address, cancellationToken).ConfigureAwait(false);
            journal.Change(static entry => entry with { Tab = BrowserTab.Opened });
        }
        catch (KeepaliveException exception) when (exception.Code == KeepaliveErrorCode.BrowserNotOpened)
        {
            journal.Change(entry => entry with { Tab = BrowserTab.Failed, TabProblem = exception.Message, TabOpened = lastTab });
        }
    }
}
