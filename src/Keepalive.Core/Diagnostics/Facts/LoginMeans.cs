using Keepalive.Login;
using Keepalive.Secrets;

namespace Keepalive.Diagnostics.Facts;

/// <summary>With what the profile in use is signed in to without a person: its recipe, and whether the password is there.</summary>
internal sealed class LoginMeans
{
    /// <summary>A store that is locked or hangs must not hold up the other checks.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    private LoginMeans()
    {
    }

    /// <summary>The recipe; null when there is none, or none that can be used.</summary>
    public Recipe? Recipe { get; private init; }

    /// <summary>Why the recipe can't be used.</summary>
    public KeepaliveException? RecipeFault { get; private init; }

    /// <summary>The stored password that the recipe types; null when it types none, or a command gives it.</summary>
    public SecretName? Password { get; private init; }

    /// <summary>Whether it is stored; null when the store can't tell.</summary>
    public bool? HasPassword { get; private init; }

    /// <summary>Why the store can't tell.</summary>
    public KeepaliveException? StoreFault { get; private init; }

    /// <summary>Reads no secret, and asks no person to unlock a store.</summary>
    public static LoginMeans Of(DiagnosticContext context, SecretKeeper? keeper)
    {
        if (context.OwnSettings is not { ForbidAutoLogin: false, Recipe: { Length: > 0 } name } settings)
        {
            return new LoginMeans();
        }

        Recipe recipe;
        try
        {
            recipe = RecipeBook.Open(context.Environment, context.Clock).Find(name);
        }
        catch (KeepaliveException fault)
        {
            return new LoginMeans { RecipeFault = fault };
        }

        if (!recipe.Rules.Any(rule => rule.Action == RecipeAction.SendSecret) || settings.PasswordCommand is { Length: > 0 })
        {
            return new LoginMeans { Recipe = recipe };
        }

        SecretName password = SecretName.Of(settings, context.Choice.Name, SecretKind.Password);
        try
        {
            keeper ??= new SecretKeeper(settings, stop => SecretStores.Choose(context.Environment, settings.SecretStore, context.Clock, stop), context.Clock) { Limit = Limit };
            bool exists = keeper.ExistsAsync(password, CancellationToken.None).GetAwaiter().GetResult();
            return new LoginMeans { Recipe = recipe, Password = password, HasPassword = exists };
        }
        catch (KeepaliveException fault)
        {
            return new LoginMeans { Recipe = recipe, Password = password, StoreFault = fault };
        }
    }
}
