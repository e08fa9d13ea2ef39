namespace Keepalive.Configuration;

/// <summary>The settings in environment variables.</summary>
internal static class ConfigurationVariables
{
    /// <summary>Reads them; a variable with an invalid value is a problem, and is ignored.</summary>
    public static IReadOnlyList<SettingAssignment> Read(SystemEnvironment environment, List<ConfigurationProblem> problems)
    {
        List<SettingAssignment>? assignments = null;
        foreach (ConfigurationSetting setting in ConfigurationSettings.All)
        {
            if (setting.Variable is null || Named(setting, environment) is not { } variable)
            {
                continue;
            }

            if (setting.Normalize(SettingValue.Of(environment.Get(variable)!)) is { } normal)
            {
                (assignments ??= []).Add(new(setting, normal, new SettingOrigin(SettingOriginKind.Environment, variable, 0)));
            }
            else
            {
                problems.Add(new ConfigurationProblem(variable, 0, 0, setting.Name, $"'{setting.Name}' must be {setting.Expected}; the value is ignored"));
            }
        }

        if (environment.Get(StateFolder.Variable) is not null && environment.GetFolder(StateFolder.Variable) is null)
        {
            problems.Add(new ConfigurationProblem(StateFolder.Variable, 0, 0, StateFolder.Variable, "the state folder must be a full path; the value is ignored"));
        }

        if (environment is { IsWindows: false, UnusableHome: { } home })
        {
            problems.Add(new ConfigurationProblem("HOME", 0, 0, "HOME", $"'{home}' is not a full path; Keepalive's own files are in the home folder of your account, but the AWS files are read below '{home}' in the current folder, as by AWS tools"));
        }

        return assignments ?? [];
    }

    private static string? Named(ConfigurationSetting setting, SystemEnvironment environment) =>
        environment.Get(setting.Variable!) is not null ? setting.Variable
        : setting.OlderVariable is { } older && environment.Get(older) is not null ? older
        : null;
}
