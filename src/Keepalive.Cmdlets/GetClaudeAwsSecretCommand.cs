using System.Management.Automation;
using Keepalive.Secrets;

namespace Keepalive.Commands;

/// <summary>Lists the secrets of the profiles: kind, profile or account, and the store or the command. Never a value.</summary>
[Cmdlet(VerbsCommon.Get, "ClaudeAwsSecret")]
[OutputType(typeof(ClaudeAwsSecret))]
public sealed class GetClaudeAwsSecretCommand : KeepaliveCmdlet
{
    /// <summary>The profile; without it, all.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("Profile")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ProfileNameCompleter))]
    public string? ProfileName { get; set; }

    /// <summary>The store; without it CLAUDE_AWS_SECRET_STORE, the setting secretStore, the system's own.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(SecretStoreCompleter))]
    public string? Store { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => ForRecord(() =>
    {
        SecretList list = Await(
            "Listing secrets", "Waiting for the secret store", stop => SecretList.ReadAsync(SystemEnvironment.Current, ProfileName, Store, TimeProvider.System, stop));
        foreach (ListedSecret entry in list.Entries)
        {
            WriteObject(new ClaudeAwsSecret(entry));
        }

        if (list.Fault is { } fault)
        {
            throw fault;
        }
    });
}
