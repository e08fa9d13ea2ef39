using Keepalive.Testing;
using Keepalive.Workers;

namespace Keepalive.Core.Tests.Workers;

/// <summary>A login that tells of a number and a browser that does not open write to the same entry, each from a thread of its own.</summary>
public sealed class WorkerJournalTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    private readonly SyntheticHome _home = new();
    private readonly SignInLedger _ledger;
    private readonly WorkerJournal _journal;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public WorkerJournalTests()
    {
        _ledger = new SignInLedger(WorkerPaths.OfProfile(_home.Environment, "work"), _home.Clock);
        _journal = new WorkerJournal(_ledger, _home.Clock);
        _journal.Begin(SignInFlow.Command, "a test");
    }

    [Fact]
    public void A_change_during_another_change_takes_nothing_back()
    {
        using var isInside = new ManualResetEventSlim();
        using var mayEnd = new ManualResetEventSlim();
        var number = new Thread(() => _journal.Change(entry =>
        {
            isInside.Set();
            mayEnd.Wait(Limit, Token);
            return entry with { Number = "42" };
        }));
        var tab = new Thread(() => _journal.Change(entry => entry with { Tab = BrowserTab.Failed }));

        number.Start();
        Assert.True(isInside.Wait(Limit, Token));
        tab.Start();
        SpinWait.SpinUntil(() => (tab.ThreadState & (ThreadState.WaitSleepJoin | ThreadState.Stopped)) != 0, Limit);
        mayEnd.Set();
        Assert.True(number.Join(Limit) && tab.Join(Limit));

        Assert.Equal(("42", BrowserTab.Failed), (_ledger.Read()!.Number, _ledger.Read()!.Tab));
    }

    [Fact]
    public void After_the_last_word_nothing_is_changed()
    {
        _journal.End(SignInPhase.Succeeded, failure: null);

        _journal.Change(entry => entry with { Phase = SignInPhase.WaitingForPerson, Tab = BrowserTab.Failed });

        Assert.Equal((SignInPhase.Succeeded, BrowserTab.NotYet), (_ledger.Read()!.Phase, _ledger.Read()!.Tab));
    }

    public void Dispose() => _home.Dispose();
}
