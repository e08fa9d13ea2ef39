using System.Text;

namespace Keepalive.Packaging.Bill;

/// <summary>The notices that the licences of the shipped packages ask for.</summary>
internal static class ThirdPartyNotices
{
    private static readonly string s_rule = new('-', 80);

    public static string Of(IEnumerable<RestoredPackage> packages)
    {
        RestoredPackage[] shipped = [.. packages.Where(package => package.IsShipped)];
        var text = new StringBuilder("Keepalive contains code of the following packages, under the licences below.\n");
        var licences = new SortedSet<string>(StringComparer.Ordinal);
        foreach (RestoredPackage package in shipped)
        {
            PackageLicence licence = PackageLicence.Of(package);
            string name = licence.Expression.Length > 0 ? licence.Expression : licence.Address;
            text.Append('\n').Append(package.Id).Append(' ').Append(package.Version).Append('\n');
            text.Append("    ").Append(name.Length > 0 ? name : throw new PackagingException($"{package.Id} names no licence.")).Append('\n');
            if (licence.Copyright.Length > 0)
            {
                text.Append("    ").Append(licence.Copyright).Append('\n');
            }

            licences.UnionWith(licence.Expression.Split(' ').Where(word => word.Length > 0 && word is not ("AND" or "OR" or "WITH")));
        }

        foreach (string licence in licences)
        {
            Append(text, licence, LicenceText(licence));
        }

        foreach (RestoredPackage package in shipped.Where(package => package.Folder is not null))
        {
            string? notices = Directory.EnumerateFiles(package.Folder!).FirstOrDefault(file => Path.GetFileNameWithoutExtension(file).Equals("THIRD-PARTY-NOTICES", StringComparison.OrdinalIgnoreCase));
            if (notices is not null)
            {
                Append(text, $"Notices of {package.Id}", File.ReadAllText(notices));
            }
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, string title, string words) =>
        text.Append('\n').Append(s_rule).Append('\n').Append(title).Append('\n').Append(s_rule).Append("\n\n").Append(words.ReplaceLineEndings("\n").Trim('\n')).Append('\n');

    private static string LicenceText(string licence)
    {
        using Stream stream = typeof(ThirdPartyNotices).Assembly.GetManifestResourceStream($"{licence}.txt")
            ?? throw new PackagingException($"A package has the licence {licence}, whose text is not in Bill/Licences.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
