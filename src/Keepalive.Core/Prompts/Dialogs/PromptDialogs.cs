using Keepalive.Platform.Processes;
using Keepalive.SignIn;

namespace Keepalive.Prompts.Dialogs;

/// <summary>The dialog of this machine: none where no desktop can be the person's.</summary>
internal static class PromptDialogs
{
    /// <summary>Programs of pinentry that have a window. The plain name may be the one for terminals.</summary>
    private static readonly string[] s_pinentries = ["pinentry-qt", "pinentry-qt5", "pinentry-gtk-2", "pinentry-gtk", "pinentry-gnome3", "pinentry-fltk", "pinentry-x11"];

    /// <summary>The first dialog that there is; null if there is none.</summary>
    /// <param name="environment">The variables and the platform.</param>
    /// <param name="machine">The kind of machine.</param>
    public static IPromptDialog? Find(SystemEnvironment environment, Machine machine)
    {
        if (HeadlessDetection.Headless(machine) is not null)
        {
            return null;
        }

        if (environment.IsWindows)
        {
            return OperatingSystem.IsWindows() ? new WindowsDialog(environment) : null;
        }

        if (machine.IsMac)
        {
            return new ProgramDialog(new OsascriptForm("/usr/bin/osascript"), environment);
        }

        // Windows is at hand in WSL, but a Linux program has a window only with a display of its own.
        if ((environment.Get("DISPLAY") ?? environment.Get("WAYLAND_DISPLAY")) is null)
        {
            return null;
        }

        IDialogForm? form = Program(environment, "zenity") is { } zenity ? new ZenityForm(zenity)
            : Program(environment, "kdialog") is { } kdialog ? new KDialogForm(kdialog)
            : s_pinentries.Select(name => Program(environment, name)).FirstOrDefault(static path => path is not null) is { } pinentry ? new PinentryForm(pinentry)
            : null;
        return form is null ? null : new ProgramDialog(form, environment);
    }

    private static string? Program(SystemEnvironment environment, string name) => ProgramSearch.Find(name, environment.Get("PATH") ?? string.Empty, environment.IsWindows).FirstOrDefault();
}
