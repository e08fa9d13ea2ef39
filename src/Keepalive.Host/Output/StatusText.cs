using System.Text;
using Keepalive.Aws.AccessKeys;
using Keepalive.Login;
using Keepalive.Sessions;
using Keepalive.SignIn;
using Keepalive.Workers;

namespace Keepalive.Host.Output;

/// <summary>Sessions as text for a person, no secret among it.</summary>
internal static class StatusText
{
    /// <summary>The word for an expired key in its last minute. It fits into the column of the table.</summary>
    private const string LastMinute = "< 1 min left";

    public static string Details(SessionSnapshot session)
    {
        var lines = new List<(string Name, string Text)>
        {
            ("Profile", session.ChosenBy is null ? Profile(session) : $"{Profile(session)} (chosen by {session.ChosenBy})"),
            ("Credential", $"{session.MaskedAccessKeyId}, from {Source(session)}: {session.Location}"),
            ("Expires", Expiry(session)),
        };
        if (session.ExpiryDoubt is { } doubt)
        {
            lines.Add(("Uncertain", doubt));
        }

        if (session.ClockSkew != TimeSpan.Zero)
        {
            lines.Add(("Clock", $"this machine is {Duration.Format(session.ClockSkew)} {(session.ClockSkew > TimeSpan.Zero ? "behind" : "ahead of")} AWS; the times above use AWS's clock"));
        }

        if (session.Note is { } note)
        {
            lines.Add(("Note", note));
        }

        lines.Add(("Verdict", Verdict(session)));
        var text = new StringBuilder();
        foreach ((string name, string words) in lines)
        {
            // In a pipe a line stays one line.
            Paragraph.Append(text, $"{name,-12}", words, TerminalDisplay.Width ?? int.MaxValue);
        }

        return text.ToString().TrimEnd('\n');
    }

    /// <summary>The colour of the verdict: in the details; the table has none.</summary>
    public static (int Length, Colour Colour) ColourOf(string line) => !line.StartsWith("Verdict     ", StringComparison.Ordinal)
        ? (0, Colour.None)
        : (line.Length, line["Verdict     ".Length..] switch
        {
            "valid" => Colour.Green,
            "expires soon" => Colour.Yellow,
            "expired" or LastMinute or "revoked" or "unusable" => Colour.Red,
            _ => Colour.None,
        });

    /// <summary>How signing in stands; empty where there is nothing to tell.</summary>
    public static string Login(SignInStatus? running, AutoLoginHold? hold, DateTimeOffset now) => string.Join(
        '\n', new[] { running is null ? null : SignIn(running, now), hold is null ? null : $"{"Login",-12}{VisibleText.Line(hold.Sentence)}" }.OfType<string>());

    /// <summary>A running sign-in; a value that a person must copy is alone on its line.</summary>
    private static string SignIn(SignInStatus running, DateTimeOffset now)
    {
        string what = running.Flow == SignInFlow.Command ? "the automatic login runs" : running.Address is null ? "has not reached AWS" : "waits for you";
        var text = new StringBuilder($"{"Sign-in",-12}'{VisibleText.Line(running.Name)}': {what}, for {Duration.Format(now - running.Started)} now");
        if (running.Question is { } question)
        {
            text.Append('\n').Append(VisibleText.Line($"It asks you for {Article.With(running.Asks)}: {question}")).Append("\nTo answer, run: claude-aws answer");
        }

        foreach (string line in new[] { running.Address, running.UserCode, running.Number }.OfType<string>())
        {
            text.Append('\n').Append(VisibleText.Line(line));
        }

        return text.ToString();
    }

    public static string Table(IReadOnlyList<SessionSnapshot> sessions)
    {
        if (sessions.Count == 0)
        {
            return "There are no profiles.";
        }

        int width = Math.Clamp(sessions.Max(session => Profile(session).Length), 7, 32);
        var text = new StringBuilder($"{"Profile".PadRight(width)}  {"Verdict",-12}  {"Left",-11}  {"Source",-18}  Key");
        foreach (SessionSnapshot session in sessions)
        {
            string name = Profile(session);
            name = name.Length > width ? string.Concat(name.AsSpan(0, width - 3), "...") : name;
            text.Append('\n').Append($"{name.PadRight(width)}  {Verdict(session),-12}  {Left(session),-11}  {Source(session),-18}  {session.MaskedAccessKeyId}".TrimEnd());
            if (session.ExpiryDoubt is not null)
            {
                text.Append(" (expiry uncertain)");
            }

            if (session.Hold is { } hold)
            {
                text.Append($" ({hold.Words})");
            }
        }

        return text.ToString();
    }

    private static string Profile(SessionSnapshot session) => VisibleText.Line(session.Profile) ?? "(environment)";

    private static string Expiry(SessionSnapshot session) => session switch
    {
        { Expires: { } expires, Remaining: { } left } when left > TimeSpan.Zero =>
            $"{Timestamp.Format(expires)}, in {Duration.Format(left)} ({session.ExpirySource})",
        { Expires: { } expires, Remaining: { } left } => $"{Timestamp.Format(expires)}, {Duration.Format(left)} ago ({session.ExpirySource})",
        { Verdict: SessionVerdict.LongLived } => "never",
        _ => "unknown: no expiry was found for these keys",
    };

    private static string Left(SessionSnapshot session) => session.Remaining switch
    {
        null => string.Empty,
        { } left when left <= TimeSpan.Zero => "none",
        { } left => Duration.Format(left),
    };

    private static string Source(SessionSnapshot session) => session.Source is { } kind ? CredentialSources.Of(kind).ShortName : string.Empty;

    private static string Verdict(SessionSnapshot session) => session.Verdict switch
    {
        SessionVerdict.Valid => "valid",
        SessionVerdict.EndsSoon => "expires soon",
        SessionVerdict.Expired when session.EndsWithinMinute => LastMinute,
        SessionVerdict.Expired => "expired",
        SessionVerdict.LongLived => "long-lived",
        SessionVerdict.NotAsked => "not asked",
        SessionVerdict.Unusable => "unusable",
        SessionVerdict.Revoked => "revoked",
        _ => "unknown",
    };
}
