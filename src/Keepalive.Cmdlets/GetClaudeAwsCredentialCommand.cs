using System.Management.Automation;
using System.Text;
using Keepalive.Aws.AccessKeys;
using Keepalive.Aws.Profiles;
using Keepalive.Configuration;
using Keepalive.Platform.Time;
using Keepalive.Sessions;
using Keepalive.Workers;

namespace Keepalive.Commands;

/// <summary>Gives the credential of a profile, as an object or as text. One that has expired is an error, never an output.</summary>
[Cmdlet(VerbsCommon.Get, "ClaudeAwsCredential", DefaultParameterSetName = ObjectSet)]
[OutputType(typeof(ClaudeAwsCredential), ParameterSetName = [ObjectSet])]
[OutputType(typeof(string), ParameterSetName = [JsonSet, TextSet])]
public sealed class GetClaudeAwsCredentialCommand : KeepaliveCmdlet
{
    private const string ObjectSet = "Object";
    private const string JsonSet = "Json";
    private const string TextSet = "Text";

    private CredentialExport? _export;

    /// <summary>The profiles; without it, the one in use.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Profile")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ProfileNameCompleter))]
    public string[]? ProfileName { get; set; }

    /// <summary>One line of JSON as Claude Code's awsCredentialExport takes it: short for -Format Claude.</summary>
    [Parameter(Mandatory = true, ParameterSetName = JsonSet)]
    public SwitchParameter AsJson { get; set; }

    /// <summary>Text in this format, one string without a line end.</summary>
    [Parameter(Mandatory = true, ParameterSetName = TextSet)]
    public ClaudeAwsCredentialFormat Format { get; set; }

    /// <summary>The time for everything, credential_process included: seconds or a TimeSpan.</summary>
    [Parameter]
    [DurationArgument(MustBePositive = true)]
    [ArgumentCompleter(typeof(SecondsCompleter))]
    public TimeSpan Timeout { get; set; } = Deadline.DefaultLimit;

    /// <inheritdoc/>
    protected override void BeginProcessing() => _export = ForAll(static () => new CredentialExport(
        SystemEnvironment.Current, ConfigurationFile.Read(SystemEnvironment.Current, TimeProvider.System), TimeProvider.System)
    {
        Workers = new CompanionProgram(ModuleFolder.FullPath),
    });

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (string? name in (IEnumerable<string?>?)ProfileName ?? [null])
        {
            ForRecord(() => Write(Find(_export!.Choose(name))));
        }
    }

    private AwsCredential Find(ProfileChoice choice)
    {
        WriteVerbose($"Profile '{choice.Name}' was chosen by {choice.ChosenBy}.");
        AwsCredential credential = Await(
            "Getting an AWS credential",
            $"Waiting for the source of profile '{choice.Name}'",
            stop => Get(choice, stop));
        WriteVerbose($"Found {credential}; {Describe(credential.Expiry)}.");
        return credential;
    }

    /// <summary>On a thread of the pool, which may wait: the start of an asynchronous method would be compiled here at the first use.</summary>
    private Task<AwsCredential> Get(ProfileChoice choice, CancellationToken stop)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        using ClientWatch? client = Form is null ? null : ClientWatch.Start(SystemEnvironment.Current, end.Cancel);
        ValueTask<AwsCredential> credential = _export!.GetAsync(choice, Form, Deadline.ForCredential(TimeProvider.System, Timeout), end.Token);
        return Task.FromResult(credential.IsCompletedSuccessfully ? credential.Result : credential.AsTask().GetAwaiter().GetResult());
    }

    private CredentialFormat? Form => ParameterSetName == ObjectSet ? null : AsJson ? CredentialFormat.Claude : EnumTwin.Name<CredentialFormat>(Format);

    private void Write(AwsCredential credential)
    {
        if (Form is not { } form)
        {
            WriteObject(new ClaudeAwsCredential(credential));
            return;
        }

        WriteObject(Encoding.UTF8.GetString(CredentialText.Write(credential, form)).TrimEnd('\n'));
    }

    private static string Describe(CredentialExpiry? expiry) => expiry is null
        ? "its expiry is unknown"
        : $"expires {Timestamp.Format(expiry.Instant)}, read from {expiry.Source}{(expiry.Doubt is { } doubt ? $" ({doubt})" : null)}";
}
