namespace Keepalive.Diagnostics.Repairs;

/// <summary>Takes files away that are of no use to anybody; their backup stays beside them.</summary>
internal sealed class MoveAside(params string[] paths) : IRepair
{
    public void Change(RepairDraft draft)
    {
        foreach (string path in paths)
        {
            draft.Open(path).Content = null;
        }
    }
}
