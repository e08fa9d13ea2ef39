using System.Text;

namespace Keepalive.Platform.Terminals;

/// <summary>
/// What a person would see: rows, a cursor, and the rows that have left at the top, up to a limit. All in one ring, so memory
/// does not grow with what is printed.
/// </summary>
internal sealed partial class TerminalScreen
{
    private const int History = 1000;
    private const int LongestRow = 4096;
    private const int TabWidth = 8;

    private readonly Queue<TerminalRow> _completed = new();
    private readonly ScreenRow?[] _ring;
    private readonly int _columns;
    private readonly int _rows;

    // The number of the topmost row, and the cursor's. The column may be one past the last: the next character wraps.
    private long _top;
    private long _row;
    private int _column;
    private (int Row, int Column) _saved;

    internal TerminalScreen(TerminalSize size)
    {
        _columns = size.Columns;
        _rows = size.Rows;
        _ring = new ScreenRow?[History + size.Rows];
    }

    /// <summary>The cursor's place, both counted from 1.</summary>
    internal (int Row, int Column) Cursor => ((int)(_row - _top) + 1, Math.Min(_column, _columns - 1) + 1);

    internal void Print(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            if (_column == _columns)
            {
                At(_row).Continues = true;
                Descend(completing: false);
                _column = 0;
            }

            int count = Math.Min(text.Length, _columns - _column);
            At(_row).Write(_column, text[..count]);
            _column += count;
            text = text[count..];
        }
    }

    internal void CarriageReturn() => _column = 0;

    internal void LineFeed()
    {
        At(_row).Continues = false;
        Descend(completing: true);
    }

    internal void Backspace() => Right(-1);

    internal void Tab() => _column = Math.Min(_columns - 1, ((_column / TabWidth) + 1) * TabWidth);

    /// <summary>Ends no line: a program that moves up is about to paint again.</summary>
    internal void ReverseLineFeed() => Down(-1);

    internal void Right(int count) => _column = (int)Math.Clamp((long)Math.Min(_column, _columns - 1) + count, 0, _columns - 1);

    internal void Down(int count) => ToRow((int)Math.Clamp(_row - _top + count, 0, _rows - 1));

    internal void ToColumn(int column) => _column = Math.Clamp(column, 0, _columns - 1);

    internal void ToRow(int row)
    {
        long target = _top + Math.Clamp(row, 0, _rows - 1);
        for (; _row < target; _row++)
        {
            Complete(_row);
        }

        _row = target;
    }

    internal void Save() => _saved = ((int)(_row - _top), _column);

    internal void Restore()
    {
        ToRow(_saved.Row);
        ToColumn(_saved.Column);
    }

    /// <summary>The cursor's row, up to the cursor; all of it if there is nothing but blanks before the cursor.</summary>
    internal TerminalRow Tail()
    {
        long first = FirstOf(_row);
        string whole = Join(first, _row, int.MaxValue);
        string before = Join(first, _row, _column);
        return new TerminalRow(first, string.IsNullOrWhiteSpace(before) ? whole.TrimEnd() : before);
    }

    internal List<TerminalRow> Rows()
    {
        List<TerminalRow> rows = [];
        long end = _top + _rows;
        for (long number = Math.Max(0, _top - History); number < end; number++)
        {
            long first = number;
            while (number + 1 < end && Existing(number)?.Continues == true)
            {
                number++;
            }

            string text = Join(first, number, int.MaxValue).TrimEnd();
            if (text.Length > 0)
            {
                rows.Add(new TerminalRow(first, text));
            }
        }

        return rows;
    }

    internal IReadOnlyList<TerminalRow> TakeCompleted()
    {
        if (_completed.Count == 0)
        {
            return [];
        }

        TerminalRow[] rows = [.. _completed];
        _completed.Clear();
        return rows;
    }

    private void Descend(bool completing)
    {
        if (completing)
        {
            Complete(_row);
        }

        _row++;
        if (_row == _top + _rows)
        {
            _top++;
            Existing(_row)?.Reset();
        }
    }

    private void Complete(long number)
    {
        ScreenRow row = At(number);
        if (row.Continues)
        {
            return; // The last of its parts speaks for all.
        }

        long first = FirstOf(number);
        if (first == number && row.Told is not null && row.Text.TrimEnd().SequenceEqual(row.Told))
        {
            return;
        }

        string text = Join(first, number, int.MaxValue).TrimEnd();
        if (text == row.Told || text.Length == 0)
        {
            return;
        }

        row.Told = text;
        if (_completed.Count == History)
        {
            _completed.Dequeue();
        }

        _completed.Enqueue(new TerminalRow(first, text));
    }

    private long FirstOf(long number)
    {
        long oldest = Math.Max(Math.Max(0, _top - History), number - (LongestRow / _columns));
        while (number > oldest && Existing(number - 1)?.Continues == true)
        {
            number--;
        }

        return number;
    }

    private string Join(long first, long last, int columnsOfLast)
    {
        StringBuilder text = new();
        for (long number = first; number < last; number++)
        {
            text.Append(At(number).Text);
        }

        ReadOnlySpan<char> end = At(last).Text;
        return end.Length >= columnsOfLast
            ? text.Append(end[..columnsOfLast]).ToString()
            : text.Append(end).Append(' ', columnsOfLast == int.MaxValue ? 0 : columnsOfLast - end.Length).ToString();
    }

    private ScreenRow? Existing(long number) => _ring[number % _ring.Length];

    private ScreenRow At(long number) => _ring[number % _ring.Length] ??= new ScreenRow(_columns);
}
