using System.Text.RegularExpressions;

namespace Keepalive.Packaging.Help;

/// <summary>The output of <c>claude-aws VERB --help</c>, in its parts.</summary>
/// <param name="Sections">The lines below each heading, without their indentation of two, in the order of the text.</param>
internal sealed partial record HelpText(IReadOnlyList<(string Heading, IReadOnlyList<string> Lines)> Sections)
{
    public static HelpText Parse(string text)
    {
        var sections = new List<(string, IReadOnlyList<string>)>();
        List<string> lines = [];
        foreach (string line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            if (Heading().Match(line) is { Success: true } heading)
            {
                sections.Add((heading.Groups[1].Value, lines = []));
            }
            else
            {
                lines.Add(line.StartsWith("  ", StringComparison.Ordinal) ? line[2..] : line);
            }
        }

        return new HelpText(sections);
    }

    public IReadOnlyList<string> Lines(string heading) => Sections.FirstOrDefault(section => section.Heading == heading).Lines ?? [];

    /// <summary>The rows of a table: a name, and after at least two spaces its description.</summary>
    public IEnumerable<(string Name, string Description)> Rows(string heading) =>
        from line in Lines(heading)
        where line.Length > 0
        let row = Row().Match(line)
        select (row.Groups[1].Value, row.Groups[2].Value);

    /// <summary>The verbs below this one, without their arguments.</summary>
    public IEnumerable<string> Verbs => Rows("Commands").Select(row => row.Name.Split(' ')[0]);

    [GeneratedRegex(@"^(\w[\w ]*):$")]
    private static partial Regex Heading();

    [GeneratedRegex(@"^(\S.*?)(?:\s{2,}(.*))?$")]
    private static partial Regex Row();
}
