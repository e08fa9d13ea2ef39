using Keepalive.Secrets;

namespace Keepalive.Testing;

/// <summary>A store that forgets; and that can be made to fail, to hang or to be unusable.</summary>
public sealed class MemorySecretStore : ISecretStore
{
    private readonly Dictionary<string, byte[]> _values = [];

    public string Name { get; init; } = "memory";

    public string DisplayName => "the memory of a test";

    public string? Warning { get; init; }

    /// <summary>Why it can't be used.</summary>
    public string? Obstacle { get; set; }

    /// <summary>Called at the beginning of every operation.</summary>
    public Action<CancellationToken>? Asked { get; set; }

    /// <summary>How often somebody asked whether it can be used.</summary>
    public int Probes { get; private set; }

    /// <summary>All keys that there are.</summary>
    public IEnumerable<string> Keys => _values.Keys;

    public string? FindObstacle(CancellationToken cancellationToken)
    {
        Probes++;
        return Obstacle;
    }

    public Secret? Read(SecretName name, CancellationToken cancellationToken)
    {
        Asked?.Invoke(cancellationToken);
        return _values.TryGetValue(name.Key, out byte[]? value) ? Secret.FromUtf8(value) : null;
    }

    public bool Exists(SecretName name, CancellationToken cancellationToken)
    {
        Asked?.Invoke(cancellationToken);
        return _values.ContainsKey(name.Key);
    }

    public void Write(SecretName name, Secret secret, CancellationToken cancellationToken)
    {
        Asked?.Invoke(cancellationToken);
        _values[name.Key] = secret.Utf8.ToArray();
    }

    public bool Remove(SecretName name, CancellationToken cancellationToken)
    {
        Asked?.Invoke(cancellationToken);
        return _values.Remove(name.Key);
    }
}
