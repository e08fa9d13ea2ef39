namespace Keepalive.Diagnostics.Repairs;

/// <summary>Makes a file with secrets readable only for its owner.</summary>
internal sealed class CloseFile(string path) : IRepair
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public void Change(RepairDraft draft) => draft.Open(path).Mode = OwnerOnly;
}
