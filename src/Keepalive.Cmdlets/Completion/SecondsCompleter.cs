using System.Collections;
using System.Globalization;

namespace Keepalive.Commands;

/// <summary>Completes a time with usual numbers of seconds.</summary>
public sealed class SecondsCompleter : ListCompleter
{
    private static readonly (int Seconds, string Words)[] s_usual =
        [(15, "15 seconds"), (30, "30 seconds"), (60, "1 minute"), (300, "5 minutes"), (600, "10 minutes"), (900, "15 minutes"), (1800, "30 minutes"), (3600, "1 hour")];

    private protected override IEnumerable<Suggestion> Suggest(IDictionary? bound) =>
        s_usual.Select(static time => Number(time.Seconds, time.Words));

    private static Suggestion Number(int seconds, string words)
    {
        string text = seconds.ToString(CultureInfo.InvariantCulture);
        return new(text, words, text);
    }
}
