using Keepalive.ClaudeCode.Installation;
using Keepalive.Files;

namespace Keepalive.Diagnostics.Repairs;

/// <summary>The files as the repairs leave them. Nothing is written here.</summary>
internal sealed class RepairDraft(TimeProvider clock)
{
    private readonly List<DraftFile> _files = [];

    /// <summary>What is to be put in place before the files are written.</summary>
    public ProgramPlace? Program { get; set; }

    /// <summary>The files that get another content or mode, or go, in the order they were first spoken of.</summary>
    public IReadOnlyList<DraftFile> Changed => [.. _files.Where(file => file.IsChanged)];

    /// <summary>Takes away what runs have left that were killed beside these files, and beside those that runs of ours change.</summary>
    public void CleanUp(SystemEnvironment environment)
    {
        foreach (string folder in _files.Select(file => Path.GetDirectoryName(file.File.Target)!).Concat(WrittenFolders.Of(environment)).Distinct())
        {
            LeftOvers.Clean(folder, DateTime.UtcNow);
        }
    }

    /// <summary>A file as it is by now; one that is not there is an empty one.</summary>
    /// <exception cref="KeepaliveException">It can't be read.</exception>
    public DraftFile Open(string path)
    {
        DraftFile? known = _files.Find(file => file.Path == path);
        if (known is null)
        {
            known = new DraftFile(SettingsFile.Read(path, clock));
            _files.Add(known);
        }

        return known;
    }
}
