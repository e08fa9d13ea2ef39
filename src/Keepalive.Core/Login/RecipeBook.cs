using Keepalive.Configuration;
using Keepalive.Platform.Files;
using Keepalive.Platform.Jsonc;

namespace Keepalive.Login;

/// <summary>
/// All recipes: those that come with the product, and the person's own below <c>recipes</c> in the configuration file, which go first. Read
/// when one is needed: the hot path has no use for them.
/// </summary>
/// <param name="document">The configuration file; null when there is none.</param>
/// <param name="path">Its path, for messages.</param>
internal sealed class RecipeBook(JsoncDocument? document, string path)
{
    /// <summary>The member of the configuration file.</summary>
    public const string Field = "recipes";

    private const string Prefix = "recipes.";
    private const int DeepestChain = 8;

    private const string Ending = ".json";

    /// <summary>The recipe that a recorded run is read with where nothing names another: of the tool that most people use.</summary>
    public const string Usual = "saml2aws";

    /// <summary>The recipes that come with the product: each file in Recipes is one.</summary>
    public static IReadOnlyList<string> BuiltIn { get; } =
    [
        .. typeof(RecipeBook).Assembly.GetManifestResourceNames()
            .Where(static name => name.StartsWith(Prefix, StringComparison.Ordinal) && name.EndsWith(Ending, StringComparison.Ordinal))
            .Select(static name => name[Prefix.Length..^Ending.Length])
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The product's recipes, read.</summary>
    public static IEnumerable<Recipe> OfTheProduct => BuiltIn.Select(static name => OfProduct(name)!);

    /// <summary>All names, the person's own first.</summary>
    public IEnumerable<string> Names => (document?.Find(Field)?.Items.Select(item => item.Name!) ?? []).Union(BuiltIn);

    /// <exception cref="KeepaliveException">ConfigurationInvalid.</exception>
    public static RecipeBook Open(SystemEnvironment environment, TimeProvider clock)
    {
        if (ConfigurationFile.Locate(environment) is not { } path)
        {
            return new RecipeBook(document: null, string.Empty);
        }

        try
        {
            FileSnapshot snapshot = FileSnapshot.Read(path, ConfigurationFile.MaximumLength, clock);
            return new RecipeBook(snapshot.Exists ? JsoncDocument.Parse(snapshot.Content) : null, path);
        }
        catch (JsoncException exception)
        {
            throw KeepaliveErrors.ConfigurationInvalid(path, exception.Message);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw KeepaliveErrors.ConfigurationInvalid(path, FileFault.Describe(path, exception), exception, WriteAdvice.ForRights(path, exception));
        }
    }

    /// <summary>The recipe of a name.</summary>
    /// <exception cref="KeepaliveException">RecipeNotFound, RecipeInvalid.</exception>
    public Recipe Find(string name) => Find(name, DeepestChain) ?? throw KeepaliveErrors.RecipeNotFound(name, WordList.Are("recipe", Names));

    private Recipe? Find(string name, int depth)
    {
        if (document?.Find(Field) is { Kind: not JsoncKind.Object } wrong)
        {
            throw KeepaliveErrors.RecipeInvalid(path, document.Wrong(wrong.Start, $"'{Field}' must be an object with the names of recipes").Message);
        }

        if (document?.Find(Field, name) is not { } own)
        {
            return OfProduct(name);
        }

        // One that extends its own name extends the product's: a person's saml2aws is ours with something more.
        return depth == 0
            ? throw KeepaliveErrors.RecipeInvalid(path, document.Wrong(own.Start, $"recipe '{name}' extends itself, directly or through other recipes").Message)
            : new RecipeReader(document, path, parent => parent == name ? OfProduct(name) : Find(parent, depth - 1)).Read(name, own);
    }

    private static Recipe? OfProduct(string name)
    {
        if (!BuiltIn.Contains(name))
        {
            return null;
        }

        using Stream stream = typeof(RecipeBook).Assembly.GetManifestResourceStream(Prefix + name + Ending)!;
        byte[] content = new byte[stream.Length];
        stream.ReadExactly(content);
        JsoncDocument text = JsoncDocument.Parse(content);
        return new RecipeReader(text, $"{name}.json", static _ => null) { IsOurs = true }.Read(name, text.Root!);
    }
}
