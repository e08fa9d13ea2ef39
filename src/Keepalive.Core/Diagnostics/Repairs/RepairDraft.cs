using Keepalive.ClaudeCode.Installation;
using Keepalive.Diagnostics.Facts;

namespace Keepalive.Diagnostics.Repairs;

/// <summary>The files as the repairs leave them. Nothing is written here.</summary>
internal sealed class RepairDraft(TimeProvider clock)
{
    private readonly List<DraftFile> _files = [];

    /// <summary>The preparations before the files are written.</summary>
    public ProgramPlace? Program { get; set; }

    /// <summary>The files that get another content or mode, or go, in the order they were first spoken of.</summary>
    public IReadOnlyList<DraftFile> Changed => [.. _files.Where(file => file.IsChanged)];

    /// <summary>The folders in which runs that were killed may have left something: of these files, and of those that runs of ours change.</summary>
    public IReadOnlyList<string> Folders(SystemEnvironment environment) =>
        [.. _files.Select(file => Path.GetDirectoryName(file.File.Target)!).Concat(WrittenFolders.Of(environment)).Distinct()];

    /// <summary>A file as it is by now; one that is not there is an empty one.</summary>
    /// <exception cref="KeepaliveException">It can't be read.</exception>
    public DraftFile Open(string path)
    {
        DraftFile? known = _files.Find(file => file.Path == path);
        if (known is null)
        {
            known = new DraftFile(EditableFile.Read(path, clock, DraftFile.MaximumLength));
            _files.Add(known);
        }

        return known;
    }
}
