using System.Diagnostics;

namespace Keepalive.SingleSignOn.SignIn;

/// <summary>A worker's own view of its sign-in: it keeps the ledger's entry and shows the page to the person, once.</summary>
internal sealed class SignInDesk(SignInLedger ledger, SignInOptions options, IBrowser browser, Func<string, Task> copy, TimeProvider clock)
{
    private SignInEntry? _entry;

    /// <summary>A person has seen an address.</summary>
    public bool HasShown { get; private set; }

    /// <summary>The first word: there is a worker.</summary>
    public void Begin(FlowChoice choice)
    {
        using Process self = Process.GetCurrentProcess();
        _entry = new SignInEntry
        {
            Id = Guid.NewGuid().ToString("N"),
            Phase = SignInPhase.Starting,
            Flow = choice.Flow,
            FlowReason = choice.Reason,
            Started = clock.GetUtcNow(),
            WorkerId = self.Id,
            WorkerStarted = self.StartTime,
            TabOpened = ledger.Read()?.TabOpened,
        };
        ledger.Write(_entry);
    }

    /// <summary>Shows the page: in the ledger first, so that nothing is ever open that nobody can see the address of.</summary>
    public async Task ShowAsync(SignInPage page, FlowChoice choice, CancellationToken cancellationToken)
    {
        SignInEntry before = _entry!;
        BrowserTab tab = !choice.OpensBrowser ? BrowserTab.NotWanted
            : !options.Force && ledger.HasRecentTab(before) ? BrowserTab.OpenedBefore
            : BrowserTab.NotYet;

        // The time of the tab is written before it opens: should we die in between, it counts as opened.
        _entry = before with
        {
            Phase = SignInPhase.WaitingForPerson,
            Address = page.Address.AbsoluteUri,
            UserCode = page.UserCode,
            Tab = tab,
            TabOpened = tab == BrowserTab.NotYet ? clock.GetUtcNow() : before.TabOpened,
        };
        ledger.Write(_entry);
        HasShown = true;
        if (tab == BrowserTab.NotYet)
        {
            _entry = await OpenAsync(page.Address, _entry, before.TabOpened, cancellationToken).ConfigureAwait(false);
            ledger.Write(_entry);
        }

        // Whatever is in the clipboard belongs to the person: it is replaced by what has to be typed or opened by hand, by nothing else.
        if (!options.IsAutomatic && (page.UserCode ?? (_entry.Tab == BrowserTab.Opened ? null : _entry.Address)) is { } text)
        {
            await copy(text).ConfigureAwait(false);
        }
    }

    /// <summary>The last word. Null is success.</summary>
    public void End(SignInPhase phase, KeepaliveException? failure) => ledger.Write(_entry! with
    {
        Phase = phase,
        Address = null,
        UserCode = null,
        Ended = clock.GetUtcNow(),
        Outcome = failure is null ? null : (failure.Code, failure.Message, failure.Advice),
    });

    private async Task<SignInEntry> OpenAsync(Uri address, SignInEntry entry, DateTimeOffset? lastTab, CancellationToken cancellationToken)
    {
        try
        {
            await browser.OpenAsync(address, cancellationToken).ConfigureAwait(false);
            return entry with { Tab = BrowserTab.Opened };
        }
        catch (KeepaliveException exception) when (exception.Code == KeepaliveErrorCode.BrowserNotOpened)
        {
            return entry with { Tab = BrowserTab.Failed, TabProblem = exception.Message, TabOpened = lastTab };
        }
    }
}
