namespace Keepalive.ClaudeCode.Installation;

/// <summary>The program that Claude Code is to call, and the commands for it.</summary>
/// <param name="Engine">The kind of program.</param>
/// <param name="Place">Where claude-aws is; null if it is not needed.</param>
/// <param name="Wiring">The commands.</param>
/// <param name="Notes">What the person should know.</param>
internal sealed record EngineDecision(ClaudeCodeEngine Engine, ProgramPlace? Place, Wiring Wiring, IReadOnlyList<string> Notes)
{
    /// <exception cref="KeepaliveException">The program can't be called from these settings, or there is none.</exception>
    public static EngineDecision Make(InstallOptions options, SystemEnvironment environment)
    {
        List<string> notes = [];
        bool isManaged = options.Scope == SettingsScope.Managed;
        ProgramPlace? place = null;
        ClaudeCodeEngine engine = options.Engine ?? (options.Program is null ? ClaudeCodeEngine.Cmdlets : ClaudeCodeEngine.Companion);
        if (options.Program is { } program && !(isManaged && engine == ClaudeCodeEngine.Cmdlets))
        {
            // The default chain needs it too, whatever Claude Code itself calls.
            place = isManaged ? SharedSettings.ProgramForAll(environment, program) : ProgramPlace.Choose(environment, program);
            notes.AddRange(engine == ClaudeCodeEngine.Companion && place.Note is { } note ? [note] : []);
            if (options.Scope == SettingsScope.Project && place.Word.Contains('/', StringComparison.Ordinal))
            {
                notes.Add($"Other people use these settings too, but do not have {place.Word}. Put claude-aws in a folder of PATH on every machine, then install again.");
            }
        }

        Wiring wiring = engine == ClaudeCodeEngine.Cmdlets ? Wiring.ForCmdlets()
            : place is null ? throw KeepaliveErrors.InstallationRefused(
                "There is no claude-aws for this platform", "Install with the cmdlets: --engine cmdlets (-Engine Cmdlets).")
            : Wiring.ForCompanion(place.Word);
        if (isManaged && engine == ClaudeCodeEngine.Cmdlets)
        {
            notes.Add("Every account needs pwsh on PATH, and the module in a PSModulePath folder of all accounts.");
        }

        return new EngineDecision(engine, place, wiring, notes);
    }
}
