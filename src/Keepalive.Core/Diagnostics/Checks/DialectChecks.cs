using System.Text;
using Keepalive.Aws.Profiles;
using Keepalive.Diagnostics.Facts;
using Keepalive.Diagnostics.Findings;
using Keepalive.Diagnostics.Repairs;

namespace Keepalive.Diagnostics.Checks;

/// <summary>A comment behind a value, which some tools take for a part of it.</summary>
internal sealed class InlineComment() : DiagnosticCheck(
    "KA304", DiagnosticArea.Shadowing, DiagnosticSeverity.Warning,
    "A comment follows a value on the same line",
    "The aws CLI and the .NET tools read the comment as part of the value; Claude Code does not.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context) =>
        from file in new[] { context.Config, context.Credentials }
        where file.Content is not null
        from found in Lines(file.Content!.Document)
        select Found(
            $"{context.Brief(file.Path)}, line {found.Line}: a comment follows the value.", "Move the comment to its own line, above the value.", file.Path, found.Line,
            repair: file.CanBeEdited && MoveComments.Suits(found.Key) ? new MoveComments(file) : null);

    private static IEnumerable<(int Line, string Key)> Lines(IniDocument document)
    {
        for (int index = 0; index < document.Lines.Count; index++)
        {
            IniLine line = document.Lines[index];
            if (line.Kind == IniLineKind.Property && document.Content.Span[line.Value.End..line.End].Trim(" \t\r\n"u8) is [(byte)'#' or (byte)';', ..])
            {
                yield return (index + 1, Encoding.UTF8.GetString(line.Name.Of(document.Content.Span)).ToLowerInvariant());
            }
        }
    }
}

/// <summary>Moves every comment that follows a value to its own line above the value.</summary>
internal sealed class MoveComments(ExaminedFile file) : IniRepair(file, comesFirst: true)
{
    /// <summary>In a command line it may be no comment: the aws CLI hands it to the program.</summary>
    public static bool Suits(string key) => key is not "credential_process";

    protected override IniDocument Change(IniDocument document)
    {
        // From the end: a moved comment is a line more for all that comes after it.
        for (int section = document.Sections.Count - 1; section >= 0; section--)
        {
            foreach (IniPlace place in IniPlace.In(document, section).Reverse().ToArray())
            {
                if (Suits(IniPlace.KeyOf(document, place)))
                {
                    document = document.MoveComment(place);
                }
            }
        }

        return document;
    }
}

/// <summary>A key in capitals, which Claude Code's SDK passes over.</summary>
internal sealed class UpperCaseKey() : DiagnosticCheck(
    "KA305", DiagnosticArea.Shadowing, DiagnosticSeverity.Warning,
    "A config key contains capital letters",
    "The aws CLI reads such a config key, but Claude Code does not.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context) =>
        from file in new[] { context.Config, context.Credentials }
        where file.Content is not null
        from place in Places(file.Content!.Document)
        select Found(
            $"{context.Brief(file.Path)}, line {place.First + 1}: the config key contains capital letters.", "Write the config key in lower case.", file.Path, place.First + 1,
            repair: file.CanBeEdited && LowerKeys.Suits(file.Content!.Document, place) ? new LowerKeys(file) : null);

    private static IEnumerable<IniPlace> Places(IniDocument document) => Enumerable.Range(0, document.Sections.Count)
        .SelectMany(section => IniPlace.In(document, section))
        .Where(place => document.Lines[place.First].Name.Of(document.Content.Span).IndexOfAnyInRange((byte)'A', (byte)'Z') >= 0);
}

/// <summary>Writes keys in lower case, where the section has no such key yet.</summary>
internal sealed class LowerKeys(ExaminedFile file) : IniRepair(file, comesFirst: true)
{
    public static bool Suits(IniDocument document, IniPlace place) =>
        IniPlace.In(document, place.Section).Count(other => IniPlace.KeyOf(document, other) == IniPlace.KeyOf(document, place)) == 1;

    protected override IniDocument Change(IniDocument document)
    {
        for (int section = 0; section < document.Sections.Count; section++)
        {
            foreach (IniPlace place in IniPlace.In(document, section).ToArray())
            {
                if (Suits(document, place))
                {
                    document = document.Rename(place, IniPlace.KeyOf(document, place));
                }
            }
        }

        return document;
    }
}

/// <summary>A section header that only some tools recognise.</summary>
internal sealed class UnevenHeader() : DiagnosticCheck(
    "KA312", DiagnosticArea.Shadowing, DiagnosticSeverity.Warning,
    "Some tools can't read a section header",
    "If a space is inside the brackets, the aws CLI and Claude Code ignore the section. If text follows the brackets, the .NET tools ignore the section.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context) =>
        from file in new[] { context.Config, context.Credentials }
        where file.Content is not null
        from found in Lines(file.Content!.Document)
        select Found(
            $"{context.Brief(file.Path)}, line {found.Line}: {found.What}.", "Write the header as [profile NAME], with nothing else on its line.", file.Path, found.Line,
            repair: file.CanBeEdited && EvenHeaders.Suits(file.Content!.Document, file.Content.Document.Lines[found.Line - 1]) ? new EvenHeaders(file) : null);

    private static IEnumerable<(int Line, string What)> Lines(IniDocument document)
    {
        for (int index = 0; index < document.Lines.Count; index++)
        {
            if (document.Lines[index] is { Kind: IniLineKind.Section } line && Oddity(document.Content.Span[line.Start..line.End].Trim(" \t\r\n\uFEFF"u8)) is { } what)
            {
                yield return (index + 1, what);
            }
        }
    }

    private static string? Oddity(ReadOnlySpan<byte> header) =>
        header.IndexOf((byte)']') is > 1 and int end
            ? Blank.AtStart(header[1..end]) > 0 || Blank.AtEnd(header[1..end]) > 0 ? "there is a space inside the brackets"
                : header.Length > end + 1 ? "something follows the bracket"
                : null
            : null;
}

/// <summary>Takes the blanks inside the brackets of section headers away, and gives a comment behind them a line of its own.</summary>
internal sealed class EvenHeaders(ExaminedFile file) : IniRepair(file, comesFirst: true)
{
    /// <summary>Nothing follows the bracket, or a comment.</summary>
    public static bool Suits(IniDocument document, IniLine header) => Rest(document, header) is [] or ['#' or ';', ..];

    protected override IniDocument Change(IniDocument document)
    {
        for (int index = document.Lines.Count - 1; index >= 0; index--)
        {
            if (document.Lines[index] is { Kind: IniLineKind.Section } header && Suits(document, header))
            {
                document = Even(document, header);
            }
        }

        return document;
    }

    private static IniDocument Even(IniDocument document, IniLine header)
    {
        string text = Encoding.UTF8.GetString(document.Content.Span[header.Start..header.End]);
        string lineEnd = text[text.TrimEnd('\r', '\n').Length..];
        string comment = Rest(document, header);
        string plain = $"[{Encoding.UTF8.GetString(header.Name.Of(document.Content.Span))}]";
        string mark = text.StartsWith('\uFEFF') ? "\uFEFF" : string.Empty;
        return text.TrimEnd('\r', '\n', ' ', '\t').TrimStart('\uFEFF', ' ', '\t') == plain
            ? document
            : document.Splice(header.Start, header.End, mark + (comment.Length == 0 ? string.Empty : comment + document.LineEnd()) + plain + lineEnd);
    }

    private static string Rest(IniDocument document, IniLine header)
    {
        string text = Encoding.UTF8.GetString(document.Content.Span[header.Name.End..header.End]);
        return text[(text.IndexOf(']') + 1)..].Trim();
    }
}

/// <summary>A key that does not begin its line.</summary>
internal sealed class IndentedKey() : DiagnosticCheck(
    "KA313", DiagnosticArea.Shadowing, DiagnosticSeverity.Warning,
    "A config key is indented",
    "The aws CLI and boto3 read the line as part of the previous value, so both are wrong. Claude Code reads it as a config key.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context) =>
        from file in new[] { context.Config, context.Credentials }
        where file.Content is not null
        from line in Lines(file.Content!.Document)
        select Found($"{context.Brief(file.Path)}, line {line} begins with a space.", "Remove the space before the config key.", file.Path, line,
            repair: file.CanBeEdited ? new TrimKeys(file) : null);

    private static IEnumerable<int> Lines(IniDocument document)
    {
        for (int index = 0; index < document.Lines.Count; index++)
        {
            if (document.Lines[index] is { Kind: IniLineKind.Property } line && document.Content.Span[line.Start] is (byte)' ' or (byte)'\t')
            {
                yield return index + 1;
            }
        }
    }
}

/// <summary>Lets every key begin its line.</summary>
internal sealed class TrimKeys(ExaminedFile file) : IniRepair(file, comesFirst: true)
{
    protected override IniDocument Change(IniDocument document)
    {
        for (int index = 0; index < document.Lines.Count; index++)
        {
            if (document.Lines[index] is { Kind: IniLineKind.Property } line && document.Content.Span[line.Start] is (byte)' ' or (byte)'\t')
            {
                document = document.Splice(line.Start, line.Name.Start, string.Empty);
            }
        }

        return document;
    }
}

/// <summary>A value in quotes where none belong, as npm's ini writer leaves them.</summary>
internal sealed class QuotedValue() : DiagnosticCheck(
    "KA314", DiagnosticArea.Shadowing, DiagnosticSeverity.Warning,
    "A value is in quotes",
    "Keepalive ignores the quotes. For the aws CLI, boto3 and Claude Code they are part of the value, and AWS rejects it.")
{
    private static readonly string[] s_keys = ["aws_access_key_id", "aws_secret_access_key", "aws_session_token", "aws_security_token", "sso_account_id", "sso_role_name", "sso_region"];

    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context) =>
        from profile in context.Profiles
        from section in profile.Sections
        let quoted = s_keys.Where(key => section.Properties.GetValueOrDefault(key) is { } property && property.Unquoted != property.Value).ToArray()
        where quoted.Length > 0
        let first = section.Properties[quoted[0]]
        select FoundIn(
            context, profile, $"{context.Brief(first.File)}, line {first.Line}: {(quoted.Length == 1 ? $"the value of {quoted[0]} is" : $"the values of {WordList.And(quoted)} are")} in quotes.", "Remove the quotes.", first);
}
