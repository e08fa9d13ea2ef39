using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Keepalive.Packaging.Bill;

/// <summary>The bill of materials: every restored package, as CycloneDX 1.6 JSON (ECMA-424).</summary>
internal static class SoftwareBill
{
    private static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true, NewLine = "\n" };

    public static void Write(string path, Release release, IEnumerable<RestoredPackage> packages)
    {
        var bill = new JsonObject
        {
            ["bomFormat"] = "CycloneDX",
            ["specVersion"] = "1.6",
            ["version"] = 1,
            ["metadata"] = new JsonObject
            {
                ["timestamp"] = release.Time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
                ["component"] = new JsonObject
                {
                    ["type"] = "application",
                    ["bom-ref"] = $"claude-aws@{release.Version}",
                    ["name"] = "claude-aws",
                    ["version"] = release.Version,
                    ["licenses"] = Licences("MIT"),
                },
            },
            ["components"] = new JsonArray([.. packages.Select(Component)]),
        };
        File.WriteAllText(path, bill.ToJsonString(s_indented) + "\n");
    }

    private static JsonObject Component(RestoredPackage package)
    {
        string address = $"pkg:nuget/{package.Id}@{package.Version}";
        var component = new JsonObject
        {
            ["type"] = "library",
            ["bom-ref"] = address,
            ["name"] = package.Id,
            ["version"] = package.Version,
            // "excluded": was needed to build, is not in what is shipped.
            ["scope"] = package.IsShipped ? "required" : "excluded",
            ["purl"] = address,
        };
        // NuGet keeps the hash of the package that it has unpacked beside it, in Base64.
        string hash = Path.Combine(package.Folder ?? string.Empty, $"{package.Id}.{package.Version}.nupkg.sha512".ToLowerInvariant());
        if (File.Exists(hash))
        {
            component["hashes"] = new JsonArray(new JsonObject { ["alg"] = "SHA-512", ["content"] = Convert.ToHexStringLower(Convert.FromBase64String(File.ReadAllText(hash).Trim())) });
        }

        string licence = PackageLicence.Of(package).Expression;
        if (licence.Length > 0)
        {
            component["licenses"] = Licences(licence);
        }

        return component;
    }

    private static JsonArray Licences(string expression) => new(new JsonObject { ["expression"] = expression });
}
