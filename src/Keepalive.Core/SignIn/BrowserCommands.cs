using Keepalive.Platform.Processes;

namespace Keepalive.SignIn;

/// <summary>
/// The commands that could open an address, the best first. The address is always one argument of its own, in the form that
/// <see cref="Uri.AbsoluteUri"/> gives it: no blank, no quote, nothing that begins an option.
/// </summary>
internal static class BrowserCommands
{
    private const string Placeholder = "%s";
    private const string WindowsSystem = "/mnt/c/Windows/System32";

    /// <summary>The commands for an address.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="template">The person's own command, which is then the only one.</param>
    /// <param name="page">The address.</param>
    /// <exception cref="FormatException">The template can't be split into words.</exception>
    public static IEnumerable<ChildCommand> For(Machine machine, string? template, Uri page)
    {
        SystemEnvironment environment = machine.Environment;
        if (template is not null)
        {
            return [FromTemplate(template, environment.IsWindows, page)];
        }

        string url = page.AbsoluteUri;
        if (environment.IsWindows)
        {
            // What Explorer itself does with an address, without a shell in between.
            string folder = environment.Combine(environment.Get("SystemRoot") ?? @"C:\Windows", "System32");
            return [new ChildCommand(environment.Combine(folder, "rundll32.exe"), ["url.dll,FileProtocolHandler", url])];
        }

        // Editors that forward ports set BROWSER; so do people. Several are separated by colons.
        IEnumerable<ChildCommand> named = (environment.Get("BROWSER")?.Split(':', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [])
            .Select(words => FromTemplate(words, windows: false, page));
        return machine switch
        {
            { IsMac: true } => [.. named, new ChildCommand("/usr/bin/open", [url])],
            { IsWsl: true } => [.. named, new ChildCommand("wslview", [url]), new ChildCommand($"{WindowsSystem}/rundll32.exe", ["url.dll,FileProtocolHandler", url])],
            _ => [.. named, new ChildCommand("xdg-open", [url])],
        };
    }

    private static ChildCommand FromTemplate(string template, bool windows, Uri page)
    {
        IReadOnlyList<string> words = CommandLine.Split(template, windows);
        if (words.Count == 0)
        {
            throw new FormatException("the command is empty");
        }

        string url = page.AbsoluteUri;
        string[] arguments = [.. words.Skip(1).Select(word => word.Replace(Placeholder, url, StringComparison.Ordinal))];
        return new ChildCommand(words[0], words.Skip(1).Any(word => word.Contains(Placeholder, StringComparison.Ordinal)) ? arguments : [.. arguments, url]);
    }
}
