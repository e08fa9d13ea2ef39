namespace Keepalive.Platform.Terminals;

/// <summary>The cells of one row. A cell is one UTF-16 unit, whatever width a font gives it.</summary>
internal sealed class ScreenRow(int columns)
{
    private readonly char[] _cells = new char[columns];

    /// <summary>How many cells were written; behind them is nothing.</summary>
    internal int Length { get; private set; }

    /// <summary>The text continues in the next line because this one was full.</summary>
    internal bool Continues { get; set; }

    /// <summary>The notice for this line, so that painting it again gives no second one.</summary>
    internal string? Told { get; set; }

    internal ReadOnlySpan<char> Text => _cells.AsSpan(0, Length);

    internal void Clear()
    {
        Length = 0;
        Continues = false;
    }

    internal void Reset()
    {
        Clear();
        Told = null;
    }

    internal void Write(int column, ReadOnlySpan<char> text)
    {
        FillTo(column);
        text.CopyTo(_cells.AsSpan(column));
        Length = Math.Max(Length, column + text.Length);
    }

    internal void EraseFrom(int column)
    {
        Length = Math.Min(Length, column);
        Continues = false;
    }

    internal void Erase(int column, int count)
    {
        int end = Math.Min(Length, column + count);
        if (column < end)
        {
            _cells.AsSpan(column, end - column).Fill(' ');
        }
    }

    internal void Delete(int column, int count)
    {
        int moved = Length - column - count;
        if (moved > 0)
        {
            _cells.AsSpan(column + count, moved).CopyTo(_cells.AsSpan(column));
        }

        Length = Math.Min(Length, Math.Max(column, Length - count));
    }

    internal void Insert(int column, int count)
    {
        if (column >= Length)
        {
            return;
        }

        count = Math.Min(count, columns - column);
        int moved = Math.Min(Length, columns - count) - column;
        _cells.AsSpan(column, moved).CopyTo(_cells.AsSpan(column + count));
        _cells.AsSpan(column, count).Fill(' ');
        Length = Math.Min(columns, Length + count);
    }

    private void FillTo(int column)
    {
        if (Length < column)
        {
            _cells.AsSpan(Length, column - Length).Fill(' ');
            Length = column;
        }
    }
}
