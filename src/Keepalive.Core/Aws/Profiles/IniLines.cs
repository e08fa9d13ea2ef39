using System.Collections;

namespace Keepalive.Aws.Profiles;

/// <summary>
/// The lines of a document, in order. A type of its own and not a <c>List</c>, because the code of a <c>List</c> of our structures can't be made ahead in a
/// package of the module, so that PowerShell would compile it at the first use.
/// </summary>
public sealed class IniLines : IReadOnlyList<IniLine>
{
    private IniLine[] _lines;

    internal IniLines(int capacity) => _lines = new IniLine[capacity];

    /// <inheritdoc/>
    public int Count { get; private set; }

    /// <inheritdoc/>
    public IniLine this[int index] => index < Count ? _lines[index] : throw new ArgumentOutOfRangeException(nameof(index));

    internal void Add(in IniLine line)
    {
        if (Count == _lines.Length)
        {
            var larger = new IniLine[2 * Count];
            Array.Copy(_lines, larger, Count);
            _lines = larger;
        }

        _lines[Count++] = line;
    }

    /// <inheritdoc/>
    public IEnumerator<IniLine> GetEnumerator()
    {
        for (int index = 0; index < Count; index++)
        {
            yield return _lines[index];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
