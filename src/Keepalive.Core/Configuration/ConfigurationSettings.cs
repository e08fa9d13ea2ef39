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
            Description = "The profile that is used when neither the caller nor CLAUDE_AWS_PROFILE names one.",
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
            Description = "The key of the credentials file that holds the expiry. Found by itself when not set.",
            Kind = SettingKind.Text,
            Variable = "CLAUDE_AWS_EXPIRATION_FIELD",
        },
        new(
            static settings => settings.LoginCommand,
            static (settings, value) => settings with { LoginCommand = value })
        {
            Name = "loginCmd",
            Description = "The command that you run to sign in. Shown, never run.",
            Kind = SettingKind.Text,
            Variable = "CLAUDE_AWS_LOGIN_CMD",
        },
        new(
            static settings => settings.AutoLoginCommand,
            static (settings, value) => settings with { AutoLoginCommand = value })
        {
            Name = "autoLoginCmd",
            Description = "A command that signs in by itself. The platform's shell runs it.",
            Kind = SettingKind.Text,
            Variable = "CLAUDE_AWS_AUTO_LOGIN_CMD",
        },
        new(
            static settings => settings.Recipe,
            static (settings, value) => settings with { Recipe = value })
        {
            Name = "recipe",
            Description = "The login tool that signs in by itself, driven at a terminal that nobody sees: a recipe of the product or one of yours in recipes. Goes before autoLoginCmd.",
            Kind = SettingKind.Text,
            Variable = "CLAUDE_AWS_RECIPE",
        },
        new(
            static settings => settings.LoginUser,
            static (settings, value) => settings with { LoginUser = value })
        {
            Name = "loginUser",
            Description = "The name that the login tool is given when it asks for one.",
            Kind = SettingKind.Text,
            Variable = "CLAUDE_AWS_LOGIN_USER",
        },
        new(
            static settings => settings.LoginRole,
            static (settings, value) => settings with { LoginRole = value })
        {
            Name = "loginRole",
            Description = "The role that is chosen in the login tool's list: its name or ARN.",
            Kind = SettingKind.Text,
            Variable = "CLAUDE_AWS_LOGIN_ROLE",
        },
        new(
            static settings => settings.LoginAccount,
            static (settings, value) => settings with { LoginAccount = value })
        {
            Name = "loginAccount",
            Description = "Whose stored password and TOTP seed the login tool is given, as in 'claude-aws secret set --account'. The profile's own when not set.",
            Kind = SettingKind.Text,
            Variable = "CLAUDE_AWS_LOGIN_ACCOUNT",
        },
        new(
            static settings => Minutes(settings.AutoLoginAhead),
            static (settings, value) => settings with { AutoLoginAhead = Span(value) })
        {
            Name = "autoLoginMinutes",
            Description = "How many minutes before the end autoLoginCmd runs by itself. 0: only when the end has come.",
            Kind = SettingKind.Minutes,
            Variable = "CLAUDE_AWS_AUTO_LOGIN_MINUTES",
        },
        new(
            static settings => Minutes(settings.WarnAhead),
            static (settings, value) => settings with { WarnAhead = Span(value) })
        {
            Name = "warnMinutes",
            Description = "How many minutes before the end a prompt is answered with a warning.",
            Kind = SettingKind.Minutes,
            Variable = "CLAUDE_AWS_WARN_MINUTES",
        },
        new(
            static settings => Minutes(settings.TimerWarnAhead),
            static (settings, value) => settings with { TimerWarnAhead = Span(value) })
        {
            Name = "timerWarnMinutes",
            Description = "How many minutes before the end the status line's time changes its colour.",
            Kind = SettingKind.Minutes,
            Variable = "CLAUDE_AWS_TIMER_WARN_MINUTES",
        },
        new(
            static settings => Minutes(settings.EarlyRefresh),
            static (settings, value) => settings with { EarlyRefresh = Span(value) })
        {
            Name = "earlyRefreshMinutes",
            Description = "How many minutes before the end a credential is renewed silently.",
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
            Description = "The command of another status line, shown beside ours.",
            Kind = SettingKind.Text,
            Variable = "CLAUDE_AWS_STATUS_LINE_CMD",
        },
        new(
            static settings => settings.WhenSignedOut == SignedOutPrompt.Warn ? "warn" : "block",
            static (settings, value) => settings with { WhenSignedOut = value == "warn" ? SignedOutPrompt.Warn : SignedOutPrompt.Block })
        {
            Name = "whenSignedOut",
            Description = "What becomes of a prompt that no request could answer: block gives it back to you, warn lets it go on.",
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
            Description = "How a sign-in to IAM Identity Center is done: auto takes the browser of this machine where it has one, else a device code.",
            Kind = SettingKind.Choice,
            Variable = "CLAUDE_AWS_LOGIN_FLOW",
            Policy = PolicyForce.Value,
            Choices = ["auto", "browser", "deviceCode"],
        },
        new(
            static settings => settings.SecretStore,
            static (settings, value) => settings with { SecretStore = value })
        {
            Name = "secretStore",
            Description = "The store of passwords and TOTP seeds. The system's own when not set; plaintext is a file without encryption.",
            Kind = SettingKind.Choice,
            Variable = SecretStoreNames.Variable,
            Choices = SecretStoreNames.All,
        },
        new(
            static settings => settings.ForbidAutoLogin ? "true" : "false",
            static (settings, value) => settings with { ForbidAutoLogin = value == "true" })
        {
            Name = ForbidAutoLoginName,
            Description = "No command ever signs in by itself.",
            Kind = SettingKind.Flag,
            Policy = PolicyForce.Restriction,
        },
        new(
            static settings => settings.ForbidStoredTotpSeeds ? "true" : "false",
            static (settings, value) => settings with { ForbidStoredTotpSeeds = value == "true" })
        {
            Name = "forbidStoredTotpSeeds",
            Description = "No seed of one-time codes is kept beside its password.",
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
