using Keepalive.Diagnostics.Repairs;
using Keepalive.Profiles;

namespace Keepalive.Diagnostics.Checks;

/// <summary>A section or a key that occurs twice.</summary>
internal sealed class DuplicateSection() : DiagnosticCheck(
    "KA003", DiagnosticArea.Files, DiagnosticSeverity.Error,
    "A section or a key occurs twice",
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
                    yield return ($"the key '{property.Name}' of '{section.Name}'", property.Line, IniMerge.CanKeepOne(document, index, property.Name));
                }
            }
        }
    }
}
