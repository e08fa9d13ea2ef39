namespace Keepalive.Diagnostics.Repairs;

/// <summary>Takes a file with secrets away from everybody else.</summary>
internal sealed class CloseFile(string path) : IRepair
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public void Change(RepairDraft draft) => draft.Open(path).Mode = OwnerOnly;
}
