using System.Globalization;
using System.Text;
using Keepalive.Configuration;
using Keepalive.Files;
using Keepalive.SingleSignOn.SignIn;
using Keepalive.Terminals;

namespace Keepalive.Login;

/// <summary>
/// What a login tool has shown, and which rules have answered: for whoever has to mend a recipe. Redacted before it is written, the owner's alone,
/// bounded, and the last run of a profile only.
/// </summary>
/// <param name="path">The file.</param>
/// <param name="redaction">What must not be in it.</param>
/// <param name="clock">The time.</param>
internal sealed class Transcript(string path, Redaction redaction, TimeProvider clock)
{
    /// <summary>The first words of the file.</summary>
    public const string Heading = "claude-aws transcript 1";

    /// <summary>The first and the last lines tell most.</summary>
    private const int FirstLines = 200;
    private const int LastLines = 800;
    private const int LongestLine = 500;

    private readonly long _start = clock.GetTimestamp();
    private readonly List<string> _first = [];
    private readonly Queue<string> _last = new();
    private long _left;

    /// <summary>Where it is, or will be.</summary>
    public string Path => path;

    /// <summary>The transcript of a profile.</summary>
    public static Transcript Of(SystemEnvironment environment, string profile, Redaction redaction, TimeProvider clock) =>
        new(environment.Combine(StateFolder.Locate(environment), "transcripts", "for " + SignInPlace.FileName(profile) + ".txt"), redaction, clock);

    /// <summary>A row that has ended.</summary>
    public void Row(TerminalRow row) => Add("row", row.Number, row.Text);

    /// <summary>A row that waits for an answer.</summary>
    public void Prompt(TerminalRow row) => Add("prompt", row.Number, row.Text);

    /// <summary>What was done.</summary>
    public void Did(PromptMove move) => Add("did", number: null, move switch
    {
        AnswerMove answer => $"{RecipeWords.Of(answer.Rule.Action)} ({answer.Rule.Name})",
        TellMove tell => $"notify ({tell.Rule!.Name}): {tell.Message}",
        SuccessMove success => $"success ({success.Rule!.Name})",
        FailureMove { Rule: { } rule } failure => $"failure ({rule.Name}): {failure.Code}",
        FailureMove failure => $"failure: {failure.Code}",
        _ => "expiry",
    });

    /// <summary>How it ended.</summary>
    public void End(string words) => Add("end", number: null, words);

    /// <summary>Writes it in the place of the last one; where that can't be done, a login is none the worse for it.</summary>
    /// <param name="heading">Which recipe, and which profile.</param>
    public bool TryWrite(string heading)
    {
        var text = new StringBuilder().Append(Heading).Append(", ").Append(heading).Append('\n');
        text.AppendJoin('\n', _first.Append(_left > 0 ? $"… {_left} rows are left out" : null).Concat(_last).OfType<string>()).Append('\n');
        try
        {
            AtomicFile.Write(path, Encoding.UTF8.GetBytes(text.ToString()), survivesPowerLoss: false);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private void Add(string kind, long? number, string text)
    {
        string cleaned = redaction.Clean(text.Length > LongestLine ? text[..LongestLine] : text);
        string line = string.Create(CultureInfo.InvariantCulture, $"{clock.GetElapsedTime(_start).TotalSeconds:0.000} {kind} {number}{(number is null ? string.Empty : " ")}{cleaned}");
        if (_first.Count < FirstLines)
        {
            _first.Add(line);
            return;
        }

        _last.Enqueue(line);
        if (_last.Count > LastLines)
        {
            _last.Dequeue();
            _left++;
        }
    }
}
