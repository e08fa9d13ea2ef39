using System.Globalization;

namespace Keepalive.Configuration;

/// <summary>All settings, in the order in which a person reads them.</summary>
public static class ConfigurationSettings
{
    internal const string ProfileName = "profile";
    internal const string LoginFlowName = "loginFlow";
    internal const string ForbidAutoLoginName = "forbidAutoLogin";

    private static readonly ConfigurationSetting[] Table =
    [
        new(
            static settings => settings.Profile,
            static (settings, value) => settings with { Profile = value })
        {
            Name = ProfileName,
            Description = "The profile to use if neither the command line nor CLAUDE_AWS_PROFILE sets one.",
            Kind = SettingKind.Text,
            Variable = "CLAUDE_AWS_PROFILE",
            OlderVariable = "CC_KEEPALIVE_PROFILE",
            IsPerProfile = false,
            Policy = PolicyForce.Value,
        },
        new(
            static settings => settings.ExpirationField,
            static (settings, value) => settings with { ExpirationField = value })
        {
            Name = "expirationField",
            Description = "The config key of the credentials file that holds the expiry. Default: Keepalive finds it.",
            Kind = SettingKind.Text,
            Variable = "CLAUDE_AWS_EXPIRATION_FIELD",
        },
        new(
            static settings => settings.LoginCommand,
            static (settings, value) => settings with { LoginCommand = value })
        {
            Name = "loginCmd",
            Description = "Your sign-in command. Keepalive shows it, but never runs it.",
            Kind = SettingKind.Text,
            Variable = "CLAUDE_AWS_LOGIN_CMD",
        },
        new(
            static settings => settings.AutoLoginCommand,
            static (settings, value) => settings with { AutoLoginCommand = value })
        {
            Name = "autoLoginCmd",
            Description = "A command for automatic login. It must sign in without a person. The system's shell runs it.",
            Kind = SettingKind.Text,
            Variable = "CLAUDE_AWS_AUTO_LOGIN_CMD",
        },
        new(
            static settings => settings.Recipe,
            static (settings, value) => settings with { Recipe = value })
        {
            Name = "recipe",
            Description = "The recipe for automatic login: a built-in one, or one of yours under 'recipes'. Keepalive runs the login tool in a hidden terminal and answers its questions. If recipe and autoLoginCmd are set, recipe is used.",
            Kind = SettingKind.Text,
            Variable = "CLAUDE_AWS_RECIPE",
        },
        new(
            static settings => settings.LoginUser,
            static (settings, value) => settings with { LoginUser = value })
        {
            Name = "loginUser",
            Description = "The user name for the login tool.",
            Kind = SettingKind.Text,
            Variable = "CLAUDE_AWS_LOGIN_USER",
        },
        new(
            static settings => settings.LoginRole,
            static (settings, value) => settings with { LoginRole = value })
        {
            Name = "loginRole",
            Description = "The role to choose in the login tool's list: its name or ARN.",
            Kind = SettingKind.Text,
            Variable = "CLAUDE_AWS_LOGIN_ROLE",
        },
        new(
            static settings => settings.LoginAccount,
            static (settings, value) => settings with { LoginAccount = value })
        {
            Name = "loginAccount",
            Description = "The account whose stored password and TOTP seed are used, as in 'claude-aws secret set --account'. Default: the secrets of the profile.",
            Kind = SettingKind.Text,
            Variable = "CLAUDE_AWS_LOGIN_ACCOUNT",
        },
        new(
            static settings => settings.PasswordCommand,
            static (settings, value) => settings with { PasswordCommand = value })
        {
            Name = "passwordCommand",
            Description = "The command line of a program that prints the password, such as a password manager. Keepalive uses the printed password instead of a stored password. No shell is used.",
            Kind = SettingKind.Text,
            Variable = "CLAUDE_AWS_PASSWORD_COMMAND",
        },
        new(
            static settings => settings.TotpCommand,
            static (settings, value) => settings with { TotpCommand = value })
        {
            Name = "totpCommand",
            Description = "The command line of a program that prints the current one-time code. Keepalive uses the printed code instead of a stored TOTP seed. No shell is used.",
            Kind = SettingKind.Text,
            Variable = "CLAUDE_AWS_TOTP_COMMAND",
        },
        new(
            static settings => Minutes(settings.AutoLoginAhead),
            static (settings, value) => settings with { AutoLoginAhead = Span(value) })
        {
            Name = "autoLoginMinutes",
            Description = "Automatic login starts this many minutes before the credential expires. 0: only after it has expired.",
            Kind = SettingKind.Minutes,
            Variable = "CLAUDE_AWS_AUTO_LOGIN_MINUTES",
        },
        new(
            static settings => Minutes(settings.WarnAhead),
            static (settings, value) => settings with { WarnAhead = Span(value) })
        {
            Name = "warnMinutes",
            Description = "Claude Code shows a warning with your prompts from this many minutes before the credential expires.",
            Kind = SettingKind.Minutes,
            Variable = "CLAUDE_AWS_WARN_MINUTES",
        },
        new(
            static settings => Minutes(settings.TimerWarnAhead),
            static (settings, value) => settings with { TimerWarnAhead = Span(value) })
        {
            Name = "timerWarnMinutes",
            Description = "The time in the status line changes its colour this many minutes before the credential expires.",
            Kind = SettingKind.Minutes,
            Variable = "CLAUDE_AWS_TIMER_WARN_MINUTES",
        },
        new(
            static settings => Minutes(settings.EarlyRefresh),
            static (settings, value) => settings with { EarlyRefresh = Span(value) })
        {
            Name = "earlyRefreshMinutes",
            Description = "A credential is renewed silently this many minutes before it expires.",
            Kind = SettingKind.Minutes,
            Variable = "CLAUDE_AWS_EARLY_REFRESH_MINUTES",

            // Less and Claude Code would cache a value for an hour; more and hour-long keys would be renewed at every call.
            Minimum = 15,
            Maximum = 45,
        },
        new(
            static settings => settings.StatusLineCommand,
            static (settings, value) => settings with { StatusLineCommand = value })
        {
            Name = "statusLineCmd",
            Description = "The command of another status line. Its output is shown next to the status line of Keepalive.",
            Kind = SettingKind.Text,
            Variable = "CLAUDE_AWS_STATUS_LINE_CMD",
        },
        new(
            static settings => settings.WhenSignedOut == SignedOutPrompt.Warn ? "warn" : "block",
            static (settings, value) => settings with { WhenSignedOut = value == "warn" ? SignedOutPrompt.Warn : SignedOutPrompt.Block })
        {
            Name = "whenSignedOut",
            Description = "What happens to a prompt when there is no valid credential: 'block' returns it to the input box, 'warn' sends it with a warning.",
            Kind = SettingKind.Choice,
            Variable = "CLAUDE_AWS_WHEN_SIGNED_OUT",
            Choices = ["block", "warn"],
        },
        new(
            static settings => settings.LoginFlow switch { LoginFlow.Browser => "browser", LoginFlow.DeviceCode => "deviceCode", _ => "auto" },
            static (settings, value) => settings with
            {
                LoginFlow = value switch { "browser" => LoginFlow.Browser, "deviceCode" => LoginFlow.DeviceCode, _ => LoginFlow.Automatic },
            })
        {
            Name = LoginFlowName,
            Description = "The way to sign in to IAM Identity Center: 'auto' uses the browser of this machine if it has one, otherwise a device code.",
            Kind = SettingKind.Choice,
            Variable = "CLAUDE_AWS_LOGIN_FLOW",
            Policy = PolicyForce.Value,
            Choices = ["auto", "browser", "deviceCode"],
        },
        new(
            static settings => settings.Prompt switch
            {
                PromptPlace.Terminal => "terminal", PromptPlace.Page => "page", PromptPlace.Dialog => "dialog", PromptPlace.None => "none", _ => "auto",
            },
            static (settings, value) => settings with
            {
                Prompt = value switch
                {
                    "terminal" => PromptPlace.Terminal, "page" => PromptPlace.Page, "dialog" => PromptPlace.Dialog, "none" => PromptPlace.None, _ => PromptPlace.Automatic,
                },
            })
        {
            Name = "prompt",
            Description = "The place where Keepalive asks you for a missing answer, such as a one-time code. 'auto': in the terminal of the command; without a terminal, on a page in the browser; without a browser, in a dialog. 'none': Keepalive does not ask, and the login ends.",
            Kind = SettingKind.Choice,
            Variable = "CLAUDE_AWS_PROMPT",
            Policy = PolicyForce.Value,
            Choices = ["auto", "terminal", "page", "dialog", "none"],
        },
        new(
            static settings => settings.SecretStore,
            static (settings, value) => settings with { SecretStore = value })
        {
            Name = "secretStore",
            Description = "The store for passwords and TOTP seeds. Default: the system's store. 'plaintext' is an unencrypted file.",
            Kind = SettingKind.Choice,
            Variable = SecretStoreNames.Variable,
            Choices = SecretStoreNames.All,
        },
        new(
            static settings => settings.ForbidAutoLogin ? "true" : "false",
            static (settings, value) => settings with { ForbidAutoLogin = value == "true" })
        {
            Name = ForbidAutoLoginName,
            Description = "true: automatic login is forbidden. Keepalive never signs in without a person.",
            Kind = SettingKind.Flag,
            Policy = PolicyForce.Restriction,
        },
        new(
            static settings => settings.ForbidStoredTotpSeeds ? "true" : "false",
            static (settings, value) => settings with { ForbidStoredTotpSeeds = value == "true" })
        {
            Name = "forbidStoredTotpSeeds",
            Description = "true: TOTP seeds are neither stored nor used.",
            Kind = SettingKind.Flag,
            Policy = PolicyForce.Restriction,
        },
    ];

    /// <summary>Every one of them.</summary>
    public static IReadOnlyList<ConfigurationSetting> All => Table;

    /// <summary>The setting of exactly this name, or null.</summary>
    /// <param name="name">The name.</param>
    public static ConfigurationSetting? Find(string name)
    {
        foreach (ConfigurationSetting setting in Table)
        {
            if (setting.Name == name)
            {
                return setting;
            }
        }

        return null;
    }

    private static string Minutes(TimeSpan time) => time.TotalMinutes.ToString(CultureInfo.InvariantCulture);

    private static TimeSpan Span(string minutes) => TimeSpan.FromMinutes(double.Parse(minutes, CultureInfo.InvariantCulture));
}
