using System.Text;
using Keepalive.Profiles;

namespace Keepalive.Diagnostics.Repairs;

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
