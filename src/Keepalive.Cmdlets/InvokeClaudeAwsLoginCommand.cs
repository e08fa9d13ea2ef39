using System.Collections;
using System.Management.Automation;
using System.Security;
using Keepalive.Login;
using Keepalive.Secrets;
using Keepalive.Sessions;

namespace Keepalive.Commands;

/// <summary>
/// Signs in with the login tool of a profile, in a hidden terminal. The login belongs to the cmdlet: Ctrl+C ends the tool.
/// </summary>
[Cmdlet(VerbsLifecycle.Invoke, "ClaudeAwsLogin", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class InvokeClaudeAwsLoginCommand : KeepaliveCmdlet
{
    private const string Activity = "Signing in with a login tool";

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
    protected override void ProcessRecord() => ForRecord(SignIn);

    private void SignIn()
    {
        string target = ProfileName is null ? "the profile in use" : $"profile '{ProfileName}'";
        if (!ShouldProcess(target, "Sign in with the login tool"))
        {
            return;
        }

        ForcePermit? permit = Force ? ForcePermit.Ask(SystemEnvironment.Current, !Console.IsInputRedirected) : null;
        Await(Activity, $"Signing in {target}", async (writes, progress, stop) =>
        {
            TimeProvider clock = TimeProvider.System;
            var request = new AutoLoginRequest { Profile = ProfileName, Recipe = Recipe, Force = permit, Rules = Rules(writes), Keeper = Keeper(writes), Prompt = HostPrompt.Find(Host, writes, progress) };
            return await request.RunAsync(SystemEnvironment.Current, new RefreshStreams(this, writes, progress, clock), clock, stop).ConfigureAwait(false);
        });
    }

    /// <summary>The vault's commands run in this session, on the pipeline thread, while the login waits for its secret.</summary>
    private SecretKeeper? Keeper(StreamQueue writes) => Vault is null ? null : SecretKeeper.Of(
        SecretChoice.Make(ProfileName, account: null, SecretKind.Password, SystemEnvironment.Current, TimeProvider.System).Configuration,
        new SecretVault(this, Vault, writes), TimeProvider.System);

    private ScriptedRule[] Rules(StreamQueue writes) => Rule is null ? [] :
    [
        .. Rule.Cast<DictionaryEntry>().Select(entry => new ScriptedRule(
            LanguagePrimitives.ConvertTo<string>(entry.Key), (row, stop) => Answer(entry.Value, row, writes, stop))),
    ];

    /// <summary>A script block runs in this session, on the pipeline thread. What it brings when the login has ended is dropped.</summary>
    private static Secret? Answer(object? value, string row, StreamQueue writes, CancellationToken stop)
    {
        if (value is not ScriptBlock script)
        {
            return ToSecret(value);
        }

        var given = new TaskCompletionSource<object?>(TaskCreationOptions.RunContinuationsAsynchronously);
        writes.Post(() =>
        {
            try
            {
                given.TrySetResult(script.Invoke(row).LastOrDefault());
            }
            catch (RuntimeException exception)
            {
                given.TrySetException(exception);
            }
        });
        using CancellationTokenRegistration ended = stop.Register(() => given.TrySetCanceled(stop));
        return ToSecret(given.Task.GetAwaiter().GetResult());
    }

    private static Secret? ToSecret(object? value) => (value is PSObject wrapped ? wrapped.BaseObject : value) switch
    {
        null => null,
        SecureString text => Secret.FromSecureString(text),
        { } other => Secret.FromText(LanguagePrimitives.ConvertTo<string>(other)),
    };
}
