using System.Text;

namespace Keepalive.Login;

/// <summary>
/// The lines of a tool in their order, without secrets. A secret is searched across line ends too: a tool breaks a line
/// anywhere, and a terminal at its width.
/// </summary>
internal sealed class ShownRows
{
    /// <summary>A beginning of a secret at the end of a row is hidden from this length on.</summary>
    public const int ShortestBeginning = 2;

    /// <summary>A piece anywhere is hidden from this length on, or from half of the secret on. An encoded secret's beginning, too: two characters of it are less than two of the secret.</summary>
    public const int ShortestPiece = 4;

    private readonly IReadOnlyList<string> _rows;
    private readonly bool[][] _hidden;

    public ShownRows(IReadOnlyList<string> rows)
    {
        _rows = rows;
        _hidden = [.. rows.Select(static row => new bool[row.Length])];
    }

    /// <summary>Hides one form of a secret.</summary>
    public void Hide(ReadOnlySpan<char> secret)
    {
        HideWhole(secret);
        HideAcross(secret);
        for (int row = 0; row < _rows.Count; row++)
        {
            HidePieces(row, secret);
        }
    }

    /// <summary>Hides beginnings of one form at the ends of rows, with the rest in the next row.</summary>
    /// <param name="secret">The form.</param>
    /// <param name="shortest">The length of the shortest beginning.</param>
    public void HideBeginnings(ReadOnlySpan<char> secret, int shortest)
    {
        for (int row = 0; row < _rows.Count; row++)
        {
            HideBeginning(row, secret, shortest);
        }
    }

    /// <summary>The rows without what is hidden.</summary>
    public string[] ToStrings() => [.. _rows.Select(Write)];

    private string Write(string row, int index)
    {
        bool[] hidden = _hidden[index];
        if (!hidden.Contains(true))
        {
            return row;
        }

        var text = new StringBuilder(row.Length);
        for (int place = 0; place < row.Length; place++)
        {
            if (!hidden[place])
            {
                text.Append(row[place]);
            }
            else if (place == 0 || !hidden[place - 1])
            {
                text.Append(SecretShapes.Mark);
            }
        }

        return text.ToString();
    }

    private void HideWhole(ReadOnlySpan<char> secret)
    {
        for (int row = 0; row < _rows.Count; row++)
        {
            for (int start = 0; !secret.IsEmpty && _rows[row].AsSpan(start).IndexOf(secret) is >= 0 and var found; start += found + 1)
            {
                _hidden[row].AsSpan(start + found, secret.Length).Fill(true);
            }
        }
    }

    /// <summary>In all rows as one, without the white space in which rows end and begin.</summary>
    private void HideAcross(ReadOnlySpan<char> secret)
    {
        string word = WithoutSpace(secret);
        if (word.Length < ShortestPiece)
        {
            return;
        }

        var text = new StringBuilder();
        List<(int Row, int Place)> places = [];
        for (int row = 0; row < _rows.Count; row++)
        {
            for (int place = 0; place < _rows[row].Length; place++)
            {
                if (!char.IsWhiteSpace(_rows[row][place]))
                {
                    text.Append(_rows[row][place]);
                    places.Add((row, place));
                }
            }
        }

        string all = text.ToString();
        for (int start = all.IndexOf(word, StringComparison.Ordinal); start >= 0; start = all.IndexOf(word, start + 1, StringComparison.Ordinal))
        {
            for (int index = start; index < start + word.Length; index++)
            {
                _hidden[places[index].Row][places[index].Place] = true;
            }
        }
    }

    /// <summary>For text in between (a time, a prefix of a log): a long piece of a secret is hidden everywhere.</summary>
    private void HidePieces(int row, ReadOnlySpan<char> secret)
    {
        int length = Math.Max(ShortestPiece, (secret.Length + 1) / 2);
        string text = _rows[row];
        for (int start = 0; start + length <= text.Length; start++)
        {
            if (secret.IndexOf(text.AsSpan(start, length)) >= 0)
            {
                _hidden[row].AsSpan(start, length).Fill(true);
            }
        }
    }

    private void HideBeginning(int row, ReadOnlySpan<char> secret, int shortest)
    {
        ReadOnlySpan<char> text = _rows[row].AsSpan().TrimEnd();
        for (int length = Math.Min(secret.Length - 1, text.Length); length >= shortest; length--)
        {
            if (text.EndsWith(secret[..length]))
            {
                _hidden[row].AsSpan(text.Length - length, length).Fill(true);
                HideRest(row + 1, secret[length..]);
                return;
            }
        }
    }

    private void HideRest(int row, ReadOnlySpan<char> rest)
    {
        if (row < _rows.Count && _rows[row].AsSpan().IndexOf(rest) is >= 0 and var found)
        {
            _hidden[row].AsSpan(found, rest.Length).Fill(true);
        }
    }

    private static string WithoutSpace(ReadOnlySpan<char> secret)
    {
        var text = new StringBuilder(secret.Length);
        foreach (char character in secret)
        {
            if (!char.IsWhiteSpace(character))
            {
                text.Append(character);
            }
        }

        return text.ToString();
    }
}
