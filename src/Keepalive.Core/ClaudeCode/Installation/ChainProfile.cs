using System.Text;
using Keepalive.Aws.Profiles;

namespace Keepalive.ClaudeCode.Installation;

/// <summary>
/// A profile of ours in the config file, whose <c>credential_process</c> is the export of another: through it Claude Code's
/// default credential chain gets the same credential, so that it neither calls the refresh needlessly nor uses another identity.
/// </summary>
internal static class ChainProfile
{
    public const string Name = "claude-aws";

    /// <summary>Marks the profile as Keepalive's, and names the profile whose credential it uses.</summary>
    public const string SourceKey = SourceProfile.Key;

    /// <summary>The profile whose credential it uses; null if Keepalive has no such profile.</summary>
    public static string? SourceOf(ProfileFiles files) => files.Find(Name)?.Config?.Properties.GetValueOrDefault(SourceKey)?.Value;

    /// <summary>A profile of that name which is not ours.</summary>
    public static bool IsTaken(ProfileFiles files) => files.Find(Name) is { } profile && (profile.Credentials is not null || SourceOf(files) is null);

    /// <summary>Command lines are read by three kinds of shell: what needs an escape in any of them is not for us.</summary>
    public static bool CanName(string source) => ProfileName.IsPortable(source.Replace(' ', '_')) && !source.StartsWith('-');

    /// <summary>The config file with the profile in it.</summary>
    /// <param name="content">The file as it is.</param>
    /// <param name="program">The word that finds <c>claude-aws</c>.</param>
    /// <param name="source">The profile whose credential it uses.</param>
    /// <param name="region">The source's region, if it has one.</param>
    public static byte[] Set(ReadOnlyMemory<byte> content, string program, string source, string? region)
    {
        IniDocument document = IniDocument.Parse(content, ProfileFileKind.Config);
        string lineEnd = content.Span.IndexOf("\r\n"u8) >= 0 ? "\r\n" : "\n";
        string name = source.Contains(' ', StringComparison.Ordinal) ? $"\"{source}\"" : source;
        string section = $"[profile {Name}]{lineEnd}{SourceKey} = {source}{lineEnd}"
            + $"credential_process = {program} export --format process --profile {name}{lineEnd}"
            + (region is null ? string.Empty : $"region = {region}{lineEnd}");
        ReadOnlySpan<byte> text = content.Span;
        if (Find(document) is { } own)
        {
            (int start, int end) = BytesOf(document, own);
            return [.. text[..start], .. Encoding.UTF8.GetBytes(section), .. text[end..]];
        }

        string before = text.IsEmpty || text.SequenceEqual("\uFEFF"u8) ? string.Empty : text[^1] == (byte)'\n' ? lineEnd : lineEnd + lineEnd;
        return [.. text, .. Encoding.UTF8.GetBytes(before + section)];
    }

    /// <summary>The config file without it, and without the blank line that came with it.</summary>
    public static byte[] Remove(ReadOnlyMemory<byte> content)
    {
        IniDocument document = IniDocument.Parse(content, ProfileFileKind.Config);
        if (Find(document) is not { } own || !document.PropertiesOf(IndexOf(document, own), []).Any(property => property.Name == SourceKey))
        {
            return content.ToArray();
        }

        (int start, int end) = BytesOf(document, own);
        if (own.HeaderLine > 0 && document.Lines[own.HeaderLine - 1].Kind == IniLineKind.Blank)
        {
            start = document.Lines[own.HeaderLine - 1].Start;
        }

        return [.. content.Span[..start], .. content.Span[end..]];
    }

    private static IniSection? Find(IniDocument document) =>
        document.Sections.FirstOrDefault(section => section is { Type: IniSectionType.Profile, Name: Name });

    private static int IndexOf(IniDocument document, IniSection section) => document.Sections.ToList().IndexOf(section);

    /// <summary>The header and the properties; comments and blank lines at its end belong to what follows.</summary>
    private static (int Start, int End) BytesOf(IniDocument document, IniSection section)
    {
        int last = section.EndLine - 1;
        while (last > section.HeaderLine && document.Lines[last].Kind is IniLineKind.Blank or IniLineKind.Comment)
        {
            last--;
        }

        return (document.Lines[section.HeaderLine].Start, document.Lines[last].End);
    }
}
