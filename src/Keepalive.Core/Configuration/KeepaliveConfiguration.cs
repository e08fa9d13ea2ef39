namespace Keepalive.Configuration;

/// <summary>
/// Our own settings, every one optional. The names and meanings that cc-aws-keepalive has are the same here.
/// </summary>
public sealed record KeepaliveConfiguration
{
    /// <summary>All defaults.</summary>
    public static KeepaliveConfiguration Default { get; } = new();

    /// <summary><c>profile</c>: the profile that is used when neither the caller nor CLAUDE_AWS_PROFILE names one.</summary>
    public string? Profile { get; init; }

    /// <summary><c>expirationField</c>: the key of the credentials file that holds the expiry; detected by default.</summary>
    public string? ExpirationField { get; init; }

    /// <summary><c>loginCmd</c>: the command that a person runs to sign in. Shown, never run.</summary>
    public string? LoginCommand { get; init; }

    /// <summary><c>autoLoginCmd</c>: a command for automatic login; the system's shell runs it.</summary>
    public string? AutoLoginCommand { get; init; }

    /// <summary><c>recipe</c>: the recipe for automatic login, run in a hidden terminal; used instead of <see cref="AutoLoginCommand"/>.</summary>
    public string? Recipe { get; init; }

    /// <summary><c>loginUser</c>: the name that the login tool is given when it asks for one.</summary>
    public string? LoginUser { get; init; }

    /// <summary><c>loginRole</c>: the name or ARN of the role that is chosen in the login tool's list.</summary>
    public string? LoginRole { get; init; }

    /// <summary><c>loginAccount</c>: whose stored password the login tool is given; the profile's own when not set.</summary>
    public string? LoginAccount { get; init; }

    /// <summary><c>passwordCommand</c>: the program that prints the password; used instead of a stored one.</summary>
    public string? PasswordCommand { get; init; }

    /// <summary><c>totpCommand</c>: the program that prints the current one-time code; used instead of a stored seed.</summary>
    public string? TotpCommand { get; init; }

    /// <summary><c>autoLoginMinutes</c>: how long before the expiry automatic login starts; zero: only after the expiry.</summary>
    public TimeSpan AutoLoginAhead { get; init; }

    /// <summary><c>warnMinutes</c>: how long before the end a prompt is answered with a warning.</summary>
    public TimeSpan WarnAhead { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary><c>timerWarnMinutes</c>: how long before the end the status line's time changes its colour.</summary>
    public TimeSpan TimerWarnAhead { get; init; } = TimeSpan.FromMinutes(60);

    /// <summary><c>earlyRefreshMinutes</c>: how long before the end a credential is renewed silently; a quarter to three quarters of an hour.</summary>
    public TimeSpan EarlyRefresh { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary><c>statusLineCmd</c>: the command of another status line, shown beside ours.</summary>
    public string? StatusLineCommand { get; init; }

    /// <summary><c>whenSignedOut</c>: the treatment of a prompt without a valid credential.</summary>
    public SignedOutPrompt WhenSignedOut { get; init; }

    /// <summary><c>loginFlow</c>: how a sign-in to IAM Identity Center is done.</summary>
    public LoginFlow LoginFlow { get; init; }

    /// <summary><c>prompt</c>: where a person is asked for what is not stored.</summary>
    public PromptPlace Prompt { get; init; }

    /// <summary><c>secretStore</c>: the store of passwords and seeds; the system's own when not set.</summary>
    public string? SecretStore { get; init; }

    /// <summary><c>forbidAutoLogin</c>, also a policy: automatic login is forbidden.</summary>
    public bool ForbidAutoLogin { get; init; }

    /// <summary><c>forbidStoredTotpSeeds</c>, also a policy: no seed of one-time codes is kept beside its password.</summary>
    public bool ForbidStoredTotpSeeds { get; init; }

    /// <summary>A caller with a terminal asks there.</summary>
    internal bool AsksAtTerminal => Prompt is PromptPlace.Automatic or PromptPlace.Terminal;

    /// <summary>The administrator's policy; null if there is none. The settings above already contain it.</summary>
    public ConfigurationPolicy? Policy { get; init; }

    /// <summary>Ignored parts that are probably mistakes: for a person who reads the settings.</summary>
    public IReadOnlyList<ConfigurationProblem> Problems { get; init; } = [];

    /// <summary>The setting for automatic login; null if there is none.</summary>
    internal string? AutoLoginSetting => ForbidAutoLogin ? null
        : Recipe is not null ? "recipe " + Recipe
        : AutoLoginCommand is not null ? "autoLoginCmd"
        : null;

    /// <summary>Automatic login uses a recipe, with stored secrets.</summary>
    internal bool IsDriven => !ForbidAutoLogin && Recipe is not null;

    /// <summary>Where profiles have settings of their own: everything that has a say.</summary>
    internal ConfigurationLayers? Layers { get; init; }

    /// <summary>The settings of one profile: its own where it has some, these where not.</summary>
    /// <param name="profile">The profile's name.</param>
    public KeepaliveConfiguration For(string profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        return Layers?.For(profile, this) ?? this;
    }
}

/// <summary>The treatment of a prompt without a valid credential.</summary>
public enum SignedOutPrompt
{
    /// <summary>It is given back to the person, with what to do.</summary>
    Block,

    /// <summary>It is sent, with a warning.</summary>
    Warn,
}

/// <summary>How a sign-in to IAM Identity Center is done.</summary>
public enum LoginFlow
{
    /// <summary>In the browser of this machine where it has one, else with a device code.</summary>
    Automatic,

    /// <summary>In the browser (authorization code with PKCE).</summary>
    Browser,

    /// <summary>With a device code.</summary>
    DeviceCode,
}

/// <summary>Where a person is asked for what is not stored, such as a one-time code.</summary>
public enum PromptPlace
{
    /// <summary>At the caller's terminal; if there is none, on a page in the browser; otherwise in a dialog.</summary>
    Automatic,

    /// <summary>At a terminal alone.</summary>
    Terminal,

    /// <summary>On a page in the browser.</summary>
    Page,

    /// <summary>In a dialog of the desktop.</summary>
    Dialog,

    /// <summary>Nowhere: what is not stored ends the login.</summary>
    None,
}
