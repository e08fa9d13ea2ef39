using System.Text.Json;
using Keepalive.Configuration;
using Keepalive.Host.Output;
using Keepalive.Login;

namespace Keepalive.Host.Verbs;

/// <summary><c>claude-aws config</c>: the settings, where each comes from, and how to change them.</summary>
internal static class ConfigVerb
{
    public static int List(string? profile, bool json) => Run(() =>
    {
        ConfigurationReport report = Report(profile);
        if (json)
        {
            StandardOutput.WriteJson(JsonSerializer.Serialize(ConfigDocument.From(report), ConfigJsonContext.Readable.ConfigDocument));
        }
        else
        {
            StandardOutput.WriteText(ConfigText.Table(report));
        }
    });

    public static int Get(string name, string? profile, bool json) => Run(() =>
    {
        EffectiveSetting setting = Report(profile).Find(name);
        if (json)
        {
            StandardOutput.WriteJson(JsonSerializer.Serialize(SettingDocument.From(setting), ConfigJsonContext.Readable.SettingDocument));
        }
        else
        {
            StandardOutput.WriteText(VisibleText.Line(setting.Value) ?? string.Empty);
        }
    });

    public static int Change(string name, string? value, string? profile, bool isDry) =>
        VerbRunner.Run(ExportArguments.DefaultTimeout, async cancellationToken =>
        {
            var editor = new ConfigurationEditor(SystemEnvironment.Current, TimeProvider.System, () => RecipeNames.Find(SystemEnvironment.Current, TimeProvider.System));
            ConfigurationEdit edit = isDry
                ? editor.Plan(name, value, profile)
                : await editor.ApplyAsync(name, value, profile, cancellationToken).ConfigureAwait(false);
            StandardOutput.WriteText(ConfigText.Done(edit, isDry));
            if (edit.Doubt is { } doubt)
            {
                ErrorOutput.Write(doubt);
            }

            if (!isDry && ConfigurationReport.Make(SystemEnvironment.Current, profile, TimeProvider.System).Overruled(name) is { } stronger)
            {
                ErrorOutput.Write($"'{name}' is still {stronger.Value}, because {stronger.Origin} overrides the configuration file.");
            }

            return ExitStatus.Fine;
        });

    public static int Path() => Run(() => StandardOutput.WriteText(
        ConfigurationFile.Locate(SystemEnvironment.Current) ?? throw KeepaliveErrors.HomeNotFound()));

    public static int Schema() => Run(() => StandardOutput.Write(ConfigurationSchema.Read()));

    private static ConfigurationReport Report(string? profile)
    {
        ConfigurationReport report = ConfigurationReport.Make(SystemEnvironment.Current, profile, TimeProvider.System);
        ErrorOutput.Write(report.Problems);
        return report;
    }

    private static int Run(Action verb) => VerbRunner.Run(ExportArguments.DefaultTimeout, _ =>
    {
        verb();
        return ValueTask.FromResult(ExitStatus.Fine);
    });
}
