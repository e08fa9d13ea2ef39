using System.CommandLine;
using Keepalive.Configuration;
using Keepalive.Secrets;

namespace Keepalive.Host.Verbs;

/// <summary>The command line of <c>secret</c>.</summary>
internal static class SecretCommands
{
    private const string Description = """
        Keep the password and the TOTP seed that a login tool asks for, in the system's own store: the Credential Manager of Windows,
        the macOS Keychain, the Secret Service of a Linux desktop. No option takes a value: command lines can be read by others.
        """;

    public static Command Secret(Func<Option<string?>> profileOption)
    {
        var secret = new Command("secret", Description);
        secret.Subcommands.Add(Set(new SecretOptions(profileOption())));
        secret.Subcommands.Add(Test(new SecretOptions(profileOption())));
        secret.Subcommands.Add(Remove(new SecretOptions(profileOption())));
        return secret;
    }

    private static Command Set(SecretOptions options)
    {
        var standardInput = new Option<bool>("--stdin") { Description = "Read the value from standard input instead of asking for it. One line end behind it is left out." };
        Command command = options.AddTo(new Command("set", "Ask for the value without showing it, and store it."));
        Option<bool> dryRun = CommonOptions.DryRun();
        dryRun.Description = "Say what would be stored where; ask for no value and store nothing.";
        command.Options.Add(standardInput);
        command.Options.Add(dryRun);

        // Taken only to be refused: the error for an unknown argument would repeat the value.
        var value = new Argument<string[]>("value") { Arity = ArgumentArity.ZeroOrMore, Hidden = true };
        value.Validators.Add(static result =>
            result.AddError("A value on the command line can be read by others, and stays in the history of the shell: it was not stored. Change it if it was real."));
        command.Arguments.Add(value);
        command.SetAction(result => result.GetValue(dryRun)
            ? SecretVerb.ForecastSet(options.Read(result))
            : SecretVerb.Set(options.Read(result), result.GetValue(standardInput)));
        return command;
    }

    private static Command Test(SecretOptions options)
    {
        Command command = options.AddTo(new Command("test", "Exit with 0 when there is one, with 4 when not. The value is never shown."));
        command.SetAction(result => SecretVerb.Test(options.Read(result)));
        return command;
    }

    private static Command Remove(SecretOptions options)
    {
        Command command = options.AddTo(new Command("remove", "Remove it from the store; content when there is none."));
        Option<bool> dryRun = CommonOptions.DryRun();
        command.Options.Add(dryRun);
        command.SetAction(result => SecretVerb.Remove(options.Read(result), result.GetValue(dryRun)));
        return command;
    }

    private sealed class SecretOptions(Option<string?> profile)
    {
        private readonly Option<string?> _account = new("--account")
        {
            Description = "An account that several profiles sign in with, by any name; instead of --profile.",
            HelpName = "name",
            CompletionSources = { static _ => CompletionWords.Visible(AccountNames.Find(SystemEnvironment.Current, TimeProvider.System)) },
        };

        private readonly Option<string?> _kind = new("--kind")
        {
            Description = "password (the default), or totp: the seed in Base32 or an otpauth://totp/ address.",
            HelpName = "password|totp",
            CompletionSources = { "password", "totp" },
        };

        private readonly Option<string?> _store = new("--store")
        {
            Description = $"The store: {string.Join(", ", SecretStoreNames.All)}. Else {SecretStoreNames.Variable}, the setting secretStore, the system's own. plaintext is a file without encryption.",
            HelpName = "name",
            CompletionSources = { static _ => CompletionWords.Visible(SecretStoreNames.All) },
        };

        public Command AddTo(Command command)
        {
            foreach (Option option in (ReadOnlySpan<Option>)[profile, _account, _kind, _store])
            {
                command.Options.Add(option);
            }

            command.AddRule(result =>
            {
                if (result.GetValue(_account) is not null && result.GetValue(profile) is not null)
                {
                    result.AddError("--account and --profile exclude each other.");
                }

                if (result.GetValue(_kind) is not (null or "password" or "totp"))
                {
                    result.AddError("--kind is password or totp.");
                }
            });
            return command;
        }

        public SecretRequest Read(ParseResult result) => new(
            result.GetValue(profile), result.GetValue(_account), result.GetValue(_kind) == "totp" ? SecretKind.Totp : SecretKind.Password, result.GetValue(_store));
    }
}

/// <summary>Which secret, and where.</summary>
/// <param name="Profile">The profile that was named, or null.</param>
/// <param name="Account">The account that was named, or null.</param>
/// <param name="Kind">What it is for.</param>
/// <param name="Store">The store that was named, or null.</param>
internal sealed record SecretRequest(string? Profile, string? Account, SecretKind Kind, string? Store)
{
    public SecretChoice Choose() => SecretChoice.Make(Profile, Account, Kind, SystemEnvironment.Current, TimeProvider.System);
}
