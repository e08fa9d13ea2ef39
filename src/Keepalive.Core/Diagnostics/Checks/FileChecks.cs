using Keepalive.Aws.Profiles;
using Keepalive.Diagnostics.Facts;
using Keepalive.Diagnostics.Findings;
using Keepalive.Diagnostics.Repairs;

namespace Keepalive.Diagnostics.Checks;

/// <summary>An AWS file or our own configuration that can't be used at all.</summary>
internal sealed class UnreadableFile() : DiagnosticCheck(
    "KA001", DiagnosticArea.Files, DiagnosticSeverity.Error,
    "A file can't be read",
    "Every tool that needs the file fails, and most of them do not report the real cause.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context) =>
        new[] { context.Config.Fault, context.Credentials.Fault, context.ConfigurationFault }
            .OfType<KeepaliveException>()
            .Select(fault => Found(fault.Message, fault.Advice, fault.Target));
}

/// <summary>Lines that no AWS tool can read.</summary>
internal sealed class SenselessLine() : DiagnosticCheck(
    "KA002", DiagnosticArea.Files, DiagnosticSeverity.Error,
    "A line of an AWS file is not valid",
    "Tools read the line in different ways. Usually the aws CLI and boto3 reject the whole file, and Claude Code ignores the line.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context) =>
        from file in new[] { context.Config, context.Credentials }
        where file.Content is not null
        let problems = Problems(file.Content!.Document)
        where problems.Length > 0
        select new DiagnosticFinding(
            Id, Area, Severity, Title,
            $"{context.Brief(file.Path)}, line {problems[0].Line}, column {problems[0].Column}: {problems[0].Message}" + (problems.Length > 1 ? $", and {problems.Length - 1} more" : string.Empty) + ".",
            problems[0].Reading,
            "Correct the line, or put # before it to make it a comment.",
            file.Path, problems[0].Line);

    /// <summary>Those of the lines, and those of the values, which are looked at one by one.</summary>
    private static IniProblem[] Problems(IniDocument document)
    {
        List<IniProblem> found = [.. document.Problems];
        for (int section = 0; section < document.Sections.Count; section++)
        {
            if (document.Sections[section].Type != IniSectionType.Other)
            {
                document.PropertiesOf(section, found);
            }
        }

        return [.. found.OrderBy(problem => problem.Line)];
    }
}

/// <summary>A section or a key that occurs twice.</summary>
internal sealed class DuplicateSection() : DiagnosticCheck(
    "KA003", DiagnosticArea.Files, DiagnosticSeverity.Error,
    "A section or a config key occurs twice",
    "The aws CLI and boto3 reject the whole file. Claude Code uses the last one, the .NET tools use the first.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context) =>
        from file in new[] { context.Config, context.Credentials }
        where file.Content is not null
        from seen in Twice(file.Content!.Document)
        select Found(
            $"{context.Brief(file.Path)}, line {seen.Line}: {seen.What} occurs for the second time.",
            seen.IsSame ? "Merge them: their values do not contradict each other." : "Keep one of them and delete the other.", file.Path, seen.Line,
            repair: file.CanBeEdited && seen.IsSame ? new JoinDuplicates(file) : null);

    private static IEnumerable<(string What, int Line, bool IsSame)> Twice(IniDocument document)
    {
        var sections = new HashSet<(IniSectionType, string, bool)>();
        for (int index = 0; index < document.Sections.Count; index++)
        {
            IniSection section = document.Sections[index];
            if (!sections.Add((section.Type, section.Name, section.HasPrefix)))
            {
                yield return ($"the section '{section.Name}'", section.HeaderLine + 1, IniMerge.CanJoin(document, IniMerge.FirstOf(document, index), index));
            }

            var keys = new HashSet<string>(StringComparer.Ordinal);
            foreach (IniProperty property in document.PropertiesOf(index, []))
            {
                if (!keys.Add(property.Name))
                {
                    yield return ($"the config key '{property.Name}' of '{section.Name}'", property.Line, IniMerge.CanKeepOne(document, index, property.Name));
                }
            }
        }
    }
}

/// <summary>Merges duplicate sections and keys that do not contradict each other.</summary>
internal sealed class JoinDuplicates(ExaminedFile file) : IniRepair(file, comesFirst: true)
{
    protected override IniDocument Change(IniDocument document) => IniMerge.Apply(document);
}

/// <summary>A file that begins with a UTF-8 mark, as Notepad once wrote it.</summary>
internal sealed class ByteOrderMark() : DiagnosticCheck(
    "KA004", DiagnosticArea.Files, DiagnosticSeverity.Error,
    "An AWS file begins with a byte order mark",
    "The aws CLI and boto3 reject the whole file. Other tools do not see its first section.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context) =>
        from file in new[] { context.Config, context.Credentials }
        where file.Content?.Document.Content.Span.StartsWith("\uFEFF"u8) == true
        select Found($"{context.Brief(file.Path)} begins with a byte order mark (the three bytes EF BB BF).", "Save the file as UTF-8 without a byte order mark (BOM).", file.Path, 1,
            repair: file.CanBeEdited ? new RemoveMark(file) : null);
}

/// <summary>Takes the byte order mark off a file.</summary>
internal sealed class RemoveMark(ExaminedFile file) : IniRepair(file, comesFirst: true)
{
    protected override IniDocument Change(IniDocument document) =>
        document.Content.Span.StartsWith("\uFEFF"u8) ? IniDocument.Parse(document.Content[3..], document.Kind) : document;
}

/// <summary>A token file that is empty, torn or something else.</summary>
internal sealed class BrokenTokenFile() : DiagnosticCheck(
    "KA007", DiagnosticArea.Files, DiagnosticSeverity.Warning,
    "A token file in the sign-in cache is empty or damaged",
    "Tools that read all token files fail. If it is the token of the profile in use, you are not signed in.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context)
    {
        if (context.Cache.Fault is { } fault)
        {
            yield return Found($"{context.Brief(context.Cache.Path)} can't be read: {fault}.", "Give your account read permission for the folder.", context.Cache.Path);
        }

        TokenFile? own = context.SignIn?.Session is { } session ? context.Cache.Find(session) : null;
        foreach (TokenFile file in context.Cache.Files.Where(file => file.Fault is not null))
        {
            yield return new DiagnosticFinding(
                Id, Area, file == own ? DiagnosticSeverity.Error : Severity, Title, $"{context.Brief(file.Path)}: {file.Fault}.", Why,
                file == own ? "Sign in again with 'claude-aws login'. It writes a new file." : "Delete the file. The next sign-in writes a new one.", file.Path, null)
            {
                Repair = file != own && file.IsRead ? new MoveAside(file.Path) : null,
            };
        }

        if (ConsoleLoginUse.Of(context) is { Fault: { } loginFault } login)
        {
            yield return new DiagnosticFinding(Id, Area, DiagnosticSeverity.Error, Title, loginFault.Message, Why, "Sign in again with 'claude-aws login'. It writes a new file.", login.Path, null);
        }
    }
}

/// <summary>A key or value of Keepalive's configuration file that is ignored.</summary>
internal sealed class ConfigurationSlip() : DiagnosticCheck(
    "KA009", DiagnosticArea.Files, DiagnosticSeverity.Warning,
    "A setting of Keepalive is ignored",
    "Keepalive uses the default instead. The setting is probably misspelt or has an invalid value.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context) => context.Configuration.Problems
        .Select(problem => Found(problem.Sentence, "Correct it. 'claude-aws config' shows the values in use.", problem.Line > 0 ? problem.Place : null, problem.Line > 0 ? problem.Line : null));
}
