namespace Keepalive.Diagnostics.Repairs;

/// <summary>
/// Mends what one check has found. Says what it means by names, never by line numbers, and finds nothing to do where it has been
/// done: several of them change one file, one after the other.
/// </summary>
internal interface IRepair
{
    /// <summary>It mends the form of a file, so that those that come after it find the names they look for.</summary>
    bool ComesFirst => false;

    /// <summary>Makes its changes in the draft. Writes nothing.</summary>
    void Change(RepairDraft draft);
}
