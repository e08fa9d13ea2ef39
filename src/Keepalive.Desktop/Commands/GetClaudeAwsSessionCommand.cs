using System.Management.Automation;

namespace Keepalive.Commands;

/// <summary>Tells what a profile has, until when and from where. An expired session is an answer, not an error.</summary>
[Cmdlet(VerbsCommon.Get, "ClaudeAwsSession", DefaultParameterSetName = ProfileSet)]
[OutputType(typeof(ClaudeAwsSession), ParameterSetName = [ProfileSet, AllSet])]
[OutputType(typeof(ClaudeAwsExplanationStep), ParameterSetName = [ExplainSet])]
[OutputType(typeof(string), ParameterSetName = [StatusLineSet])]
[OutputType(typeof(string), ParameterSetName = [PromptSet])]
public sealed class GetClaudeAwsSessionCommand : CompanionCmdlet
{
    private const string ProfileSet = "Profile";
    private const string AllSet = "All";
    private const string ExplainSet = "Explain";
    private const string StatusLineSet = "StatusLine";
    private const string PromptSet = "Prompt";

    /// <summary>The sessions of a list, which is looked through before any of it is written.</summary>
    private List<ClaudeAwsSession>? _list;

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

    /// <summary>A few words for a prompt: what was known a moment ago, or a fresh answer that is waited for briefly. Nothing is an error.</summary>
    [Parameter(Mandatory = true, ParameterSetName = PromptSet)]
    public SwitchParameter AsPrompt { get; set; }

    /// <summary>The time for one profile, credential_process included: seconds or a TimeSpan.</summary>
    [Parameter(ParameterSetName = ProfileSet)]
    [Parameter(ParameterSetName = ExplainSet)]
    [DurationArgument(MustBePositive = true)]
    [ArgumentCompleter(typeof(SecondsCompleter))]
    public TimeSpan Timeout { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (AsPrompt)
        {
            WriteObject(PromptCache.Read(ProfileName?[0], Programs));
        }
        else if (AsStatusLine)
        {
            if (ClientAnswer.Of("statusline", Programs) is { } line)
            {
                WriteObject(line);
            }
        }
        else if (All || Explain)
        {
            RunEach(ProfileName);
        }
        else
        {
            foreach (string? name in (IEnumerable<string?>?)ProfileName ?? [null])
            {
                WriteProfile(name);
            }
        }
    }

    private protected override void Receive(string type, CompanionObject value)
    {
        if (_list is null)
        {
            base.Receive(type, value);
        }
        else
        {
            _list.Add(new ClaudeAwsSession(value));
        }
    }

    /// <summary>A text with wildcards is still a name if a profile has this name, or if PowerShell can't read it as a pattern.</summary>
    private void WriteProfile(string? name)
    {
        CmdletParameters parameters = CmdletParameters.Of(this);
        parameters["ProfileName"] = name;
        if (Wildcards.PatternOf(name) is { } pattern)
        {
            var all = new CmdletParameters { ["All"] = true };
            _list = [];
            bool isRead = Run(all);
            List<ClaudeAwsSession> list = _list;
            _list = null;
            if (!isRead || !list.Any(session => session.Profile == name))
            {
                WriteMatches(list, pattern);
                return;
            }
        }

        Run(parameters);
    }

    private void WriteMatches(List<ClaudeAwsSession> list, WildcardPattern pattern)
    {
        foreach (ClaudeAwsSession session in list.Where(session => pattern.IsMatch(session.Profile)))
        {
            WriteObject(DefaultView.Of(session));
        }
    }
}
