using System.Management.Automation;
using Keepalive.Secrets;

namespace Keepalive.Commands;

/// <summary>The common part of the cmdlets for secrets: the choice of the secret and of its store.</summary>
public abstract class SecretCmdlet : KeepaliveCmdlet
{
    private protected const string Activity = "Working on a secret";

    private protected SecretCmdlet()
    {
    }

    /// <summary>The profile; without it, the one in use. It need not exist yet.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("Profile")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ProfileNameCompleter))]
    public string? ProfileName { get; set; }

    /// <summary>An account that several profiles sign in with, by any name; instead of the profile.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(AccountNameCompleter))]
    public string? Account { get; set; }

    /// <summary>The kind of the secret.</summary>
    [Parameter]
    public ClaudeAwsSecretKind Kind { get; set; }

    /// <summary>The store; without it CLAUDE_AWS_SECRET_STORE, the setting secretStore, the system's own.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(SecretStoreCompleter))]
    public string? Store { get; set; }

    /// <summary>A vault of SecretManagement instead of a store of the system.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(VaultNameCompleter))]
    public string? Vault { get; set; }

    /// <summary>Refuses what excludes each other.</summary>
    protected override void BeginProcessing()
    {
        RefuseBoth(Account, nameof(Account), ProfileName, nameof(ProfileName));
        RefuseBoth(Store, nameof(Store), Vault, nameof(Vault));
    }

    private protected SecretChoice Choose() => SecretChoice.Make(
        ProfileName, Account, Kind == ClaudeAwsSecretKind.Totp ? SecretKind.Totp : SecretKind.Password, SystemEnvironment.Current, TimeProvider.System);

    /// <summary>A system's store is asked off the pipeline thread; a vault can be asked on it alone, since its functions run in this session.</summary>
    private protected T Ask<T>(SecretChoice choice, Func<SecretKeeper, CancellationToken, Task<T>> work)
    {
        if (Vault is null)
        {
            SecretKeeper keeper = SecretKeeper.Open(SystemEnvironment.Current, choice.Configuration, Store, TimeProvider.System);
            return Await(Activity, $"Waiting for the store of the {choice.Name}", stop => work(keeper, stop));
        }

        return Await(Activity, $"Waiting for vault '{Vault}'", (writes, _, stop) =>
            work(SecretKeeper.Of(choice.Configuration, new SecretVault(this, Vault, writes), TimeProvider.System), stop));
    }

    private protected void RefuseBoth(string? one, string oneName, string? other, string otherName)
    {
        if (one is not null && other is not null)
        {
            ThrowTerminatingError(new ErrorRecord(
                new PSArgumentException($"-{oneName} and -{otherName} can't be used together."), "ParametersExcludeEachOther", ErrorCategory.InvalidArgument, one));
        }
    }
}
