namespace Keepalive.Login;

/// <summary>The names of all recipes, for completion.</summary>
public static class RecipeNames
{
    /// <summary>The person's own, then the product's; the product's alone when the configuration can't be read.</summary>
    /// <param name="environment">The variables and the platform.</param>
    /// <param name="clock">Tells the age of the last change.</param>
    public static IReadOnlyList<string> Find(SystemEnvironment environment, TimeProvider clock)
    {
        try
        {
            return [.. RecipeBook.Open(environment, clock).Names];
        }
        catch (KeepaliveException)
        {
            return RecipeBook.BuiltIn;
        }
    }
}
