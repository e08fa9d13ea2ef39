using Keepalive.Secrets;

namespace Keepalive.Host.Cmdlets;

/// <summary>A vault of SecretManagement in the PowerShell session. Its commands run there; values go through the pipes.</summary>
internal sealed class CmdletVault(CmdletChannel channel, string vault) : ISecretStore
{
    private const string Prefix = "claude-aws/";

    public string Name => vault;

    public string DisplayName => $"vault '{vault}'";

    public string? Warning => null;

    public string? FindObstacle(CancellationToken cancellationToken) => null;

    public Secret? Read(SecretName name, CancellationToken cancellationToken)
    {
        using CmdletAnswer answer = Ask("read", name, value: null, cancellationToken);
        return answer.Secret("secret");
    }

    public bool Exists(SecretName name, CancellationToken cancellationToken)
    {
        using CmdletAnswer answer = Ask("exists", name, value: null, cancellationToken);
        return answer.Flag("answer");
    }

    /// <summary>A login keeps the key with which a refused password is recognised.</summary>
    public void Write(SecretName name, Secret secret, CancellationToken cancellationToken) => Ask("write", name, secret, cancellationToken).Dispose();

    public bool Remove(SecretName name, CancellationToken cancellationToken)
    {
        using CmdletAnswer answer = Ask("remove", name, value: null, cancellationToken);
        return answer.Flag("answer");
    }

    private CmdletAnswer Ask(string action, SecretName name, Secret? value, CancellationToken cancellationToken)
    {
        CmdletMessage message = channel.Begin("vault");
        message.Text("action", action);
        message.Text("vault", vault);
        message.Text("name", Prefix + name.Key);
        if (value is not null)
        {
            message.Secret("secret", value);
        }

        CmdletAnswer answer = channel.AskAsync(message, cancellationToken).GetAwaiter().GetResult();
        if (answer.Text("fault") is { } fault)
        {
            bool isUnavailable = answer.Flag("unavailable");
            answer.Dispose();
            throw isUnavailable ? KeepaliveErrors.SecretStoreUnavailable(vault, fault) : KeepaliveErrors.SecretStoreFailed(DisplayName, fault);
        }

        return answer;
    }
}
