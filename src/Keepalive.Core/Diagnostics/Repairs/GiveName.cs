namespace Keepalive.Diagnostics.Repairs;

/// <summary>Gives a file the name under which it is read.</summary>
internal sealed class GiveName(string from, string to) : IRepair
{
    public void Change(RepairDraft draft)
    {
        DraftFile old = draft.Open(from);
        DraftFile named = draft.Open(to);
        if (named.Content is null)
        {
            (named.Content, named.Mode, old.Content) = (old.Content, old.ModeBefore, null);
        }
    }
}
