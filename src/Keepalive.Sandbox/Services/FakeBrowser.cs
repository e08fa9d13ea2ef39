namespace Keepalive.Sandbox.Services;

/// <summary>A browser that opens nothing, so that no tab of a story appears on the user's desktop. Windows does not look at <c>BROWSER</c>: there a tab opens.</summary>
internal static class FakeBrowser
{
    public const string Verb = "fake-browser";

    /// <summary>The value of <c>BROWSER</c>.</summary>
    public static string Command => $"\"{Path.Combine(AppContext.BaseDirectory, "Keepalive.Sandbox")}\" {Verb}";
}
