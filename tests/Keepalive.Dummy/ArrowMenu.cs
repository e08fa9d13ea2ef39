namespace Keepalive.Dummy;

/// <summary>A list as survey has it: seven options a page, made shorter by typing, moved through with arrows, painted again at every key.</summary>
internal sealed class ArrowMenu(TerminalUser user, string question, string[] options)
{
    private const int Page = 7;
    private const char Delete = '\x7f';

    private string _filter = "";
    private int _marked;
    private int _painted;

    private string[] Fitting => [.. options.Where(option => option.Contains(_filter, StringComparison.OrdinalIgnoreCase))];

    internal string Choose()
    {
        while (true)
        {
            Paint();
            switch (user.ReadKey())
            {
                case "\r" or "\n" when _marked < Fitting.Length:
                    string chosen = Fitting[_marked];
                    Erase();
                    user.Write($"\e[1;92m? \e[0m{question}\e[36m {chosen}\e[0m\n");
                    return chosen;
                case "\e[A":
                    _marked = _marked == 0 ? Fitting.Length - 1 : _marked - 1;
                    break;
                case "\e[B":
                    _marked = _marked == Fitting.Length - 1 ? 0 : _marked + 1;
                    break;
                case [Delete]:
                    Filter(_filter.Length == 0 ? "" : _filter[..^1]);
                    break;
                case [>= ' ' and var letter]:
                    Filter(_filter + letter);
                    break;
            }
        }
    }

    private void Filter(string filter)
    {
        _filter = filter;
        _marked = Math.Clamp(_marked, 0, Math.Max(0, Fitting.Length - 1));
    }

    private void Paint()
    {
        Erase();
        int first = Math.Clamp(_marked - (Page / 2), 0, Math.Max(0, Fitting.Length - Page));
        string[] shown = [.. Fitting.Skip(first).Take(Page)];
        string typed = _filter.Length > 0 ? " " + _filter : "";
        user.Write($"\e[1;92m? \e[0m\e[1;99m{question}{typed}\e[0m  \e[36m[Use arrows to move, type to filter]\e[0m\n");
        for (int index = 0; index < shown.Length; index++)
        {
            user.Write(index + first == _marked ? $"\e[1;36m> {shown[index]}\e[0m\n" : $"\e[1;99m  {shown[index]}\e[0m\n");
        }

        _painted = shown.Length + 1;
    }

    private void Erase()
    {
        for (; _painted > 0; _painted--)
        {
            user.Write("\e[1F\e[2K");
        }
    }
}
