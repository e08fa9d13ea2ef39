namespace Keepalive.Diagnostics.Repairs;

/// <summary>Takes left-over temporary files away, which every repair does before it writes; no file changes for it.</summary>
internal sealed class CleanFolders : IRepair
{
    public void Change(RepairDraft draft)
    {
    }
}
