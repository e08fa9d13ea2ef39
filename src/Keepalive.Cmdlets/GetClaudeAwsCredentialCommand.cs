using System.Management.Automation;
using System.Text;
using Keepalive.Configuration;
using Keepalive.Credentials;
using Keepalive.Profiles;

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

    private CredentialResolver? _resolver;

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
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <inheritdoc/>
    protected override void BeginProcessing() => _resolver = ForAll(static () => new CredentialResolver(
        SystemEnvironment.Current, ConfigurationFile.Read(SystemEnvironment.Current, TimeProvider.System), TimeProvider.System));

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (string? name in (IEnumerable<string?>?)ProfileName ?? [null])
        {
            ForRecord(() => Write(Find(_resolver!.Choose(name))));
        }
    }

    private AwsCredential Find(ProfileChoice choice)
    {
        WriteVerbose($"Profile '{choice.Name}' was chosen by {choice.ChosenBy}.");
        AwsCredential credential = Await(
            "Getting an AWS credential",
            $"Waiting for the source of profile '{choice.Name}'",
            stop => _resolver!.ResolveAsync(choice, Deadline.After(TimeProvider.System, Timeout), stop).AsTask());
        WriteVerbose($"Found {credential}; {Describe(credential.Expiry)}.");
        credential.ThrowIfExpired(_resolver!.Clock.GetUtcNow());
        return credential.OnMachineClock(_resolver.Clock);
    }

    private void Write(AwsCredential credential)
    {
        if (ParameterSetName == ObjectSet)
        {
            WriteObject(new ClaudeAwsCredential(credential));
            return;
        }

        CredentialFormat format = AsJson ? CredentialFormat.Claude : Same.Name<CredentialFormat>(Format);
        WriteObject(Encoding.UTF8.GetString(CredentialText.Write(credential, format)).TrimEnd('\n'));
    }

    private static string Describe(CredentialExpiry? expiry) => expiry is null
        ? "nothing tells when it ends"
        : $"ends {Timestamp.Format(expiry.Instant)}, read from {expiry.Source}{(expiry.Doubt is { } doubt ? $" ({doubt})" : null)}";
}
