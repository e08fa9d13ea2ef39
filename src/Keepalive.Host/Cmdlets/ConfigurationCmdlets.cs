using System.Globalization;
using Keepalive.Configuration;
using Keepalive.Login;

namespace Keepalive.Host.Cmdlets;

/// <summary>The cmdlets of our settings.</summary>
internal static class ConfigurationCmdlets
{
    /// <summary>One setting by its name, or all: the shell has the wildcards.</summary>
    public static Task GetAsync(CmdletContext context)
    {
        context.IsForAll = true;
        ConfigurationReport report = Report(context);
        context.IsForAll = false;
        context.Warn(report.Problems);
        if (context.Request.Text("Name") is { } name)
        {
            Write(context, report.Find(name));
            return Task.CompletedTask;
        }

        foreach (EffectiveSetting setting in report.Settings)
        {
            Write(context, setting);
        }

        return Task.CompletedTask;
    }

    public static async Task SetAsync(CmdletContext context)
    {
        CmdletRequest request = context.Request;
        string name = request.Text("Name")!;
        if (request.Text("OtherType") is { } type)
        {
            throw KeepaliveErrors.SettingOfOtherType(name, type);
        }

        string? value = request.Flag("Unset") ? null : request.Text("Value") ?? string.Empty;
        var editor = new ConfigurationEditor(context.Environment, context.Clock, () => RecipeNames.Find(context.Environment, context.Clock));
        ConfigurationEdit edit = editor.Plan(name, value, request.Profile);
        if (edit.Doubt is { } doubt)
        {
            context.Warn(doubt);
        }

        if (!edit.IsChange)
        {
            context.Verbose($"{edit.Path} already has this value.");
        }
        else if (await context.ShouldProcessAsync(edit.Path, edit.ToString()).ConfigureAwait(false))
        {
            context.Begin("Changing a setting", "Waiting for another program that changes settings");
            await editor.ApplyAsync(name, value, request.Profile, context.Stop).ConfigureAwait(false);
        }
        else
        {
            return;
        }

        ConfigurationReport report = Report(context);
        if (report.Overruled(name) is { } stronger)
        {
            context.Warn($"'{name}' is still {stronger.Value}, because {stronger.Origin} overrides the configuration file.");
        }

        if (request.Flag("PassThru"))
        {
            Write(context, report.Find(name));
        }
    }

    private static ConfigurationReport Report(CmdletContext context) => ConfigurationReport.Make(context.Environment, context.Request.Profile, context.Clock);

    private static void Write(CmdletContext context, EffectiveSetting setting)
    {
        CmdletMessage message = context.Object("ClaudeAwsSetting");
        message.Text("Name", setting.Setting.Name);
        Typed(message, "Value", setting.Setting.Kind, setting.Value);
        message.Text("Origin", setting.Origin.Kind.ToString());
        message.Line("From", setting.Origin.ToString());
        Typed(message, "Default", setting.Setting.Kind, setting.Setting.Default);
        message.Text("Variable", setting.Setting.Variable);
        message.Line("ForProfile", context.Request.Profile);
        message.Text("Description", setting.Setting.Description);
        message.End();
        message.Send();
    }

    private static void Typed(CmdletMessage message, string name, SettingKind kind, string? value)
    {
        switch (kind)
        {
            case SettingKind.Minutes when value is not null:
                message.Fraction(name, double.Parse(value, CultureInfo.InvariantCulture));
                break;
            case SettingKind.Flag when value is not null:
                message.Flag(name, value == "true");
                break;
            default:
                message.Line(name, value);
                break;
        }
    }
}
