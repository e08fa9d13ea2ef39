using System.Globalization;
using System.Text;

namespace Keepalive.Platform.Files;

/// <summary>
/// The name of a temporary file next to its target: recognizable as ours, with its writer. If it may
/// hold another program's content, it also contains hashes of the read and the written content, so that a later run knows how to treat it.
/// <c>settings.json.1a2b-9f3c0d21-k3j4h5g6.claude-aws.tmp</c>; with contents: <c>settings.json.1a2b-9f3c0d21-k3j4h5g6.{read}-{written}.claude-aws.tmp</c>.
/// </summary>
/// <param name="Target">The name of the file that it is made for; null when that was too long to be kept.</param>
/// <param name="Process">The writer's number.</param>
/// <param name="Machine">Where that number counts.</param>
/// <param name="Contents">The hashes of the read and the written content; null: the file never holds another program's content.</param>
internal sealed record TemporaryName(string? Target, int Process, uint Machine, (ulong Read, ulong Written)? Contents)
{
    public const string Suffix = ".claude-aws.tmp";

    /// <summary>The maximum length of the parts after the file's own name, of the 255 bytes that a name may have.</summary>
    private const int LongestName = 255 - 80;

    /// <summary>For a file that is only ever ours.</summary>
    public static string Beside(string target) => Make(target, string.Empty);

    /// <summary>For a file that is exchanged with another program's file.</summary>
    public static string Beside(string target, ulong read, ulong written) =>
        Make(target, string.Create(CultureInfo.InvariantCulture, $".{read:x16}-{written:x16}"));

    /// <summary>Null when the file is none of ours.</summary>
    public static TemporaryName? Parse(string path)
    {
        string name = Path.GetFileName(path);
        if (!name.EndsWith(Suffix, StringComparison.Ordinal))
        {
            return null;
        }

        string[] parts = name[..^Suffix.Length].Split('.');
        (ulong, ulong)? contents = parts.Length > 2 && parts[^1].Length == 33 && parts[^1][16] == '-'
            && TryHex(parts[^1][..16], out ulong read) && TryHex(parts[^1][17..], out ulong written) ? (read, written) : null;
        int writer = parts.Length - (contents is null ? 1 : 2);
        return writer >= 0 && parts[writer].Split('-') is [var process, var machine, { Length: 8 }]
            && TryHex(process, out ulong id) && TryHex(machine, out ulong place)
                ? new TemporaryName(writer == 0 ? null : string.Join('.', parts[..writer]), (int)id, (uint)place, contents)
                : null;
    }

    private static string Make(string target, string contents)
    {
        string name = Path.GetFileName(target);
        string prefix = Encoding.UTF8.GetByteCount(name) > LongestName ? string.Empty : name + ".";
        string random = Path.GetRandomFileName()[..8];
        return Path.Combine(
            Path.GetDirectoryName(target)!,
            string.Create(CultureInfo.InvariantCulture, $"{prefix}{Environment.ProcessId:x}-{TemporaryWriter.ThisMachine:x8}-{random}{contents}{Suffix}"));
    }

    private static bool TryHex(string text, out ulong value) => ulong.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);
}
