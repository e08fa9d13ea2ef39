using System.Text;
using System.Text.RegularExpressions;

namespace Keepalive.Packaging.Linux;

/// <summary>The GNU C library that a native program needs: the highest version of a symbol that it links against.</summary>
internal static partial class GlibcVersion
{
    /// <summary>Reads the version; the program's table of version needs (LSB Core, 10.7.3) has their names as plain text.</summary>
    public static string Needed(string program)
    {
        string text = Encoding.Latin1.GetString(File.ReadAllBytes(program));
        return SymbolVersion().Matches(text).Select(match => Version.Parse(match.Groups[1].Value)).DefaultIfEmpty(new Version(2, 17)).Max()!.ToString();
    }

    [GeneratedRegex(@"\0GLIBC_(\d+\.\d+(?:\.\d+)?)(?=\0)")]
    private static partial Regex SymbolVersion();
}
