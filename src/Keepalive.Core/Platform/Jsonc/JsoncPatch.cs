using System.Text;

namespace Keepalive.Platform.Jsonc;

/// <summary>Some places of a document that become other text. What is not named stays byte for byte.</summary>
internal sealed class JsoncPatch
{
    private readonly List<(int Start, int End, string Text)> _changes = [];

    public void Insert(int position, string text) => _changes.Add((position, position, text));

    public void Remove(int start, int end) => _changes.Add((start, end, string.Empty));

    public void Replace(int start, int end, string text) => _changes.Add((start, end, text));

    public byte[] Apply(ReadOnlySpan<byte> document)
    {
        var result = new MemoryStream(document.Length + 256);
        int position = 0;
        foreach ((int start, int end, string text) in _changes.OrderBy(change => change.Start))
        {
            if (end <= position && start < position)
            {
                continue;
            }

            result.Write(document[position..Math.Max(start, position)]);
            result.Write(Encoding.UTF8.GetBytes(text));
            position = end;
        }

        result.Write(document[position..]);
        return result.ToArray();
    }
}
