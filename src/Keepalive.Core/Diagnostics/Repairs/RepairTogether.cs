namespace Keepalive.Diagnostics.Repairs;

/// <summary>Several repairs of which none helps alone.</summary>
internal sealed class RepairTogether(params IRepair[] repairs) : IRepair
{
    public void Change(RepairDraft draft)
    {
        foreach (IRepair repair in repairs)
        {
            repair.Change(draft);
        }
    }
}
