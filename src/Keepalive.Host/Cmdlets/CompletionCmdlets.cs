using Keepalive.Aws.Profiles;
using Keepalive.Configuration;
using Keepalive.Diagnostics;
using Keepalive.Login;

namespace Keepalive.Host.Cmdlets;

/// <summary>The words that the module offers during typing. Only reads files.</summary>
internal static class CompletionCmdlets
{
    public static Task CompleteAsync(CmdletContext context)
    {
        switch (context.Request.Text("List"))
        {
            case "profiles":
                Write(context, ProfileFiles.Read(ProfileFileLocations.Find(context.Environment), context.Clock).ProfileNames());
                break;
            case "recipes":
                Write(context, RecipeNames.Find(context.Environment, context.Clock));
                break;
            case "regions":
                Write(context, RegionNames.Find(context.Environment, context.Clock));
                break;
            case "checks":
                foreach ((string id, string title) in DiagnosticCatalog.Titles)
                {
                    Write(context, id, title, null);
                }

                break;
            case "settings":
                foreach (ConfigurationSetting setting in ConfigurationSettings.All)
                {
                    Write(context, setting.Name, setting.Description, setting.Default);
                }

                break;
            default:
                Values(context, context.Request.Text("Name"));
                break;
        }

        return Task.CompletedTask;
    }

    private static void Values(CmdletContext context, string? name)
    {
        ConfigurationSetting? setting = ConfigurationSettings.All.FirstOrDefault(candidate => candidate.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        Write(context, setting switch
        {
            null => [],
            { Kind: SettingKind.Choice } => setting.Choices,
            { Kind: SettingKind.Flag } => ["true", "false"],
            { Name: "recipe" } => RecipeNames.Find(context.Environment, context.Clock),
            { Name: "profile" } => ProfileFiles.Read(ProfileFileLocations.Find(context.Environment), context.Clock).ProfileNames(),
            { Name: "loginAccount" } => Secrets.AccountNames.Find(context.Environment, context.Clock),
            { Default: { } usual } => [usual],
            _ => [],
        }, setting?.Description);
    }

    private static void Write(CmdletContext context, IEnumerable<string> names, string? tip = null)
    {
        foreach (string name in names)
        {
            Write(context, name, tip, null);
        }
    }

    /// <summary>The name as it is: the module offers none that a terminal would not show so.</summary>
    private static void Write(CmdletContext context, string name, string? tip, string? usual)
    {
        CmdletMessage message = context.Object("Suggestion");
        message.Text("Name", name);
        message.Flag("IsVisible", VisibleText.Is(name));
        message.Line("Tip", tip);
        message.Text("Default", usual);
        message.End();
        message.Send();
    }
}
