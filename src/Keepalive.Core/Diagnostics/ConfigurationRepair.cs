using Keepalive.ClaudeCode.Installation;
using Keepalive.Diagnostics.Facts;
using Keepalive.Diagnostics.Findings;
using Keepalive.Diagnostics.Repairs;
using Keepalive.Platform.Files;

namespace Keepalive.Diagnostics;

/// <summary>Repairs the fixable findings of the doctor: one plan, which is shown or carried out.</summary>
public sealed class ConfigurationRepair
{
    private readonly SystemEnvironment _environment;
    private readonly TimeProvider _clock;
    private readonly RepairDraft _draft;

    private ConfigurationRepair(SystemEnvironment environment, IReadOnlyList<DiagnosticFinding> findings, TimeProvider clock)
    {
        _environment = environment;
        _clock = clock;
        _draft = new RepairDraft(clock);
        Findings = findings;
        RepairedFiles.Guard(() =>
        {
            foreach (IRepair repair in findings.Select(finding => finding.Repair!).OrderByDescending(repair => repair.ComesFirst))
            {
                repair.Change(_draft);
            }
        });
    }

    /// <summary>The repaired findings.</summary>
    public IReadOnlyList<DiagnosticFinding> Findings { get; }

    /// <summary>The files that get another content or mode, or go.</summary>
    public IReadOnlyList<string> ChangedFiles => [.. _draft.Changed.Select(file => file.Path)];

    /// <summary>Examines the machine and works out every change; writes nothing.</summary>
    /// <param name="environment">The variables and the platform.</param>
    /// <param name="options">What is asked for.</param>
    /// <param name="ids">The checks whose findings are repaired; empty: all checks.</param>
    /// <param name="clock">The time.</param>
    /// <exception cref="KeepaliveException">RepairRefused: no such check, or a file that can't be read; what an examination throws.</exception>
    public static ConfigurationRepair Plan(SystemEnvironment environment, DiagnosticOptions options, IReadOnlyCollection<string> ids, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(ids);
        IEnumerable<string> known = DiagnosticCatalog.Titles.Select(check => check.Id);
        if (ids.FirstOrDefault(id => !known.Contains(id, StringComparer.OrdinalIgnoreCase)) is { } unknown)
        {
            throw KeepaliveErrors.NoSuchCheck(unknown);
        }

        DiagnosticReport report = Doctor.Examine(environment, options, clock);
        return new ConfigurationRepair(
            environment, [.. report.Findings.Where(finding => finding.Fixable && (ids.Count == 0 || ids.Contains(finding.Id, StringComparer.OrdinalIgnoreCase)))], clock);
    }

    /// <summary>All changes as a unified difference; empty when there are none.</summary>
    public string Difference() => string.Concat(_draft.Changed.Select(file => file.Difference()));

    /// <summary>Writes what changes: every file or, as far as the system allows, none.</summary>
    /// <param name="cancellationToken">Ends it before the first file is changed, never between two.</param>
    /// <returns>The backups that were made.</returns>
    /// <exception cref="KeepaliveException">RepairRefused: a file can't be changed, or another program changed it at the same time.</exception>
    public IReadOnlyList<string> Apply(CancellationToken cancellationToken)
    {
        IReadOnlyList<DraftFile> files = _draft.Changed;
        IReadOnlyList<string> folders = _draft.Folders(_environment);
        if (files.Count == 0 && folders.All(folder => LeftOvers.In(folder).Count == 0))
        {
            return [];
        }

        using FileLock alone = InstallationLock.Take(_environment);
        folders.ToList().ForEach(folder => LeftOvers.Clean(folder));
        if (files.Count == 0)
        {
            return [];
        }

        RepairedFiles.Require(files, _clock);
        cancellationToken.ThrowIfCancellationRequested();
        _draft.Program?.Prepare();
        DateTimeOffset now = _clock.GetUtcNow();
        Dictionary<DraftFile, string> backups = [];
        RepairRecord? record = null;
        try
        {
            RepairedFiles.Guard(() =>
            {
                foreach (DraftFile file in files.Where(file => file.HasOtherContent && file.File.Exists))
                {
                    backups[file] = file.File.Backup(now)!;
                }
            });
            record = RepairRecord.Save(_environment, now, [.. files.Select(file => Remember(file, backups.GetValueOrDefault(file)))]);
            RepairedFiles.Write(files, _clock);
        }
        catch (KeepaliveException)
        {
            if (RepairedFiles.AreUnchanged(files, _clock))
            {
                record?.Forget();
                backups.Values.ToList().ForEach(File.Delete);
            }

            throw;
        }

        return [.. backups.Values];
    }

    private static (RepairedFile File, ReadOnlyMemory<byte> Before, ReadOnlyMemory<byte> After) Remember(DraftFile file, string? backup) => (
        new RepairedFile(file.Path, file.Kind, file.File.Exists, file.Content is not null, file.ModeBefore, file.HasOtherMode ? file.Mode : null, backup),
        file.File.Content, file.Content ?? ReadOnlyMemory<byte>.Empty);
}
