using Keepalive.Processes;

namespace Keepalive.Diagnostics.Checks;

/// <summary>A helper that only this shell finds.</summary>
internal sealed class PassingFolder() : DiagnosticCheck(
    "KA416", DiagnosticArea.ClaudeCode, DiagnosticSeverity.Warning,
    "A helper is on PATH only in this shell",
    "Claude Code does not find the helper if it is started from an editor or from another shell.")
{
    private static readonly string[] s_variables = ["VIRTUAL_ENV", "CONDA_PREFIX", "FNM_MULTISHELL_PATH"];

    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context) =>
        from helper in Helper.All(context)
        let program = helper.Program
        where program is not null && !program.Contains('/') && !program.Contains('\\') && context.FindSetting("env", "PATH") is null
        let files = ProgramSearch.Find(program, context.ClientVariable("PATH") ?? string.Empty, context.Environment, context.WorkingDirectory)
        where files.Length > 0 && files.All(file => Passing(context, file) is not null)
        select Found(
            $"{helper.Slot} in {helper.Setting.Place(context)} calls '{program}', which is only in {context.Brief(Path.GetDirectoryName(files[0])!)}, a folder of {Passing(context, files[0])}.",
            "Write the program's full path, or install it in a folder that is always on PATH.", helper.Setting.File.Path, helper.Setting.Line);

    private static string? Passing(DiagnosticContext context, string file) =>
        s_variables.FirstOrDefault(variable => context.Environment.Get(variable) is { } folder && file.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal));
}
