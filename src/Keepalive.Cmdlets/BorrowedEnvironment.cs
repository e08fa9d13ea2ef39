namespace Keepalive.Commands;

/// <summary>Changes variables of this process until it is disposed of; then each is what it was, also one that was not set.</summary>
internal sealed class BorrowedEnvironment : IDisposable
{
    private readonly Dictionary<string, string?> _before = [];

    public BorrowedEnvironment(IReadOnlyDictionary<string, string?> changes)
    {
        foreach (string name in changes.Keys)
        {
            _before[name] = Environment.GetEnvironmentVariable(name);
        }

        Set(changes);
    }

    public void Dispose() => Set(_before);

    private static void Set(IEnumerable<KeyValuePair<string, string?>> variables)
    {
        foreach ((string name, string? value) in variables)
        {
            Environment.SetEnvironmentVariable(name, value);
        }
    }
}
