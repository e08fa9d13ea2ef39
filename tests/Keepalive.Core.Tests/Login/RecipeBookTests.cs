using Keepalive.Login;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.Login;

public sealed class RecipeBookTests : IDisposable
{
    private readonly SyntheticHome _home = new(new ManualClock());

    private string File => Path.Combine(_home.Folder, "config.json");

    [Fact]
    public void Ones_own_recipe_extends_one_of_the_product_and_goes_before_it()
    {
        Recipe recipe = Read("""
            {
              // The company's wrapper.
              "recipes": { "acme": { "extends": "saml2aws", "command": ["acme-login", ["--as", "${user}"]], "limitSeconds": 30,
                "rules": [{ "name": "cost centre", "match": "^Cost centre: $", "send": "4711" }, { "name": "password", "match": "^Passwort: $", "sendSecret": true }] } }
            }
            """).Find("acme");

        Assert.Equal((TimeSpan.FromSeconds(30), "saml2aws"), (recipe.Limit, recipe.Tool));
        Assert.Equal(["cost centre", "password", "user"], recipe.Rules.Take(3).Select(rule => rule.Name));
        Assert.Single(recipe.Rules, rule => rule.Name == "password");
        Assert.Equal(["acme-login"], new RecipeValues("work").Fill(recipe.Command));
        Assert.Equal(["acme-login", "--as", "me"], new RecipeValues("work", "me").Fill(recipe.Command));
    }

    [Fact]
    public void A_recipe_of_the_products_name_is_ones_own_and_may_extend_the_products()
    {
        Recipe recipe = Read("""{ "recipes": { "saml2aws": { "extends": "saml2aws", "limitSeconds": 9 } } }""").Find("saml2aws");
        Assert.Equal(TimeSpan.FromSeconds(9), recipe.Limit);
        Assert.NotEmpty(recipe.Rules);
    }

    [Fact]
    public void A_recipe_that_is_not_there_is_told_with_those_that_are()
    {
        KeepaliveException exception = Assert.Throws<KeepaliveException>(() => Read("""{ "recipes": { "acme": {} } }""").Find("okta"));
        Assert.Equal(KeepaliveErrorCode.RecipeNotFound, exception.Code);
        Assert.Contains("acme, aws-google-auth", exception.Advice, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "rules": [{ "match": "x", "send": "y" }] }""", "a rule has no 'name'")]
    [InlineData("""{ "rules": [{ "name": "a", "send": "y" }] }""", "rule 'a' has no 'match'")]
    [InlineData("""{ "rules": [{ "name": "a", "match": "(", "send": "y" }] }""", "'match' is not a regular expression")]
    [InlineData("""{ "rules": [{ "name": "a", "match": "x" }] }""", "rule 'a' needs one of sendSecret")]
    [InlineData("""{ "rules": [{ "name": "a", "match": "x", "send": "y", "success": true }] }""", "and has more")]
    [InlineData("""{ "rules": [{ "name": "a", "match": "x", "sendSecret": "hunter2" }] }""", "'sendSecret' must be true")]
    [InlineData("""{ "rules": [{ "name": "a", "match": "x", "failure": "Oops" }] }""", "'failure' must be one of LoginPasswordRejected")]
    [InlineData("""{ "rules": [{ "name": "a", "match": "x", "ask": "password" }] }""", "'ask' must be one of secret, code, choice, text")]
    [InlineData("""{ "rules": [{ "name": "a", "match": "x", "open": "https://x" }] }""", "'open' must be true")]
    [InlineData("""{ "rules": [{ "name": "a", "match": "x", "choose": "third" }] }""", "'choose' must be \"number\" or \"typed\"")]
    [InlineData("""{ "rules": [{ "name": "a", "match": "x", "sned": "y" }] }""", "has an unknown field 'sned'")]
    [InlineData("""{ "rules": [{ "name": "a", "match": "x", "send": "y" }, { "name": "a", "match": "x", "send": "y" }] }""", "occurs twice")]
    [InlineData("""{ "extends": "nothing" }""", "'extends' is not the name of a recipe")]
    [InlineData("""{ "extends": "other" }""", "extends itself, directly or through other recipes")]
    [InlineData("""{ "command": [] }""", "'command' contains no program")]
    [InlineData("""{ "limitSeconds": 6000 }""", "'limitSeconds' must be a number from 1 to 540")]
    [InlineData("""{ "password": "hunter2" }""", "has an unknown field 'password'")]
    public void What_is_wrong_is_told_with_file_line_and_field_and_without_a_value(string recipe, string reason)
    {
        KeepaliveException exception = Assert.Throws<KeepaliveException>(
            () => Read($$"""
                { "recipes": {
                  "other": { "extends": "mine" },
                  "mine": {{recipe}} } }
                """).Find("mine"));

        Assert.Equal(KeepaliveErrorCode.RecipeInvalid, exception.Code);
        Assert.Contains(File, exception.Message, StringComparison.Ordinal);
        Assert.Contains("line ", exception.Message, StringComparison.Ordinal);
        Assert.Contains(reason, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", exception.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _home.Dispose();

    private RecipeBook Read(string configuration)
    {
        System.IO.File.WriteAllText(File, configuration);
        System.IO.File.SetLastWriteTimeUtc(File, _home.Clock.GetUtcNow().UtcDateTime.AddHours(-1));
        _home.Variables["CLAUDE_AWS_CONFIG"] = File;
        return RecipeBook.Open(_home.Environment, _home.Clock);
    }
}
