using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Keepalive.Aws.Profiles;

namespace Keepalive.Core.Tests.Aws.Profiles;

/// <summary>The document is a view: it loses no byte, and one value can be replaced without touching another.</summary>
public sealed class LosslessTests
{
    private static readonly Config Many = Config.QuickThrowOnFailure.WithQuietOnSuccess(true).WithMaxTest(1000);

    [Fact]
    public void All_lines_together_are_the_file_whatever_the_bytes_are() => Check.One(Many, Prop.ForAll(IniSamples.AnyBytes, AllLinesAreTheFile));

    [Fact]
    public void All_lines_together_are_the_file() => Check.One(Many, Prop.ForAll(IniSamples.Documents, AllLinesAreTheFile));

    [Fact]
    public void Every_name_and_value_lies_within_its_line() => Check.One(Many, Prop.ForAll(IniSamples.Documents, bytes =>
        Parse(bytes).Lines.All(line => Within(line, line.Name) && Within(line, line.Value))));

    [Fact]
    public void Every_line_is_of_one_section_at_most_and_sections_stand_in_order() => Check.One(Many, Prop.ForAll(IniSamples.Documents, bytes =>
    {
        IniDocument document = Parse(bytes);
        int end = 0;
        return document.Sections.All(section =>
        {
            bool ordered = section.HeaderLine >= end && section.EndLine > section.HeaderLine;
            end = section.EndLine;
            return ordered;
        }) && end <= document.Lines.Count && (document.Sections.Count == 0 || end == document.Lines.Count);
    }));

    [Fact]
    public void Every_problem_names_a_place_in_the_file() => Check.One(Many, Prop.ForAll(IniSamples.Documents, bytes =>
    {
        IniDocument document = Parse(bytes);
        List<IniProblem> problems = [.. document.Problems];
        for (int section = 0; section < document.Sections.Count; section++)
        {
            document.PropertiesOf(section, problems);
        }

        return problems.TrueForAll(problem => problem.Line >= 1 && problem.Line <= document.Lines.Count
            && problem.Column >= 1 && problem.Column <= document.Lines[problem.Line - 1].End - document.Lines[problem.Line - 1].Start + 1);
    }));

    [Fact]
    public void Replacing_one_value_changes_that_value_and_nothing_else() => Check.One(Many, Prop.ForAll(IniSamples.Valid, text =>
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        IniDocument before = Parse(bytes);
        for (int index = 0; index < before.Lines.Count; index++)
        {
            IniLine line = before.Lines[index];
            if (line.Kind != IniLineKind.Property)
            {
                continue;
            }

            byte[] changed = [.. bytes[..line.Value.Start], .. "new/value+1=="u8, .. bytes[line.Value.End..]];
            if (!AllValues(Parse(changed)).SequenceEqual(AllValues(before, index)))
            {
                return false;
            }
        }

        return true;
    }));

    [Fact]
    public void The_content_is_kept_as_it_came()
    {
        byte[] bytes = [0xEF, 0xBB, 0xBF, (byte)'[', 0xFF, (byte)']', (byte)'\r'];

        Assert.Equal(bytes, Parse(bytes).Content.ToArray());
    }

    private static IniDocument Parse(byte[] bytes) => IniDocument.Parse(bytes, ProfileFileKind.Credentials);

    private static bool Within(IniLine line, ByteRange range) =>
        range == default || (range.Length >= 0 && range.Start >= line.Start && range.End <= line.End);

    private static bool AllLinesAreTheFile(byte[] bytes)
    {
        foreach (ProfileFileKind kind in Enum.GetValues<ProfileFileKind>())
        {
            IniDocument document = IniDocument.Parse(bytes, kind);
            int position = 0;
            foreach (IniLine line in document.Lines)
            {
                if (line.Start != position || line.End <= line.Start || bytes.AsSpan(line.Start..(line.End - 1)).Contains((byte)'\n'))
                {
                    return false;
                }

                position = line.End;
            }

            if (position != bytes.Length)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Everything the document says, with the value of line <paramref name="replaced"/> already replaced.</summary>
    private static List<string> AllValues(IniDocument document, int? replaced = null)
    {
        List<string> values = [];
        for (int section = 0; section < document.Sections.Count; section++)
        {
            values.Add($"[{document.Sections[section].Name}]");
            values.AddRange(document.PropertiesOf(section, []).Select(property =>
                $"{property.Line} {property.Name} {(property.Line - 1 == replaced ? "new/value+1==" : property.Value)}"));
            values.AddRange(document.CommentsOf(section).Select(comment => $"{comment.Line} {comment.Text}"));
        }

        return values;
    }
}
