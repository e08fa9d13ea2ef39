namespace Keepalive.Platform.Terminals;

/// <content>Functions that delete or move shown text.</content>
internal sealed partial class TerminalScreen
{
    private int Cell => Math.Min(_column, _columns - 1);

    /// <summary>0: from the cursor on; 1: up to it; 2: all.</summary>
    internal void EraseInRow(int kind)
    {
        if (kind == 0)
        {
            At(_row).EraseFrom(Cell);
        }
        else if (kind == 1)
        {
            At(_row).Erase(0, Cell + 1);
        }
        else
        {
            At(_row).Clear();
        }
    }

    internal void EraseInScreen(int kind)
    {
        int cursor = (int)(_row - _top);
        for (int row = kind == 0 ? cursor + 1 : 0; row < (kind == 1 ? cursor : _rows); row++)
        {
            Existing(_top + row)?.Clear();
        }

        if (kind < 2)
        {
            EraseInRow(kind);
        }
    }

    internal void EraseCells(int count) => At(_row).Erase(Cell, Math.Min(count, _columns));

    internal void DeleteCells(int count) => At(_row).Delete(Cell, Math.Min(count, _columns));

    internal void InsertCells(int count) => At(_row).Insert(Cell, Math.Min(count, _columns));

    internal void InsertRows(int count)
    {
        for (int i = Math.Min(count, _rows); i > 0; i--)
        {
            ScreenRow last = At(_top + _rows - 1);
            for (long number = _top + _rows - 1; number > _row; number--)
            {
                _ring[number % _ring.Length] = At(number - 1);
            }

            last.Reset();
            _ring[_row % _ring.Length] = last;
        }
    }

    internal void DeleteRows(int count)
    {
        for (int i = Math.Min(count, _rows); i > 0; i--)
        {
            ScreenRow first = At(_row);
            for (long number = _row; number < _top + _rows - 1; number++)
            {
                _ring[number % _ring.Length] = At(number + 1);
            }

            first.Reset();
            _ring[(_top + _rows - 1) % _ring.Length] = first;
        }
    }

    /// <summary>Moves everything up; the cursor stays where it is on the screen.</summary>
    internal void ScrollUp(int count)
    {
        for (int i = Math.Min(count, _rows); i > 0; i--)
        {
            _top++;
            _row++;
            Existing(_top + _rows - 1)?.Reset();
        }
    }
}
