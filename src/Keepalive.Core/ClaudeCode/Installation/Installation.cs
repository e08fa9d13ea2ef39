using Keepalive.Files;

namespace Keepalive.ClaudeCode.Installation;

/// <summary>Wires Keepalive into Claude Code: one plan, shown or carried out.</summary>
public sealed class Installation
{
    private readonly InstallationPlan _plan;
    private readonly SystemEnvironment _environment;
    private readonly TimeProvider _clock;

    private Installation(InstallationPlan plan, SystemEnvironment environment, TimeProvider clock)
    {
        _plan = plan;
        _environment = environment;
        _clock = clock;
    }

    /// <summary>The settings file.</summary>
    public string SettingsPath => _plan.Settings.Path;

    /// <summary>What Claude Code will call.</summary>
    public ClaudeCodeEngine Engine => _plan.Engine;

    /// <summary>What was assumed and what the person should know.</summary>
    public IReadOnlyList<string> Notes => _plan.Notes;

    /// <summary>The files that get another content.</summary>
    public IReadOnlyList<string> ChangedFiles => [.. _plan.Files.Where(file => file.IsChanged).Select(file => file.File.Path)];

    /// <summary>Finds out what is there and decides; writes nothing.</summary>
    /// <param name="environment">The variables and the platform.</param>
    /// <param name="options">What is asked for.</param>
    /// <param name="clock">The time.</param>
    /// <exception cref="KeepaliveException">A file can't be read or parsed, or what is asked for can't be done.</exception>
    public static Installation Plan(SystemEnvironment environment, InstallOptions options, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new Installation(InstallationPlan.Make(environment, options, clock), environment, clock);
    }

    /// <summary>All changes as a unified difference; empty when there are none.</summary>
    public string Difference() => string.Concat(_plan.Files.Where(file => file.IsChanged).Select(file => file.Difference()));

    /// <summary>Writes what changes.</summary>
    /// <returns>The backups that were made.</returns>
    /// <exception cref="KeepaliveException">A file can't be written; what was written before it is remembered, so that it can be taken out.</exception>
    public IReadOnlyList<string> Apply()
    {
        using FileLock alone = InstallationLock.Take(_environment);
        List<string> backups = [];
        _plan.Files.ToList().ForEach(file => file.File.CleanUp());
        foreach (PlannedFile file in _plan.Files.Where(file => file.IsChanged))
        {
            file.File.RequireWritable();
            file.File.RequireUnchanged(_clock);
        }

        _plan.Place?.Prepare();
        _plan.Record.ProgramFolder = _plan.Place?.CopyFolder ?? _plan.Record.ProgramFolder;
        foreach (PlannedFile file in _plan.Files)
        {
            Remember(file);
        }

        _plan.Record.Save();
        foreach (PlannedFile file in _plan.Files.Where(file => file.IsChanged))
        {
            if (file.Record is { Kind: RecordedFileKind.Settings } && file.File.Backup(_clock.GetUtcNow()) is { } backup)
            {
                backups.Add(backup);
            }

            bool isShared = file.Record?.Kind == RecordedFileKind.Settings && !file.File.Path.StartsWith(SettingsLocation.UserFolder(_environment), StringComparison.Ordinal);
            _ = file.File.Write(file.Content!.Value, isShared, file.Again);
        }

        return backups;
    }

    /// <summary>Runs every command that the settings hold, as Claude Code would, with CLAUDE_AWS_REHEARSE=1 so that nobody is asked for anything.</summary>
    /// <param name="cancellationToken">Ends it, and every process it started.</param>
    public Task<IReadOnlyList<CommandTrial>> VerifyAsync(CancellationToken cancellationToken) =>
        CommandTrials.RunAsync(_plan.Wiring, _environment.IsWindows, cancellationToken);

    private void Remember(PlannedFile file)
    {
        if (file.Record is not { } now)
        {
            if (_plan.Record.Find(file.File.Path) is { } gone)
            {
                _plan.Record.Forget(gone);
            }

            return;
        }

        RecordedFile? earlier = _plan.Record.Find(now.Path);
        if (!file.IsChanged && (earlier is not null || now.Kind != RecordedFileKind.Settings))
        {
            return;
        }

        ReadOnlyMemory<byte> before = earlier is not null ? Restoration.Of(file.File, earlier, _plan.Record, []) ?? ReadOnlyMemory<byte>.Empty
            : file.IsChanged ? file.File.Content
            : SettingsUndo.ApplyBlind(file.File.Parse()).Content;
        _plan.Record.Put(now, before, file.Content!.Value);
    }
}
