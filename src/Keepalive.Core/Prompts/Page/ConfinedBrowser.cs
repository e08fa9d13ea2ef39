using Keepalive.SignIn;

namespace Keepalive.Prompts.Page;

/// <summary>
/// Browsers in a package that can't read hidden folders of the home (snap, flatpak): a file of the state folder can't lead them to a page.
/// Sources: https://snapcraft.io/docs/home-interface, XDG "Association between MIME types and applications".
/// </summary>
internal static class ConfinedBrowser
{
    private const string SnapApplications = "/var/lib/snapd/desktop/applications";
    private const string FlatpakApplications = "/var/lib/flatpak/exports/share/applications";
    private const int LongestList = 64 * 1024;

    /// <summary>Whether the browser that would be opened is one of them, as far as its files tell.</summary>
    public static bool IsUsual(Machine machine)
    {
        SystemEnvironment environment = machine.Environment;
        if (machine.IsMac || machine.IsWsl || environment.IsWindows)
        {
            return false;
        }

        if (environment.Get("BROWSER") is { } named)
        {
            return IsConfined(machine, named.Split(':', ' ')[0]);
        }

        return UsualApplication(environment) is { } application
            ? machine.HasFile($"{SnapApplications}/{application}") || machine.HasFile($"{FlatpakApplications}/{application}")
                || (environment.Get("HOME") is { } home && machine.HasFile($"{home}/.local/share/flatpak/exports/share/applications/{application}"))
            : machine.HasFile($"{SnapApplications}/firefox_firefox.desktop"); // Ubuntu's own, without a choice of the person.
    }

    private static bool IsConfined(Machine machine, string program) =>
        program.StartsWith("/snap/", StringComparison.Ordinal) || program.StartsWith("/var/lib/flatpak/", StringComparison.Ordinal)
        || (!program.Contains('/') && machine.HasFile($"/snap/bin/{program}"));

    /// <summary>The person's own choice for web pages; null if there is none.</summary>
    private static string? UsualApplication(SystemEnvironment environment)
    {
        if ((environment.Get("XDG_CONFIG_HOME") ?? (environment.Home is { } home ? environment.Combine(home, ".config") : null)) is not { } folder)
        {
            return null;
        }

        try
        {
            string path = environment.Combine(folder, "mimeapps.list");
            if (new FileInfo(path) is not { Exists: true, Length: < LongestList })
            {
                return null;
            }

            using var reader = new StreamReader(path);
            bool isDefaults = false;
            while (reader.ReadLine() is { } line)
            {
                isDefaults = line.StartsWith('[') ? line.Trim() == "[Default Applications]" : isDefaults;
                if (isDefaults && (line.StartsWith("x-scheme-handler/http=", StringComparison.Ordinal) || line.StartsWith("text/html=", StringComparison.Ordinal)))
                {
                    string application = line[(line.IndexOf('=') + 1)..].Split(';')[0].Trim();
                    return application.Length > 0 && !application.Contains('/') ? application : null;
                }
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Then it is not known.
        }

        return null;
    }
}
