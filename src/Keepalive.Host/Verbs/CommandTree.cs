using System.Buffers;
using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using Keepalive.Aws.AccessKeys;
using Keepalive.ClaudeCode;
using Keepalive.Host.Output;

namespace Keepalive.Host.Verbs;

/// <summary>The whole command line: every verb with its options and its help.</summary>
internal static class CommandTree
{
    private const string Description = """
        Gives Claude Code valid AWS credentials for Amazon Bedrock, renews them, and shows when they expire.

        Exit statuses (about_KeepaliveErrors has the details):
          0    success
          1    unexpected error; doctor: a problem was found
          3    the credential has expired or was revoked
          4    profile, credential, secret or home folder not found
          5    the AWS credentials file or config file can't be used
          6    the key is incomplete, malformed or of the wrong kind
          7    credential_process failed
          8    the time limit was reached
          10   a sign-in is needed, or it failed
          11   the configuration can't be used, or the machine's policy forbids the action
          12   the network or a service failed
          13   the output, a token or the state folder can't be written
          14   the account or role is not assigned to you, or you have no permission to assume it
          15   a sign-in is still running, or automatic sign-in is paused
          16   Claude Code's settings file can't be used
          17   the installation or a repair failed
          18   a secret or the secret store can't be used
          19   the login tool or its recipe failed
          20   the system refuses memory, threads, processes or open files
          64   the command line is wrong
          127  exec: the command can't be started
          130  interrupted
        """;

    /// <summary>A list after a colon is not a part of it.</summary>
    private static readonly SearchValues<string> s_ends = SearchValues.Create([". ", ": "], StringComparison.Ordinal);

    // An argument that begins with @ is itself, not a file of more arguments.
    private static readonly ParserConfiguration s_parsing = new() { ResponseFileTokenReplacer = null };

    public static int Run(string[] arguments)
    {
        try
        {
            (ParseResult result, _) = Read(arguments);
            return result.Action is ParseErrorAction ? UsageErrors.Tell(result) : Invoke(result);
        }
#pragma warning disable CA1031 // The last resort, as in VerbRunner.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return VerbRunner.Fail(exception);
        }
    }

    /// <summary>Reads a command line; what is wrong with it is told in sentences.</summary>
    internal static (ParseResult Result, IReadOnlyList<string> Errors) Read(string[] arguments)
    {
        ParseResult result = Build().Parse(arguments, s_parsing);
        return (result, result.Action is ParseErrorAction ? [.. result.Errors.Select(error => error.Message)] : []);
    }

    /// <summary>Verbs write for themselves; what the library has to say (help, version, completions) goes out the same way.</summary>
    private static int Invoke(ParseResult result)
    {
        if (result is { Action: HelpAction, CommandResult.Command: RootCommand root })
        {
            ShortenList(root);
        }

        using var words = new StringWriter();
        int status = result.Invoke(new InvocationConfiguration { Output = words, Error = words, EnableDefaultExceptionHandler = false });
        if (words.ToString() is { Length: > 0 } text)
        {
            StandardOutput.WriteText(text.ReplaceLineEndings("\n").TrimEnd('\n'));
        }

        return status;
    }

    /// <summary>The list of commands has one sentence for each; its own help has the rest.</summary>
    private static void ShortenList(RootCommand root)
    {
        foreach (Command command in root.Subcommands)
        {
            string text = command.Description?.ReplaceLineEndings(" ") ?? string.Empty;
            int end = text.AsSpan().IndexOfAny(s_ends);
            command.Description = end < 0 ? text : $"{text[..end]}.";
        }
    }

    internal static RootCommand Build()
    {
        var root = new RootCommand(Description);
        root.Subcommands.Add(Export());
        root.Subcommands.Add(Status());
        root.Subcommands.Add(Check());
        root.Subcommands.Add(StatusLineCommands.StatusLine(ProfileOption()));
        root.Subcommands.Add(SignInCommands.Login(SignInProfileOption(), TimeoutOption()));
        root.Subcommands.Add(SignInCommands.Logout(SignInProfileOption(), TimeoutOption()));
        root.Subcommands.Add(ConfigCommands.Config(ProfileOption));
        root.Subcommands.Add(SecretCommands.Secret(SignInProfileOption));
        root.Subcommands.Add(ExecCommand.Make(ProfileOption(), TimeoutOption()));
        root.Subcommands.Add(SignInCommands.Worker(ProfileOption()));
        root.Subcommands.Add(InstallCommands.Install(ProfileOption()));
        root.Subcommands.Add(InstallCommands.Uninstall());
        root.Subcommands.Add(InstallCommands.Reload());
        root.Subcommands.Add(DoctorCommands.Doctor(ProfileOption()));
        root.Subcommands.Add(ExplainCommands.Explain(ProfileOption(), TimeoutOption()));
        root.Subcommands.Add(LogsCommands.Logs());
        root.Subcommands.Add(SupportBundleCommands.SupportBundle(ProfileOption()));
        root.Subcommands.Add(RefreshCommands.Refresh(ProfileOption()));
        root.Subcommands.Add(AutoLoginCommands.AutoLogin(SignInProfileOption()));
        root.Subcommands.Add(AnswerCommands.Answer(ProfileOption()));
        root.Subcommands.Add(RefreshCommands.AutoLoginWorker(ProfileOption()));
        root.Subcommands.Add(RefreshCommands.RenewWorker(ProfileOption()));
        root.Subcommands.Add(CompletionCommands.Completion());
        root.Subcommands.Add(HelpCommands.Help(root));
        root.Subcommands.Add(HelpCommands.Version());
        return root;
    }

    private const string ProfileOrder = "The profile. Without this option, Keepalive uses the first of these that is set: the profile of the machine's policy, CLAUDE_AWS_PROFILE, CC_KEEPALIVE_PROFILE, the setting 'profile', AWS_PROFILE, AWS_DEFAULT_PROFILE.";

    private static Command Export()
    {
        Option<string?> profile = ProfileOption();
        var format = new Option<CredentialFormat?>("--format")
        {
            Description = $"claude (default; for {Slots.ExportSetting}), process (for credential_process), env (for sh) or powershell.",
            CustomParser = Parsed<CredentialFormat>(ExportArguments.TryReadFormat, "claude, process, env or powershell"),
            HelpName = "claude|process|env|powershell",
        };
        Option<TimeSpan?> timeout = TimeoutOption();
        var command = new Command("export", "Print a profile's credential. Without a valid credential, print nothing and exit with an error status.") { profile, format, timeout };
        command.SetAction(result => ExportVerb.Run(new ExportArguments
        {
            Profile = result.GetValue(profile),
            Format = result.GetValue(format) ?? CredentialFormat.Claude,
            Timeout = Limit(result, timeout),
        }));
        return command;
    }

    private static Command Status()
    {
        Option<string?> profile = ProfileOption();
        var all = new Option<bool>("--all") { Description = "Show every profile of the AWS credentials file and config file. Starts no program and uses no network." };
        var json = new Option<bool>("--json") { Description = "Print one JSON document instead of text." };
        Option<TimeSpan?> timeout = TimeoutOption();
        var command = new Command("status", "Show a profile's credential, its expiry and its source.") { profile, all, json, timeout };
        command.AddRule(result =>
        {
            if (result.GetValue(all) && result.GetValue(profile) is not null)
            {
                result.AddError("--all and --profile can't be used together.");
            }
        });
        command.SetAction(result => StatusVerb.Run(result.GetValue(profile), result.GetValue(all), result.GetValue(json), Limit(result, timeout)));
        return command;
    }

    private static Command Check()
    {
        Option<string?> profile = ProfileOption();
        var quiet = new Option<bool>("--quiet", "-q") { Description = "Print nothing; only set the exit status." };
        var minimum = new Option<TimeSpan?>("--minimum-remaining")
        {
            Description = "The credential must be valid for at least this many seconds (at most 86400).",
            CustomParser = Parsed<TimeSpan>(ExportArguments.TryReadLongSeconds, "a number of seconds, more than 0 and at most 86400"),
            HelpName = "seconds",
        };
        Option<TimeSpan?> timeout = TimeoutOption();
        var asHook = new Option<bool>("--as-hook") { Description = "Answer a Claude Code hook: read its JSON from standard input, write the answer to standard output, always exit with 0." };
        var command = new Command("check", "Exit with 0 if the credential is valid; otherwise with the exit status of the problem.") { profile, quiet, minimum, timeout, asHook };
        command.SetAction(result => CheckVerb.Run(result.GetValue(profile), result.GetValue(quiet), result.GetValue(minimum) ?? TimeSpan.Zero, Limit(result, timeout)));
        return command;
    }

    /// <summary>Of a command that signs in or stores a secret: keys in environment variables have neither.</summary>
    private static Option<string?> SignInProfileOption()
    {
        Option<string?> profile = ProfileOption();
        profile.Description = $"{ProfileOrder} If none is set, it uses the profile 'default'.";
        return profile;
    }

    private static Option<string?> ProfileOption() => new("--profile", "-p")
    {
        Description = $"{ProfileOrder} If none is set, it uses keys in environment variables, otherwise the profile 'default'.",
        HelpName = "name",
        CompletionSources = { static _ => CompletionWords.Profiles() },
        Validators = { RefuseBlank },
    };

    /// <summary>A script whose variable is not set would otherwise get another profile than it asks for.</summary>
    private static void RefuseBlank(OptionResult result)
    {
        if (result.Tokens is [{ Value: var name }] && string.IsNullOrWhiteSpace(name))
        {
            result.AddError("The profile after --profile is an empty name. Is a variable of your script not set?");
        }
    }

    private static TimeSpan Limit(ParseResult result, Option<TimeSpan?> timeout) => result.GetValue(timeout) ?? ExportArguments.DefaultTimeout;

    private static Option<TimeSpan?> TimeoutOption() => new("--timeout")
    {
        Description = "The time limit in seconds (default: 15, at most 3600).",
        CustomParser = Parsed<TimeSpan>(ExportArguments.TryReadSeconds, "a number of seconds, more than 0 and at most 3600"),
        HelpName = "seconds",
    };

    internal delegate bool Reader<T>(string value, out T result);

    internal static Func<ArgumentResult, T?> Parsed<T>(Reader<T> read, string expected)
        where T : struct => result =>
        {
            string value = result.Tokens.Count == 1 ? result.Tokens[0].Value : string.Empty;
            if (read(value, out T parsed))
            {
                return parsed;
            }

            result.AddError($"'{value}' is not valid. Use {expected}.");
            return null;
        };
}
