using System.Management.Automation;
using Keepalive.Configuration;
using Keepalive.Diagnostics.Explanation;
using Keepalive.Login;
using Keepalive.Platform.Time;
using Keepalive.Sessions;
using Keepalive.SignIn;

namespace Keepalive.Commands;

/// <summary>Tells what a profile has, until when and from where. An expired session is an answer, not an error.</summary>
[Cmdlet(VerbsCommon.Get, "ClaudeAwsSession", DefaultParameterSetName = ProfileSet)]
[OutputType(typeof(ClaudeAwsSession), ParameterSetName = [ProfileSet, AllSet])]
[OutputType(typeof(ClaudeAwsExplanationStep), ParameterSetName = [ExplainSet])]
[OutputType(typeof(string), ParameterSetName = [StatusLineSet])]
[OutputType(typeof(string), ParameterSetName = [PromptSet])]
public sealed class GetClaudeAwsSessionCommand : KeepaliveCmdlet
{
    private const string ProfileSet = "Profile";
    private const string AllSet = "All";
    private const string ExplainSet = "Explain";
    private const string StatusLineSet = "StatusLine";
    private const string PromptSet = "Prompt";

    private SessionReader? _reader;

    /// <summary>
    /// The profiles; without it, the one in use. A name with wildcards selects all matching profiles of both files, which are then read
    /// as with <see cref="All"/>: starts no process and uses no network.
    /// </summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ProfileSet)]
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ExplainSet)]
    [Parameter(Position = 0, ParameterSetName = PromptSet)]
    [Alias("Profile")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ProfileNameCompleter))]
    public string[]? ProfileName { get; set; }

    /// <summary>Every profile of both files. Starts no process and uses no network.</summary>
    [Parameter(Mandatory = true, ParameterSetName = AllSet)]
    public SwitchParameter All { get; set; }

    /// <summary>Tells step by step how the credential is found that an export gives now. That there is none is an answer, not an error.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ExplainSet)]
    public SwitchParameter Explain { get; set; }

    /// <summary>Starts no program and asks no service; what only they could tell stays open.</summary>
    [Parameter(ParameterSetName = ExplainSet)]
    public SwitchParameter Offline { get; set; }

    /// <summary>Writes Claude Code's status line as text, beside the output of statusLineCmd where that is set; never an error.</summary>
    [Parameter(Mandatory = true, ParameterSetName = StatusLineSet)]
    public SwitchParameter AsStatusLine { get; set; }

    /// <summary>A few words for a prompt, within milliseconds: nothing is started, asked or waited for, and nothing is an error.</summary>
    [Parameter(Mandatory = true, ParameterSetName = PromptSet)]
    public SwitchParameter AsPrompt { get; set; }

    /// <summary>The time for one profile, credential_process included: seconds or a TimeSpan.</summary>
    [Parameter(ParameterSetName = ProfileSet)]
    [Parameter(ParameterSetName = ExplainSet)]
    [DurationArgument(MustBePositive = true)]
    [ArgumentCompleter(typeof(SecondsCompleter))]
    public TimeSpan Timeout { get; set; } = Deadline.DefaultLimit;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (AsStatusLine || AsPrompt || Explain)
        {
            return;
        }

        KeepaliveConfiguration configuration = ForAll(static () => ConfigurationFile.Read(SystemEnvironment.Current, TimeProvider.System));
        Warn(configuration.Problems);
        _reader = new SessionReader(SystemEnvironment.Current, configuration, TimeProvider.System);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (AsStatusLine)
        {
            if (HookExit.WriteStatusLine(ModuleFolder.FullPath) is { } line)
            {
                WriteObject(line);
            }

            return;
        }

        if (AsPrompt)
        {
            WriteObject(PromptSegment.Read(ProfileName?[0], SystemEnvironment.Current, TimeProvider.System));
            return;
        }

        if (All)
        {
            ForRecord(() => WriteAll(WildcardPattern.Get("*", WildcardOptions.None)));
            return;
        }

        foreach (string? name in (IEnumerable<string?>?)ProfileName ?? [null])
        {
            ForRecord(() =>
            {
                if (Explain)
                {
                    WriteSteps(name);
                    return;
                }

                if (PatternOf(name) is { } pattern)
                {
                    WriteAll(pattern);
                    return;
                }

                WriteObject(new ClaudeAwsSession(Inspect(name)));
            });
        }
    }

    /// <summary>Null for what is a name: of a profile that exists, without a wildcard, or no pattern that PowerShell takes.</summary>
    private WildcardPattern? PatternOf(string? name)
    {
        if (name is null || !WildcardPattern.ContainsWildcardCharacters(name))
        {
            return null;
        }

        try
        {
            var pattern = WildcardPattern.Get(name, WildcardOptions.IgnoreCase);
            _ = pattern.IsMatch(name); // It is read at its first use.
            return _reader!.LookAll().Any(session => session.Profile == name) ? null : pattern;
        }
        catch (WildcardPatternException)
        {
            return null;
        }
    }

    private void WriteAll(WildcardPattern names)
    {
        foreach (SessionSnapshot session in _reader!.LookAll().Where(session => names.IsMatch(session.Profile)))
        {
            WriteObject(new ClaudeAwsSession(session));
        }
    }

    private void WriteSteps(string? name)
    {
        var options = new ExplanationOptions(name, SessionState.Path.CurrentFileSystemLocation.ProviderPath, Offline);
        CredentialExplanation explanation = Await(
            "Explaining an AWS session",
            $"Waiting for the source of {(name is null ? "the profile in use" : $"profile '{name}'")}",
            stop => Explainer.ExplainAsync(SystemEnvironment.Current, options, Deadline.After(TimeProvider.System, Timeout), TimeProvider.System, stop));
        foreach (ExplanationStep step in explanation.Steps)
        {
            WriteObject(new ClaudeAwsExplanationStep(explanation.Profile, step));
        }

        WriteVerbose(explanation.Sentence);
    }

    private SessionSnapshot Inspect(string? name) => Await(
        "Reading an AWS session",
        $"Waiting for the source of {(name is null ? "the profile in use" : $"profile '{name}'")}",
        async (writes, _, stop) =>
        {
            // First, and also where there is nothing else to tell: it is why there is nothing.
            AutoLoginHold? hold = await _reader!.FindHoldAsync(name, stop).ConfigureAwait(false);
            if (hold is not null)
            {
                writes.Post(() => WriteWarning(hold.Sentence));
            }

            SignInStatus? signIn = await _reader.FindSignInAsync(name, stop).ConfigureAwait(false);
            if (signIn is not null)
            {
                writes.Post(() => WriteWarning(new ClaudeAwsRunningSignIn(signIn).Sentence));
            }

            SessionSnapshot session = await _reader.ReadAsync(name, Deadline.After(TimeProvider.System, Timeout), stop).ConfigureAwait(false);
            return session with { Hold = hold, SignIn = signIn };
        });
}
