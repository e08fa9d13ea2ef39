namespace Keepalive.Login;

/// <summary>The words of a recipe file for what the code has as values.</summary>
internal static class RecipeWords
{
    public static string Of(RecipeAction action) => action switch
    {
        RecipeAction.SendSecret => "sendSecret",
        RecipeAction.SendTotp => "sendTotp",
        RecipeAction.Send => "send",
        RecipeAction.Choose => "choose",
        RecipeAction.Ask => "ask",
        RecipeAction.Notify => "notify",
        RecipeAction.Open => "open",
        RecipeAction.Success => "success",
        _ => "failure",
    };
}
