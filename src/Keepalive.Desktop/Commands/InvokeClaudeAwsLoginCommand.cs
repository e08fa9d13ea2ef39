using System.Collections;
using System.Management.Automation;
using System.Security;

namespace Keepalive.Commands;

/// <summary>
/// Signs in with the login tool of a profile, in a hidden terminal. The login belongs to the cmdlet: Ctrl+C ends the tool.
/// </summary>
[Cmdlet(VerbsLifecycle.Invoke, "ClaudeAwsLogin", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class InvokeClaudeAwsLoginCommand : CompanionCmdlet
{
    private DictionaryEntry[] _rules = [];

    /// <summary>The profile; without it, the one in use.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Profile")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ProfileNameCompleter))]
    public string? ProfileName { get; set; }

    /// <summary>The recipe; without it, the setting recipe.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(RecipeNameCompleter))]
    public string? Recipe { get; set; }

    /// <summary>Prompts and their answers: a regular expression, and a text, a SecureString or a script block that gives one.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(LoginRuleCompleter))]
    public Hashtable? Rule { get; set; }

    /// <summary>A vault of SecretManagement with the secrets, instead of a store of the system.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(VaultNameCompleter))]
    public string? Vault { get; set; }

    /// <summary>Tries although the password or the second factor was refused.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        // The patterns go; each answer goes when its prompt has come.
        CmdletParameters parameters = CmdletParameters.Of(this);
        _rules = [.. (Rule ?? []).Cast<DictionaryEntry>()];
        parameters["Rule"] = _rules.Select(static rule => LanguagePrimitives.ConvertTo<string>(rule.Key)).ToArray();
        Run(parameters);
    }

    private protected override byte[]? Reply(string kind, CompanionObject question) => kind switch
    {
        "rule" when question.Number("index") is { } index && index >= 0 && index < _rules.Length => AnswerRule(_rules[index].Value, question.Text("row")),
        "vault" => SecretVault.Answer(InvokeCommand, question),
        _ => null,
    };

    /// <summary>A script block runs in this session, on the pipeline thread.</summary>
    private static byte[] AnswerRule(object? value, string? row)
    {
        try
        {
            object? given = value is ScriptBlock script ? script.Invoke(row).LastOrDefault() : value;
            return (given is PSObject wrapped ? wrapped.BaseObject : given) switch
            {
                null => AnswerLine.None,
                SecureString text => AnswerLine.Secret(text),
                var other => AnswerLine.Secret(LanguagePrimitives.ConvertTo<string>(other)),
            };
        }
        catch (RuntimeException exception) when (exception is not PipelineStoppedException)
        {
            return AnswerLine.Fault(exception.Message);
        }
    }
}
