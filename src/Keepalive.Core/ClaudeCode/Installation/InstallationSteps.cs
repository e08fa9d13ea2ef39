namespace Keepalive.ClaudeCode.Installation;

/// <summary>
/// Carries out a plan, under the lock of the installation. Each step is recorded before it is made, so that a run that is killed between two
/// steps leaves nothing that uninstall can't remove; if a step fails, the earlier steps are undone.
/// </summary>
/// <param name="plan">What is to be done.</param>
/// <param name="environment">The variables and the platform.</param>
/// <param name="clock">The time.</param>
/// <param name="reached">Called after each step that is on the disk; null: not needed.</param>
internal sealed class InstallationSteps(InstallationPlan plan, SystemEnvironment environment, TimeProvider clock, Action? reached)
{
    private readonly Stack<PlannedFile> _written = [];
    private readonly List<string> _backups = [];
    private string[] _folders = [];

    /// <returns>The backups that were made.</returns>
    /// <exception cref="KeepaliveException">A file can't be written, or was changed by another program since the plan.</exception>
    public IReadOnlyList<string> Run()
    {
        PlannedFile[] changed = [.. plan.Files.Where(file => file.IsChanged)];
        foreach (PlannedFile file in changed)
        {
            file.File.RequireUnchanged(clock);
        }

        foreach (PlannedFile file in plan.Files)
        {
            file.File.CleanUp();
        }

        string? earlierProgram = plan.Record.ProgramFolder;
        _folders = [.. changed.Where(file => file.Content is not null).SelectMany(file => MadeFolders.MissingFor(Path.GetDirectoryName(file.File.Target)!)).Distinct()];
        try
        {
            RecordIntentions();
            plan.Place?.Prepare();
            reached?.Invoke();
            foreach (PlannedFile file in changed)
            {
                Write(file);
            }
        }
        catch (KeepaliveException fault)
        {
            TakeBack(earlierProgram, fault);
            throw;
        }

        RecordResult();
        return _backups;
    }

    private void RecordIntentions()
    {
        foreach (PlannedFile file in plan.Files)
        {
            if (file.New is { } state)
            {
                plan.Record.Keep(state.State, state.Before, file.Content!.Value);
                reached?.Invoke();
            }
        }

        plan.Record.ProgramFolder = plan.Place?.CopyFolder ?? plan.Record.ProgramFolder;
        plan.Record.Folders = [.. plan.Record.Folders.Union(_folders)];
        Put(file => file.Intention);
    }

    private void RecordResult() => Put(file => file.Record);

    private void Put(Func<PlannedFile, RecordedFile?> what)
    {
        foreach (PlannedFile file in plan.Files)
        {
            if (what(file) is { } recorded)
            {
                plan.Record.Put(recorded);
            }
            else
            {
                plan.Record.Forget(file.File.Path);
            }
        }

        plan.Record.Save();
        reached?.Invoke();
    }

    private void Write(PlannedFile file)
    {
        file.File.RequireUnchanged(clock);
        if (file.File.Path == plan.Settings.Path && file.File.Backup(clock.GetUtcNow()) is { } backup)
        {
            _backups.Add(backup);
            reached?.Invoke();
        }

        bool isShared = file.File.Path == plan.Settings.Path && SettingsLocation.IsShared(environment, file.File.Path);
        if (isShared)
        {
            SharedSettings.OpenFolder(Path.GetDirectoryName(file.File.Target)!, plan.IsForAll);
        }

        file.Write(isShared);
        _written.Push(file);
        reached?.Invoke();
    }

    private void TakeBack(string? earlierProgram, KeepaliveException fault)
    {
        List<PlannedFile> left = [.. _written];
        try
        {
            foreach (PlannedFile file in _written.Where(IsAsWritten))
            {
                new PlannedFile(file.File.ReadAgain(clock), file.File.Exists ? file.File.Content : default(ReadOnlyMemory<byte>?)).Write();
                left.Remove(file);
            }

            foreach (string backup in _backups)
            {
                File.Delete(backup);
            }

            IReadOnlyList<string> stay = MadeFolders.RemoveEmpty(_folders);
            plan.Record.Folders = [.. plan.Record.Folders.Where(folder => !_folders.Contains(folder) || stay.Contains(folder))];
            plan.Record.ProgramFolder = left.Count == 0 ? earlierProgram : plan.Record.ProgramFolder;
            Put(file => left.Contains(file) ? file.Intention : Earlier(file));
        }
        catch (Exception second) when (second is KeepaliveException or IOException or UnauthorizedAccessException)
        {
            // The record knows both contents of each file, and uninstall removes whichever exists.
        }

        if (left.Count > 0)
        {
            throw KeepaliveErrors.InstallationUnfinished(fault, string.Join(", ", left.Select(file => file.File.Path)));
        }
    }

    /// <summary>True if the file was not changed in between: a change by another program must not be lost.</summary>
    private bool IsAsWritten(PlannedFile file)
    {
        EditableFile now = file.File.ReadAgain(clock);
        return file.Content is { } content ? now.Exists && now.Content.Span.SequenceEqual(content.Span) : !now.Exists;
    }

    /// <summary>The content of the record before this plan.</summary>
    private static RecordedFile? Earlier(PlannedFile file) =>
        file.Intention is { } intention && intention.States.Where(state => state.Id != file.New?.State.Id).ToArray() is { Length: > 0 } states ? intention with { States = states } : null;
}
