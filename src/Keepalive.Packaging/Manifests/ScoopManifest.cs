using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Keepalive.Packaging.Manifests;

/// <summary>The manifest of Scoop (its schema.json).</summary>
internal static class ScoopManifest
{
    private static readonly JsonSerializerOptions s_readable = new() { WriteIndented = true, NewLine = "\n", IndentSize = 4, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly (string Rid, string Name)[] s_architectures = [("win-x64", "64bit"), ("win-arm64", "arm64")];

    public static void Write(string folder, Release release, IEnumerable<Download> downloads)
    {
        var architectures = new JsonObject();
        var updates = new JsonObject();
        foreach ((string rid, string name) in s_architectures)
        {
            if (downloads.FirstOrDefault(download => download.Rid == rid) is { } download)
            {
                architectures[name] = new JsonObject { ["url"] = download.Address, ["hash"] = download.Hash };
                updates[name] = new JsonObject { ["url"] = download.Address.Replace(release.Version, "$version", StringComparison.Ordinal) };
            }
        }

        if (architectures.Count == 0)
        {
            return;
        }

        Directory.CreateDirectory(folder);
        var manifest = new JsonObject
        {
            ["version"] = release.Version,
            ["description"] = Release.Summary,
            ["homepage"] = release.ProjectUri,
            ["license"] = "MIT",
            ["architecture"] = architectures,
            ["bin"] = "claude-aws.exe",
            ["checkver"] = "github",
            ["autoupdate"] = new JsonObject { ["architecture"] = updates, ["hash"] = new JsonObject { ["url"] = "$baseurl/SHA256SUMS" } },
        };
        File.WriteAllText(Path.Combine(folder, "claude-aws.json"), manifest.ToJsonString(s_readable) + "\n");
    }
}
