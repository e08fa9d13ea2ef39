using System.Text;

namespace Keepalive.Aws.Profiles;

/// <summary>
/// Changes to a config or credentials file. Each gives another document in which every byte that the change does not speak of
/// is the same: comments, order, line ends and the keys of other tools stay.
/// </summary>
internal static class IniEdit
{
    /// <summary>Sets a key where it counts, or adds it at the end of its section, which is made where it is missing.</summary>
    public static IniDocument Set(this IniDocument document, IniSectionType type, string name, string key, string value)
    {
        if (IniPlace.All(document, type, name, key).Cast<IniPlace?>().LastOrDefault() is { } place)
        {
            (int start, int end) = (document.Lines[place.First].Value.Start, document.Lines[place.End - 1].Value.End);
            string gap = start == end && !Blank.IsAscii(document.Content.Span[start - 1]) ? " " : string.Empty;
            return document.Splice(start, end, gap + value);
        }

        return IniPlace.SectionsOf(document, type, name) is [.., var section]
            ? document.Insert(section, key, value)
            : document.Append(Header(document.Kind, type, name), (key, value));
    }

    /// <summary>Takes a key out, every occurrence of it.</summary>
    public static IniDocument Remove(this IniDocument document, IniSectionType type, string name, string key)
    {
        while (IniPlace.All(document, type, name, key).Cast<IniPlace?>().LastOrDefault() is { } place)
        {
            document = document.Remove(place);
        }

        return document;
    }

    /// <summary>Takes one occurrence of a key out.</summary>
    public static IniDocument Remove(this IniDocument document, IniPlace place) =>
        document.Splice(document.Lines[place.First].Start, document.Lines[place.End - 1].End, string.Empty);

    /// <summary>Gives a key another name where it stands.</summary>
    public static IniDocument Rename(this IniDocument document, IniPlace place, string key)
    {
        ByteRange old = document.Lines[place.First].Name;
        return document.Splice(old.Start, old.End, key);
    }

    /// <summary>Puts another key and value in the place of one.</summary>
    public static IniDocument Replace(this IniDocument document, IniPlace place, string key, string value)
    {
        (ByteRange old, int end) = (document.Lines[place.First].Name, document.Lines[place.End - 1].Value.End);
        return document.Splice(old.Start, end, key + Sign(document, place) + value);
    }

    /// <summary>Gives the comment behind a value a line of its own above it; without one nothing changes.</summary>
    public static IniDocument MoveComment(this IniDocument document, IniPlace place)
    {
        IniLine line = document.Lines[place.First];
        ByteRange comment = new ByteRange(line.Value.End, line.End - line.Value.End).TrimLine(document.Content.Span);
        if (comment.Length == 0)
        {
            return document;
        }

        string text = Encoding.UTF8.GetString(comment.Of(document.Content.Span));
        return document.Splice(line.Value.End, comment.End, string.Empty).Splice(line.Start, line.Start, text + document.LineEnd());
    }

    /// <summary>Puts a section at the end of the file.</summary>
    public static IniDocument Append(this IniDocument document, string header, params ReadOnlySpan<(string Key, string Value)> properties)
    {
        ReadOnlySpan<byte> content = document.Content.Span;
        string lineEnd = document.LineEnd();
        var text = new StringBuilder(content.IsEmpty || content.SequenceEqual("\uFEFF"u8) ? string.Empty : document.EndsInsideLine ? lineEnd + lineEnd : lineEnd);
        text.Append(header).Append(lineEnd);
        foreach ((string key, string value) in properties)
        {
            text.Append(key).Append(" = ").Append(value).Append(lineEnd);
        }

        return document.Splice(content.Length, content.Length, text.ToString());
    }

    /// <summary>Puts a text in the place of some bytes.</summary>
    public static IniDocument Splice(this IniDocument document, int start, int end, string text)
    {
        ReadOnlySpan<byte> content = document.Content.Span;
        return IniDocument.Parse((byte[])[.. content[..start], .. Encoding.UTF8.GetBytes(text), .. content[end..]], document.Kind);
    }

    /// <summary>The line end that the file has.</summary>
    public static string LineEnd(this IniDocument document) => document.Content.Span.IndexOf("\r\n"u8) >= 0 ? "\r\n" : "\n";

    /// <summary>The index of a section's last line that is its own: comments and blank lines below it belong to what follows.</summary>
    public static int LastOwnLine(this IniDocument document, int section)
    {
        IniSection where = document.Sections[section];
        int last = where.EndLine - 1;
        while (last > where.HeaderLine && document.Lines[last].Kind is IniLineKind.Blank or IniLineKind.Comment)
        {
            last--;
        }

        return last;
    }

    private static IniDocument Insert(this IniDocument document, int section, string key, string value)
    {
        int at = document.Lines[document.LastOwnLine(section)].End;
        string sign = IniPlace.In(document, section).Cast<IniPlace?>().LastOrDefault() is { } neighbour ? Sign(document, neighbour) : " = ";
        string lineEnd = document.LineEnd();
        bool isCut = document.Content.Span[at - 1] != (byte)'\n';
        return document.Splice(at, at, (isCut ? lineEnd : string.Empty) + key + sign + value + lineEnd);
    }

    /// <summary>The equals sign with the spaces around it.</summary>
    private static string Sign(IniDocument document, IniPlace place)
    {
        IniLine line = document.Lines[place.First];
        return line.Value.Length == 0 ? " = " : Encoding.UTF8.GetString(document.Content.Span[line.Name.End..line.Value.Start]);
    }

    private static string Header(ProfileFileKind kind, IniSectionType type, string name) => type switch
    {
        IniSectionType.SsoSession => $"[sso-session {name}]",
        IniSectionType.Services => $"[services {name}]",
        IniSectionType.Profile when kind == ProfileFileKind.Config && name != "default" => $"[profile {name}]",
        _ => $"[{name}]",
    };

    private static ByteRange TrimLine(this ByteRange range, ReadOnlySpan<byte> content) =>
        (range.Length > 0 && content[range.End - 1] == (byte)'\n' ? range with { Length = range.Length - 1 } : range).Trim(content);
}
