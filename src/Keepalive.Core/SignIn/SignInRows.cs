using Keepalive.Workers;

namespace Keepalive.SignIn;

/// <summary>
/// A sign-in as lines of Claude Code's Sign-in box, which shows each write as one line (writes at the same time also as one)
/// and wraps long lines: text that a person must copy is alone on its line, and an address that would be torn by wrapping is
/// not shown.
/// </summary>
/// <param name="write">Writes one row, at once.</param>
/// <param name="clock">The time.</param>
/// <param name="wait">Waits between two rows; the thread when it is not given.</param>
public sealed class SignInRows(Action<string> write, TimeProvider clock, Action<TimeSpan>? wait = null) : IProgress<SignInProgress>
{
    private static readonly TimeSpan BetweenRows = TimeSpan.FromSeconds(15);

    /// <summary>As long as the client needs to read one write before the next one comes.</summary>
    private static readonly TimeSpan BetweenWrites = TimeSpan.FromMilliseconds(80);

    private readonly Action<TimeSpan> _wait = wait ?? Thread.Sleep;

    /// <summary>The length of an address that a narrow terminal shows in two lines, which a double click can select.</summary>
    private const int LongestAddress = 120;

    /// <summary>A longer text is already a sentence for the person.</summary>
    private const int LongestNumber = 10;

    private (string Address, string? Code)? _page;
    private string? _number;
    private string? _question;
    private BrowserTab _tab;
    private bool _hasBegun;
    private long? _lastRow;

    /// <inheritdoc/>
    public void Report(SignInProgress value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (value.Flow == SignInFlow.Command)
        {
            Begin("Automatic login is running. If a step needs you, it is shown here.");
        }

        if (value.Question != _question)
        {
            _question = value.Question;
            if (_question is not null)
            {
                ShowQuestion(value);
            }
        }

        // The page was promised: the person must know at once that it does not come.
        if (_question is not null && _tab != value.Tab && value.Tab == BrowserTab.Failed)
        {
            Row(value.TabProblem ?? "No browser could be opened.");
            ShowQuestion(value);
        }

        _tab = value.Tab;
        if (value.Number is { } number && number != _number)
        {
            _number = number;
            ShowNumber(number);
        }

        if (value.Address is { } address && (address, value.UserCode) != _page)
        {
            _page = (address, value.UserCode);
            Show(value, address);
        }

        if (_hasBegun && clock.GetElapsedTime(_lastRow ?? 0) >= BetweenRows)
        {
            TellAgain(value);
        }
    }

    /// <summary>The box shows the last five rows alone: what a person has to copy goes with the time, or it would be pushed out.</summary>
    private void TellAgain(SignInProgress value)
    {
        if (_question is not null)
        {
            ShowQuestion(value);
            Row(Waiting(value));
            return;
        }

        if (_number is { } number)
        {
            ShowNumber(number);
        }

        if (_page is { } page)
        {
            Show(value, page.Address);
        }
        else
        {
            Row(Waiting(value));
        }
    }

    /// <summary>The box takes no answer: the page does, or a command of the person.</summary>
    private void ShowQuestion(SignInProgress value)
    {
        Row($"{(value.Flow == SignInFlow.Command ? "The login tool" : "The sign-in")} asks you for {Article.With(value.Asks)}:");
        Row(value.Question ?? string.Empty);
        Row(value.Tab == BrowserTab.Opened ? "Answer on the page that opens in your browser. If no page opens, type ! claude-aws answer, then press Enter and Esc." : "To answer, type ! claude-aws answer, then press Enter and Esc.");
    }

    private void ShowNumber(string number)
    {
        if (number.Length <= LongestNumber)
        {
            Row("Choose this number on your other device:");
        }

        Row(number);
    }

    private void Show(SignInProgress value, string address)
    {
        // A login tool's own address stands nowhere else: it is shown whole, however long it is.
        bool isShort = value.Flow == SignInFlow.Command || address.Length <= LongestAddress;
        bool hasTab = value.Tab is BrowserTab.Opened or BrowserTab.NotYet;
        Row((hasTab, isShort) switch
        {
            (true, true) => "Approve in the browser tab that opens. If no tab opens, open this address:",
            (true, false) => "Approve in the browser tab that opens. If no tab opens, get the address with: ! claude-aws login",
            (false, true) => value.Tab == BrowserTab.OpenedBefore ? "Approve in the browser tab that was opened a few minutes ago, or open this address:" : "Open this address in a browser:",
            (false, false) when value.Flow == SignInFlow.PastedCode => "Sign in with a browser on any machine, and enter the code from the page. Get the address with: ! claude-aws login",
            (false, false) => "Approve in a browser on this machine. Get the address with: ! claude-aws login",
        });
        if (isShort)
        {
            Row(address);
        }

        if (value.UserCode is { } code)
        {
            Row("and compare or enter this code:");
            Row(code);
        }

        Row(Waiting(value));
        _hasBegun = true;
    }

    private void Begin(string text)
    {
        if (!_hasBegun)
        {
            _hasBegun = true;
            Row(text);
        }
    }

    private void Row(string text)
    {
        if (_lastRow is { } last && clock.GetElapsedTime(last) < BetweenWrites)
        {
            _wait(BetweenWrites);
        }

        write(VisibleText.Line(text));
        _lastRow = clock.GetTimestamp();
    }

    /// <summary>How long a login tool waits is its own affair.</summary>
    private static string Waiting(SignInProgress value) => value.Flow == SignInFlow.Command
        ? $"{(value.Question is not null ? "Waiting for your answer" : value.Address is null ? "Still signing in" : "Waiting for your approval")} ({Duration.Format(WorkerRunner.Limit - value.TimeLeft)} so far)."
        : $"Waiting for approval in the browser, {Minutes(value.TimeLeft)} left.";

    /// <summary>Whole minutes, rounded, until the last one.</summary>
    private static string Minutes(TimeSpan left) => left < TimeSpan.FromMinutes(1) ? $"{(int)left.TotalSeconds} s" : $"{Math.Round(left.TotalMinutes):0} min";
}
