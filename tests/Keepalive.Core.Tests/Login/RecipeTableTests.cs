using Keepalive.Aws.Profiles;
using Keepalive.Login;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.Login;

/// <summary>A recipe's file says all that the product knows of its tool.</summary>
public sealed class RecipeTableTests
{
    [Fact]
    public void Every_file_among_the_recipes_is_a_recipe_of_the_product() => Assert.Equal(
        Directory.GetFiles(Path.Combine(Repository.Root, "src", "Keepalive.Core", "Login", "Recipes"), "*.json").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal),
        RecipeBook.BuiltIn);

    [Fact]
    public void The_build_has_taken_over_the_expiry_keys_of_every_recipe() => Assert.Equal(
        RecipeBook.OfTheProduct.SelectMany(recipe => recipe.ExpiryKeys).Distinct().Order(StringComparer.Ordinal),
        RecipeExpiryKeys.All.Order(StringComparer.Ordinal));

    [Fact]
    public void Every_recipe_tells_the_login_command_and_it_starts_the_tool_that_is_driven() =>
        Assert.All(RecipeBook.OfTheProduct, recipe => Assert.Equal(recipe.Command[0][0], recipe.LoginCommand?.Split(' ')[0]));

    [Fact]
    public void The_usual_recipe_is_one() => Assert.Contains(RecipeBook.Usual, RecipeBook.BuiltIn);

    /// <summary>Comments may say whose peculiarity something is; a decision by a tool's name belongs in its recipe.</summary>
    [Fact]
    public void No_source_of_core_names_a_login_tool_as_text()
    {
        // RecipeBook: the usual one. OlderConfiguration: the settings of cc-aws-keepalive, which are no recipe. PortalUrl: OneLogin's portal, not its tool.
        string[] allowed = ["RecipeBook.cs", "OlderConfiguration.cs", "PortalUrl.cs"];
        string[] names = [.. RecipeBook.BuiltIn.Union(RecipeBook.OfTheProduct.Select(recipe => recipe.Tool))];
        IEnumerable<string> found =
            from file in Repository.Files(Path.Combine("src", "Keepalive.Core"), "*.cs")
            where !allowed.Contains(Path.GetFileName(file))
            from line in File.ReadLines(file)
            let code = line.Split("//")[0]
            where names.Any(name => code.Contains(name, StringComparison.OrdinalIgnoreCase))
            select $"{Path.GetFileName(file)}: {line.Trim()}";

        Assert.Empty(found);
    }

    [Fact]
    public void The_page_of_recipes_names_every_one()
    {
        string page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "en-US", "about_KeepaliveRecipes.md"));

        Assert.All(RecipeBook.BuiltIn, name => Assert.Contains($"`{name}`", page, StringComparison.Ordinal));
    }
}
