using System.Globalization;

namespace Keepalive.ClaudeCode.StatusLine;

/// <summary>The abilities of the place that shows the status line.</summary>
/// <param name="HasColour">NO_COLOR is not set (https://no-color.org).</param>
/// <param name="IsUnicode">More than ASCII.</param>
/// <param name="Columns">The width; null if it is unknown.</param>
public sealed record StatusLineStyle(bool HasColour, bool IsUnicode, int? Columns)
{
    /// <summary>The style that the variables ask for.</summary>
    /// <param name="environment">The variables and the platform.</param>
    public static StatusLineStyle Of(SystemEnvironment environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        return new StatusLineStyle(environment.Get("NO_COLOR") is null, ShowsUnicode(environment), ColumnsOf(environment));
    }

    /// <summary>
    /// POSIX: the first of the three that is set names the character set. The C locale has ASCII alone. On Windows Claude Code
    /// reads UTF-8 either way, so what draws it decides: Windows Terminal and the terminals of editors have the glyphs.
    /// </summary>
    private static bool ShowsUnicode(SystemEnvironment environment)
    {
        if (environment.IsWindows)
        {
            return (environment.Get("WT_SESSION") ?? environment.Get("TERM_PROGRAM")) is not null;
        }

        string? locale = environment.Get("LC_ALL") ?? environment.Get("LC_CTYPE") ?? environment.Get("LANG");
        return locale is not null
            && (locale.Contains("UTF-8", StringComparison.OrdinalIgnoreCase) || locale.Contains("UTF8", StringComparison.OrdinalIgnoreCase));
    }

    private static int? ColumnsOf(SystemEnvironment environment) =>
        int.TryParse(environment.Get("COLUMNS"), NumberStyles.None, CultureInfo.InvariantCulture, out int columns) && columns > 0 ? columns : null;
}
