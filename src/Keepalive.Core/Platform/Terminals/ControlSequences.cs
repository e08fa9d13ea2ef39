using System.Globalization;
using System.Text;

namespace Keepalive.Platform.Terminals;

/// <summary>CSI sequences: <c>ESC [</c>, numbers, one letter. Moves and erasures are done, questions are answered.</summary>
/// <remarks>
/// The answers matter: a program that asks for the cursor's place takes what is typed next for the answer if none came, and
/// Windows' newer consoles wait for one before they show anything.
/// </remarks>
internal sealed class ControlSequences(TerminalScreen screen)
{
    private const int MostNumbers = 16;
    private const int LargestNumber = 32767;
    private const int LongestAnswers = 1024;

    private readonly int[] _numbers = new int[MostNumbers];
    private readonly StringBuilder _answers = new();
    private int _count;
    private bool _plain;

    internal void Begin()
    {
        Array.Clear(_numbers);
        _count = 0;
        _plain = true;
    }

    /// <summary>True at the sequence's end.</summary>
    internal bool Step(char character)
    {
        switch (character)
        {
            case >= '0' and <= '9':
                if (_count < MostNumbers)
                {
                    _numbers[_count] = Math.Min(LargestNumber, (_numbers[_count] * 10) + character - '0');
                }

                return false;
            case ';':
                _count++;
                return false;
            case >= '@' and <= '~':
                if (_plain)
                {
                    Do(character);
                }

                return true;
            default:
                _plain = false; // A private mark, a colon of a colour, an intermediate: nothing that moves or erases.
                return character > '~';
        }
    }

    internal byte[] TakeAnswers()
    {
        if (_answers.Length == 0)
        {
            return [];
        }

        byte[] answers = Encoding.ASCII.GetBytes(_answers.ToString());
        _answers.Clear();
        return answers;
    }

    private void Do(char letter)
    {
        int number = _numbers[0];
        int times = Math.Max(1, number);
        switch (letter)
        {
            case 'A':
                screen.Down(-times);
                break;
            case 'B' or 'e':
                screen.Down(times);
                break;
            case 'C' or 'a':
                screen.Right(times);
                break;
            case 'D':
                screen.Right(-times);
                break;
            case 'E' or 'F':
                screen.Down(letter == 'E' ? times : -times);
                screen.CarriageReturn();
                break;
            case 'G' or '`':
                screen.ToColumn(number - 1);
                break;
            case 'd':
                screen.ToRow(number - 1);
                break;
            case 'H' or 'f':
                screen.ToRow(number - 1);
                screen.ToColumn(_numbers[1] - 1);
                break;
            case 's':
                screen.Save();
                break;
            case 'u':
                screen.Restore();
                break;
            case 'n' or 'c':
                Answer(letter, number);
                break;
            default:
                Erase(letter, number, times);
                break;
        }
    }

    private void Erase(char letter, int number, int times)
    {
        switch (letter)
        {
            case 'J':
                screen.EraseInScreen(number);
                break;
            case 'K':
                screen.EraseInRow(number);
                break;
            case 'X':
                screen.EraseCells(times);
                break;
            case 'P':
                screen.DeleteCells(times);
                break;
            case '@':
                screen.InsertCells(times);
                break;
            case 'L':
                screen.InsertRows(times);
                break;
            case 'M':
                screen.DeleteRows(times);
                break;
            case 'S':
                screen.ScrollUp(times);
                break;
        }
    }

    private void Answer(char letter, int number)
    {
        if (_answers.Length > LongestAnswers)
        {
            return; // Not needed.
        }

        if (letter == 'c' && number == 0)
        {
            _answers.Append("\e[?61c");
        }
        else if (letter == 'n' && number == 5)
        {
            _answers.Append("\e[0n");
        }
        else if (letter == 'n' && number == 6)
        {
            (int row, int column) = screen.Cursor;
            _answers.Append(CultureInfo.InvariantCulture, $"\e[{row};{column}R");
        }
    }
}
