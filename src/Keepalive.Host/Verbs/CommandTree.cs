using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using Keepalive.ClaudeCode;
using Keepalive.Credentials;
using Keepalive.Host.Output;

namespace Keepalive.Host.Verbs;

/// <summary>The whole command line: every verb with its options and its help.</summary>
internal static class CommandTree
{
    private const string Description = """
        Hands Claude Code fresh AWS credentials for Amazon Bedrock, and tells how long they last.

        Exit statuses (about_KeepaliveErrors says more):
          0    fine
          1    unexpected fault; doctor: something is wrong
          3    the credential has expired or was revoked
          4    profile, credential, secret or home folder not found
          5    an AWS file can't be used
          6    the key is incomplete, malformed or not of the kind wanted
          7    credential_process failed
          8    it took too long
          9    the profile's source is not supported yet
          10   a sign-in to IAM Identity Center is needed or failed
          11   the configuration can't be used, or a policy forbids it
          12   the network or a service failed
          13   the answer, a token or the state folder can't be written
          14   the role is not assigned
          15   a sign-in is still running, or was tried a moment ago
          16   Claude Code's settings file can't be used
          17   the installation or a repair can't be done, or does not work
          18   a secret, or the store for secrets, can't be used
          19   the login tool, or its recipe's run, has failed
          20   the system refuses memory, threads, processes or open files
          64   wrong usage
          127  exec: the command can't be started; else exec has the command's own status
          130  interrupted
        """;

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
        using var words = new StringWriter();
        int status = result.Invoke(new InvocationConfiguration { Output = words, Error = words, EnableDefaultExceptionHandler = false });
        if (words.ToString() is { Length: > 0 } text)
        {
            StandardOutput.WriteText(text.ReplaceLineEndings("\n").TrimEnd('\n'));
        }

        return status;
    }

    private static RootCommand Build()
    {
        var root = new RootCommand(Description);
        root.Subcommands.Add(Export());
        root.Subcommands.Add(Status());
        root.Subcommands.Add(Check());
        root.Subcommands.Add(StatusLineCommands.StatusLine(ProfileOption()));
        root.Subcommands.Add(SignInCommands.Login(ProfileOption(), TimeoutOption()));
        root.Subcommands.Add(SignInCommands.Logout(ProfileOption(), TimeoutOption()));
        root.Subcommands.Add(ConfigCommands.Config(ProfileOption));
        root.Subcommands.Add(SecretCommands.Secret(ProfileOption));
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
        root.Subcommands.Add(AutoLoginCommands.AutoLogin(ProfileOption()));
        root.Subcommands.Add(RefreshCommands.AutoLoginWorker(ProfileOption()));
        root.Subcommands.Add(RefreshCommands.RenewWorker(ProfileOption()));
        return root;
    }

    private static Command Export()
    {
        Option<string?> profile = ProfileOption();
        var format = new Option<CredentialFormat?>("--format")
        {
            Description = $"claude (for {Slots.ExportSetting}, the default), process (credential_process), env (sh) or powershell.",
            CustomParser = Parsed<CredentialFormat>(ExportArguments.TryReadFormat, "claude, process, env or powershell"),
            HelpName = "claude|process|env|powershell",
        };
        Option<TimeSpan?> timeout = TimeoutOption();
        var command = new Command("export", "Print the credential of a profile; nothing and an exit status when there is no good one.") { profile, format, timeout };
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
        var all = new Option<bool>("--all") { Description = "Every profile of both files; starts no process and uses no network." };
        var json = new Option<bool>("--json") { Description = "One JSON document instead of text." };
        Option<TimeSpan?> timeout = TimeoutOption();
        var command = new Command("status", "Tell what a profile has, until when and from where.") { profile, all, json, timeout };
        command.AddRule(result =>
        {
            if (result.GetValue(all) && result.GetValue(profile) is not null)
            {
                result.AddError("--all and --profile exclude each other.");
            }
        });
        command.SetAction(result => StatusVerb.Run(result.GetValue(profile), result.GetValue(all), result.GetValue(json), Limit(result, timeout)));
        return command;
    }

    private static Command Check()
    {
        Option<string?> profile = ProfileOption();
        var quiet = new Option<bool>("--quiet", "-q") { Description = "Say nothing; the exit status alone tells." };
        var minimum = new Option<TimeSpan?>("--minimum-remaining")
        {
            Description = "Seconds that have to be left.",
            CustomParser = Parsed<TimeSpan>(ExportArguments.TryReadSeconds, "seconds, more than 0 and at most 3600"),
            HelpName = "seconds",
        };
        Option<TimeSpan?> timeout = TimeoutOption();
        var asHook = new Option<bool>("--as-hook") { Description = "Answer a hook of Claude Code: its JSON on standard input, ours on standard output; always exit with 0." };
        var command = new Command("check", "Exit with 0 when the credential is good, with the reason's status when not.") { profile, quiet, minimum, timeout, asHook };
        command.SetAction(result => CheckVerb.Run(result.GetValue(profile), result.GetValue(quiet), result.GetValue(minimum) ?? TimeSpan.Zero, Limit(result, timeout)));
        return command;
    }

    private static Option<string?> ProfileOption() => new("--profile", "-p")
    {
        Description = "The profile. Else CLAUDE_AWS_PROFILE, CC_KEEPALIVE_PROFILE, the configuration file, AWS_PROFILE, 'default'.",
        HelpName = "name",
        CompletionSources = { static _ => CompletionWords.Profiles() },
    };

    private static TimeSpan Limit(ParseResult result, Option<TimeSpan?> timeout) => result.GetValue(timeout) ?? ExportArguments.DefaultTimeout;

    private static Option<TimeSpan?> TimeoutOption() => new("--timeout")
    {
        Description = "Seconds until the answer has to be there; 15 when not given.",
        CustomParser = Parsed<TimeSpan>(ExportArguments.TryReadSeconds, "seconds, more than 0 and at most 3600"),
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

            result.AddError($"'{value}' is not {expected}.");
            return null;
        };
}
