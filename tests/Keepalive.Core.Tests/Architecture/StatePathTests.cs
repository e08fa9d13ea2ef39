using System.Reflection;
using System.Text.RegularExpressions;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.Architecture;

/// <summary>What stands in the state folder is told by one table and one page.</summary>
public sealed partial class StatePathTests
{
    private static readonly string[] s_names =
        [.. typeof(StatePaths).GetFields(BindingFlags.Public | BindingFlags.Static).Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!)];

    [Fact]
    public void No_source_but_the_table_makes_a_path_below_the_state_folder() => Assert.DoesNotContain(
        Repository.Files(Path.Combine("src", "Keepalive.Core"), "*.cs").Where(file => Path.GetFileName(file) != "StatePaths.cs"),
        file => Joined().IsMatch(File.ReadAllText(file)));

    [Fact]
    public void The_security_page_tells_of_every_name()
    {
        string page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "security.md"));

        Assert.All(s_names, name => Assert.Matches($@"\| state folder, [^|]*`{Regex.Escape(name)}/?`", page));
    }

    [Fact]
    public void The_list_of_all_names_is_the_table() => Assert.Equal(s_names.Order(StringComparer.Ordinal), StatePaths.All.Order(StringComparer.Ordinal));

    [Fact]
    public void No_two_names_differ_only_in_case() => Assert.Equal(s_names.Length, s_names.Distinct(StringComparer.OrdinalIgnoreCase).Count());

    [GeneratedRegex(@"Combine\(\s*StateFolder\.Locate\(")]
    private static partial Regex Joined();
}
