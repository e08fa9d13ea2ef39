using System.CommandLine;
using System.CommandLine.Parsing;
using Keepalive.Configuration;
using Keepalive.Secrets;

namespace Keepalive.Host.Verbs;

/// <summary>The command line of <c>secret</c>.</summary>
internal static class SecretCommands
{
    private const string Description = """
        Store the password and the TOTP seed for a login tool or an MFA device in the system's secret store: the Windows Credential Manager,
        the macOS Keychain or the Secret Service of a Linux desktop. No option takes the secret itself, because other users can read command lines.
        """;

    public static Command Secret(Func<Option<string?>> profileOption)
    {
        var secret = new Command("secret", Description);
        secret.Subcommands.Add(Set(new SecretOptions(profileOption())));
        secret.Subcommands.Add(List(profileOption()));
        secret.Subcommands.Add(Test(new SecretOptions(profileOption())));
        secret.Subcommands.Add(Remove(new SecretOptions(profileOption())));
        return secret;
    }

    private static Command Set(SecretOptions options)
    {
        var standardInput = new Option<bool>("--stdin") { Description = "Read the value from standard input instead of prompting for it. One line end after the value is removed." };
        Command command = options.AddTo(new Command("set", "Prompt for the value without showing it, and store it."));
        var line = new Option<string?>("--command")
        {
            Description = "The command line of a program that prints the value, for example 'op read op://Work/Login/password'. Nothing is stored. Keepalive runs the program once as a test. Then the setting passwordCommand (for totp: totpCommand) of the profile gets this command line.",
            HelpName = "command line",
            CompletionSources = { static _ => CompletionWords.Visible(PasswordManagers.All.Select(static one => one.Line)) },
        };
        command.Options.Add(line);
        Option<bool> dryRun = CommonOptions.DryRun();
        dryRun.Description = "Show what would be stored, and in which store. Do not prompt for the value, and store nothing.";
        command.Options.Add(standardInput);
        command.Options.Add(dryRun);

        // Taken only to be refused: the error for an unknown argument would repeat the value.
        var value = new Argument<string[]>("value") { Arity = ArgumentArity.ZeroOrMore, Hidden = true };
        value.Validators.Add(static result =>
            result.AddError("The value was not stored, because other users can read command lines, and the shell's history keeps them. If the value is a real secret, choose a new one."));
        command.Arguments.Add(value);
        command.AddRule(result =>
        {
            if (result.GetValue(line) is not null && (options.IsOfStore(result) || result.GetValue(standardInput)))
            {
                result.AddError("--command can't be used together with --account, --store or --stdin.");
            }
        });
        command.SetAction(result => result.GetValue(line) is { } words
            ? SecretVerb.SetCommand(options.Read(result), words, result.GetValue(dryRun))
            : result.GetValue(dryRun)
            ? SecretVerb.ForecastSet(options.Read(result))
            : SecretVerb.Set(options.Read(result), result.GetValue(standardInput)));
        return command;
    }

    private static Command List(Option<string?> profile)
    {
        profile.Description = "List only the secrets of this profile. Default: the secrets of all profiles.";
        Option<string?> store = StoreOption();
        var json = new Option<bool>("--json") { Description = "Print one JSON document instead of text." };
        var command = new Command("list", "List the secrets of all profiles: the kind, the profile or account, and the store or command. Values are never shown, and no command is run.") { profile, store, json };
        command.SetAction(result => SecretVerb.List(result.GetValue(profile), result.GetValue(store), result.GetValue(json)));
        return command;
    }

    private static Option<string?> StoreOption() => new("--store")
    {
        Description = $"The store: {string.Join(", ", SecretStoreNames.All)}. Default: {SecretStoreNames.Variable}, then the setting secretStore, then the system's store. 'plaintext' is an unencrypted file.",
        HelpName = "name",
        CompletionSources = { static _ => CompletionWords.Visible(SecretStoreNames.All) },
    };

    private static Command Test(SecretOptions options)
    {
        Command command = options.AddTo(new Command("test", "Exit with 0 if the secret is stored, or if its command gives a value. Exit with 4 if the secret is not stored. The value is never shown."));
        command.SetAction(result => SecretVerb.Test(options.Read(result)));
        return command;
    }

    private static Command Remove(SecretOptions options)
    {
        Command command = options.AddTo(new Command("remove", "Remove the secret from the store. If it is not stored, nothing is done."));
        Option<bool> dryRun = CommonOptions.DryRun();
        command.Options.Add(dryRun);
        command.SetAction(result => SecretVerb.Remove(options.Read(result), result.GetValue(dryRun)));
        return command;
    }

    private sealed class SecretOptions(Option<string?> profile)
    {
        private readonly Option<string?> _account = new("--account")
        {
            Description = "A name for an account that several profiles share. Use it instead of --profile.",
            HelpName = "name",
            CompletionSources = { static _ => CompletionWords.Visible(AccountNames.Find(SystemEnvironment.Current, TimeProvider.System)) },
        };

        private readonly Option<string?> _kind = new("--kind")
        {
            Description = "The kind of secret: password (default) or totp. For totp the value is the seed in Base32 or an otpauth://totp/ address.",
            HelpName = "password|totp",
            CompletionSources = { "password", "totp" },
        };

        private readonly Option<string?> _store = StoreOption();

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
                    result.AddError("--account and --profile can't be used together.");
                }

                if (result.GetValue(_kind) is not (null or "password" or "totp"))
                {
                    result.AddError("--kind must be password or totp.");
                }
            });
            return command;
        }

        public bool IsOfStore(CommandResult result) => result.GetValue(_account) is not null || result.GetValue(_store) is not null;

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
