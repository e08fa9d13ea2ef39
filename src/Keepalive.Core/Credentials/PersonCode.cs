namespace Keepalive.Credentials;

/// <summary>The code that a person has given for one request: it is taken once.</summary>
internal sealed class PersonCode : IDisposable
{
    private Secret? _code;
    private bool _isTaken;

    /// <summary>The device whose code is wanted.</summary>
    public string? Wanted { get; set; }

    /// <summary>A code was given and sent.</summary>
    public bool WasUsed => _code is not null && _isTaken;

    /// <summary>Puts a new code in the place of the old one.</summary>
    public void Give(Secret code)
    {
        _code?.Dispose();
        _code = code;
        _isTaken = false;
    }

    /// <summary>The code, if it was not taken before; null otherwise.</summary>
    public Secret? Take()
    {
        if (_isTaken || _code is null)
        {
            return null;
        }

        _isTaken = true;
        return _code;
    }

    /// <summary>Zeroes it.</summary>
    public void Dispose() => _code?.Dispose();
}
