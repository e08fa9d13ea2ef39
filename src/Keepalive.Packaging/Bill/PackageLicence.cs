using System.Xml.Linq;

namespace Keepalive.Packaging.Bill;

/// <summary>The licence of a package, by its own description (.nuspec).</summary>
/// <param name="Expression">The SPDX expression; empty if the package has none.</param>
/// <param name="Address">The address of the licence, where there is no expression.</param>
/// <param name="Copyright">Its copyright line; empty if it has none.</param>
internal sealed record PackageLicence(string Expression, string Address, string Copyright)
{
    public static PackageLicence Of(RestoredPackage package)
    {
        string? description = package.Folder is null ? null : Directory.EnumerateFiles(package.Folder, "*.nuspec").FirstOrDefault();
        if (description is null)
        {
            return new PackageLicence(string.Empty, string.Empty, string.Empty);
        }

        XElement metadata = XDocument.Load(description).Root!.Elements().First(element => element.Name.LocalName == "metadata");
        XElement? licence = metadata.Elements().FirstOrDefault(element => element.Name.LocalName == "license");
        return new PackageLicence(
            licence?.Attribute("type")?.Value == "expression" ? licence.Value.Trim() : string.Empty,
            Text(metadata, "licenseUrl"),
            Text(metadata, "copyright"));
    }

    private static string Text(XElement metadata, string name) => metadata.Elements().FirstOrDefault(element => element.Name.LocalName == name)?.Value.Trim() ?? string.Empty;
}
