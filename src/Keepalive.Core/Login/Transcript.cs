using System.Globalization;
using System.Text;
using Keepalive.Platform.Files;
using Keepalive.Platform.Terminals;
using Keepalive.Workers;

namespace Keepalive.Login;

/// <summary>
/// The output of a login tool, and the rules that have answered, for the person who corrects a recipe. Secrets are removed before it is written, only the owner can read it,
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
    private readonly List<Entry> _first = [];
    private readonly Queue<Entry> _last = new();
    private long _left;

    /// <summary>Where it is, or will be.</summary>
    public string Path => path;

    /// <summary>The transcript of a profile.</summary>
    public static Transcript Of(SystemEnvironment environment, string profile, Redaction redaction, TimeProvider clock) =>
        new(StatePaths.Of(environment, StatePaths.Transcripts, "for " + WorkerPaths.FileName(profile) + ".txt"), redaction, clock);

    /// <summary>A row that has ended.</summary>
    public void Row(TerminalRow row) => Add("row", row.Number, row.Text);

    /// <summary>A row that waits for an answer.</summary>
    public void Prompt(TerminalRow row) => Add("prompt", row.Number, row.Text);

    /// <summary>Records an action.</summary>
    public void Did(PromptMove move) => Add("did", number: null, move switch
    {
        AnswerMove answer => $"{RecipeWords.Of(answer.Rule.Action)} ({answer.Rule.Name})",
        TellMove tell => $"notify ({tell.Rule?.Name ?? "address"}): {tell.Message}",
        SuccessMove success => $"success ({success.Rule!.Name})",
        FailureMove { Rule: { } rule } failure => $"failure ({rule.Name}): {failure.Code}",
        FailureMove failure => $"failure: {failure.Code}",
        _ => "expiry",
    });

    /// <summary>A person was asked.</summary>
    public void Asked(PersonQuestion asked) => Add("did", number: null, $"ask ({asked.Rule?.Name ?? "no rule"}): {asked.Question.Kind}");

    /// <summary>How it ended.</summary>
    public void End(string words) => Add("end", number: null, words);

    /// <summary>Writes it in the place of the last one; where that can't be done, a login is none the worse for it.</summary>
    /// <param name="heading">Which recipe, and which profile.</param>
    public bool TryWrite(string heading)
    {
        var text = new StringBuilder().Append(Heading).Append(", ").Append(heading).Append('\n');
        Append(text, _first);
        if (_left > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"… {_left} rows are left out\n");
        }

        Append(text, [.. _last]);
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
        var entry = new Entry(clock.GetElapsedTime(_start), kind, number, text.Length > LongestLine ? text[..LongestLine] : text);
        if (_first.Count < FirstLines)
        {
            _first.Add(entry);
            return;
        }

        _last.Enqueue(entry);
        if (_last.Count > LastLines)
        {
            _last.Dequeue();
            _left++;
        }
    }

    /// <summary>Everything at once, at the end: a secret may continue in the next line, or be known only after it was shown.</summary>
    private void Append(StringBuilder text, IReadOnlyList<Entry> entries)
    {
        string[] rows = redaction.Clean([.. entries.Select(static entry => entry.Text)]);
        for (int index = 0; index < rows.Length; index++)
        {
            Entry entry = entries[index];
            text.Append(CultureInfo.InvariantCulture, $"{entry.At.TotalSeconds:0.000} {entry.Kind} {entry.Number}{(entry.Number is null ? string.Empty : " ")}{rows[index]}\n");
        }
    }

    private readonly record struct Entry(TimeSpan At, string Kind, long? Number, string Text);
}
