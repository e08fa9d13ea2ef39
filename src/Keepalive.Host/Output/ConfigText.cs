using Keepalive.Configuration;

namespace Keepalive.Host.Output;

/// <summary>Settings as text for a person.</summary>
internal static class ConfigText
{
    private const int MaximumWidth = 40;

    public static string Table(ConfigurationReport report)
    {
        int names = report.Settings.Max(setting => setting.Setting.Name.Length);
        int values = Math.Clamp(report.Settings.Max(setting => Value(setting).Length), "Value".Length, MaximumWidth);
        IEnumerable<string> rows = report.Settings.Select(setting =>
            $"{setting.Setting.Name.PadRight(names)}  {Value(setting).PadRight(values)}  {VisibleText.Line(setting.Origin.ToString())}");
        return string.Join('\n', rows.Prepend($"{"Setting".PadRight(names)}  {"Value".PadRight(values)}  From"));
    }

    public static string Done(ConfigurationEdit edit, bool isDry) => (edit.IsChange, isDry) switch
    {
        (false, _) => $"Nothing to do: {VisibleText.Line(edit.Path)} already has this value.",
        (true, true) => $"Would do: {VisibleText.Line($"{edit}, in {edit.Path}.")}",
        _ => $"Done: {VisibleText.Line($"{edit}, in {edit.Path}.")}",
    };

    private static string Value(EffectiveSetting setting) => VisibleText.Line(setting.Value) ?? string.Empty;
}
