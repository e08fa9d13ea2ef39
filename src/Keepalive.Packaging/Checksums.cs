using System.Security.Cryptography;

namespace Keepalive.Packaging;

/// <summary>SHA256SUMS, as sha256sum --check reads it.</summary>
internal static class Checksums
{
    public static string Of(string path)
    {
        using FileStream file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }

    public static void Write(string folder)
    {
        IEnumerable<string> lines =
            from path in Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal)
            select $"{Of(path)}  {Path.GetFileName(path)}\n";
        string text = string.Concat(lines.ToList());
        File.WriteAllText(Path.Combine(folder, "SHA256SUMS"), text);
    }
}
