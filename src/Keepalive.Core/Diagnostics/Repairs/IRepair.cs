namespace Keepalive.Diagnostics.Repairs;

/// <summary>
/// Repairs one finding. It identifies its targets by names, never by line numbers, and does nothing if the repair is already
/// done, because several repairs change the same file one after the other.
/// </summary>
internal interface IRepair
{
    /// <summary>True if it repairs the syntax of a file, so that later repairs find the names that they look for.</summary>
    bool ComesFirst => false;

    /// <summary>Makes its changes in the draft. Writes nothing.</summary>
    void Change(RepairDraft draft);
}
