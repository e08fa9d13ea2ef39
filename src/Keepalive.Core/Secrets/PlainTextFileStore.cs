using Keepalive.Configuration;

namespace Keepalive.Secrets;

/// <summary>Files that only their access rights protect. Used only if they are chosen by name.</summary>
/// <param name="environment">The variables and the platform.</param>
/// <param name="clock">Tells the age of the last change.</param>
internal sealed class PlainTextFileStore(SystemEnvironment environment, TimeProvider clock) : ISecretStore
{
    public const string StoreName = SecretStoreNames.PlainText;

    private readonly SecretFile _files = new(environment, "the plain-text file", ".txt", clock);

    public string Name => StoreName;

    public string DisplayName => "a plain-text file";

    public string? Warning =>
        "The value is stored in an unencrypted file: anyone who can read your files, a backup or this disk can read it. Prefer the system's secret store.";

    public string? FindObstacle(CancellationToken cancellationToken) => null;

    public Secret? Read(SecretName name, CancellationToken cancellationToken) => _files.Read(name, static content => Secret.FromUtf8(content));

    public bool Exists(SecretName name, CancellationToken cancellationToken) => _files.Exists(name);

    public void Write(SecretName name, Secret secret, CancellationToken cancellationToken) => _files.Write(name, secret.Utf8);

    public bool Remove(SecretName name, CancellationToken cancellationToken) => _files.Remove(name);
}
