using ArchUnitNET.Loader;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.Architecture;

/// <summary>
/// The order of Core's folders: each may use the folders above it in the list and none below. So there is no circle. Looked at in the compiled types,
/// whatever the <c>using</c> lines say; constants leave no trace there.
/// </summary>
public sealed class LayerTests
{
    /// <summary>Bottom first. docs/architecture.md describes each; the reasons are in docs/decisions.</summary>
    private static readonly string[] s_order =
    [
        "Text",
        "Errors",
        "Platform",
        "Platform.Native",
        "Platform.Time",
        "Platform.Files",
        "Platform.Json",
        "Platform.Jsonc",
        "Platform.Processes",
        "Platform.Terminals",
        "Platform.Notifications",
        "Aws.AccessKeys",
        "Aws.Profiles",
        "Aws.Network",
        "Aws.SecurityTokens",
        "Configuration",
        "Logging",
        "Workers",
        "Secrets",
        "Tokens",
        "IdentityCenter",
        "ConsoleLogin",
        "SignIn",
        "Prompts",
        "Prompts.Dialogs",
        "Prompts.Page",
        "Credentials",
        "Login",
        "Sessions",
        "ClaudeCode",
        "ClaudeCode.Installation",
        "ClaudeCode.Hook",
        "ClaudeCode.StatusLine",
        "Diagnostics.Facts",
        "Diagnostics.Repairs",
        "Diagnostics.Findings",
        "Diagnostics.HelperRuns",
        "Diagnostics.Online",
        "Diagnostics.Checks",
        "Diagnostics.Explanation",
        "Diagnostics",
        "Diagnostics.Support",
    ];

    private static readonly ArchUnitNET.Domain.Architecture s_core = new ArchLoader().LoadAssemblies(typeof(KeepaliveException).Assembly).Build();

    [Fact]
    public void No_folder_of_Core_uses_a_folder_above_it()
    {
        string[] upwards =
        [
            .. from type in s_core.Types
               let layer = LayerOf(type.Namespace?.FullName ?? string.Empty)
               where layer is not null
               from target in type.Dependencies.Select(dependency => dependency.Target).Distinct()
               let used = LayerOf(target.Namespace?.FullName ?? string.Empty)
               where used is not null && Array.IndexOf(s_order, used) > Array.IndexOf(s_order, layer)
               select $"{layer} ({type.Name}) uses {used} ({target.Name})",
        ];

        Assert.Empty(upwards.Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_folder_of_Core_has_its_place_in_the_order()
    {
        IEnumerable<string> folders = s_core.Types.Select(type => type.Namespace?.FullName ?? string.Empty)
            .Where(space => space.StartsWith("Keepalive.", StringComparison.Ordinal))
            .Select(space => LayerOf(space) ?? space).Distinct();

        Assert.Equal(s_order.Order(StringComparer.Ordinal), folders.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Namespaces_follow_folders()
    {
        string root = Path.Combine(Repository.Root, "src", "Keepalive.Core");
        IEnumerable<string> strays =
            from file in Repository.Files("src", "*.cs")
            where file.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            let folder = Path.GetDirectoryName(Path.GetRelativePath(root, file))!.Replace(Path.DirectorySeparatorChar, '.')
            where !File.ReadLines(file).Contains($"namespace Keepalive.{folder};")
            select Path.GetRelativePath(root, file);

        Assert.Empty(strays);
    }

    /// <summary>The folder of a namespace; the libraries of Native count as one folder. Null for what is not ours.</summary>
    private static string? LayerOf(string space)
    {
        if (!space.StartsWith("Keepalive.", StringComparison.Ordinal))
        {
            return null;
        }

        string folder = space["Keepalive.".Length..];
        return folder.StartsWith("Platform.Native.", StringComparison.Ordinal) ? "Platform.Native" : Array.IndexOf(s_order, folder) >= 0 ? folder : null;
    }
}
