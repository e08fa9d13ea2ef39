namespace Keepalive.Workers;

/// <summary>How a sign-in is wanted.</summary>
public sealed record SignInOptions
{
    /// <summary>The default of <see cref="Budget"/>: Claude Code kills its refresh command after 180 s.</summary>
    public static readonly TimeSpan DefaultBudget = TimeSpan.FromSeconds(165);

    /// <summary>The longest a sign-in may take.</summary>
    public static readonly TimeSpan Limit = WorkerRunner.Limit;

    /// <summary>A device code wherever this runs.</summary>
    public bool UseDeviceCode { get; init; }

    /// <summary>The browser is on another machine: a person pastes the code that its page shows.</summary>
    public bool Remote { get; init; }

    /// <summary>
    /// The browser's command, <c>%s</c> for the address (which comes last where it is not named). No shell reads it. It also says
    /// that there is a browser, whatever the machine looks like.
    /// </summary>
    public string? Browser { get; init; }

    /// <summary>Opens nothing; the person opens the address.</summary>
    public bool NoBrowser { get; init; }

    /// <summary>Signs in although the token is still good, a tab was opened a moment ago or a sign-in has just failed.</summary>
    public bool Force { get; init; }

    /// <summary>The portal has refused the token, however good it looks. Unlike <see cref="Force"/> it respects tabs and cool-downs.</summary>
    public bool Anew { get; init; }

    /// <summary>No person asked for it at this moment: a pause is respected, and the clipboard is not changed.</summary>
    public bool IsAutomatic { get; init; }

    /// <summary>The caller has a terminal, and asks there what the worker has to know.</summary>
    public bool AsksAtTerminal { get; init; }

    /// <summary>How long the caller watches. The sign-in itself ends after <see cref="Limit"/>.</summary>
    public TimeSpan Budget { get; init; } = DefaultBudget;

    /// <summary>Since when the caller has been waiting: the failure of another process's attempt that ended after this time is also the caller's failure. Null: since now.</summary>
    internal DateTimeOffset? Since { get; init; }

    /// <summary>The settings ask for the browser, whatever the machine looks like.</summary>
    internal bool PrefersBrowser { get; init; }

    internal bool IgnoresToken => Force || Anew;

    /// <summary>The options as a worker's command line takes them; what concerns the watching caller alone is left out.</summary>
    public IEnumerable<string> ToArguments()
    {
        (bool IsSet, string Name)[] switches =
        [
            (UseDeviceCode, "--use-device-code"), (Remote, "--remote"), (NoBrowser, "--no-browser"), (Force, "--force"), (Anew, "--anew"), (IsAutomatic, "--automatic"), (AsksAtTerminal, "--ask-at-terminal"),
        ];
        IEnumerable<string> names = switches.Where(option => option.IsSet).Select(option => option.Name);
        return Browser is null ? names : names.Append($"--browser={Browser}");
    }
}
