using System.Globalization;
using Keepalive.Sessions;
using Keepalive.Workers;

namespace Keepalive.ClaudeCode.StatusLine;

/// <summary>Our part of the status line: <c>AWS: 3h05m</c>, and what it is cut down to where there is less room.</summary>
internal static class StatusLineText
{
    private const string Prefix = "AWS: ";
    private const string Yellow = "\e[33m";
    private const string Red = "\e[31m";
    private const string Reset = "\e[0m";
    private const int LongestNumber = 8;
    private const int LongestCode = 9;

    /// <summary>The longest form that has room; null when there is nothing to show or no room for any.</summary>
    /// <param name="session">What is known; null when looking failed.</param>
    /// <param name="style">What can be shown.</param>
    /// <param name="room">In columns.</param>
    public static string? Write(SessionSnapshot? session, StatusLineStyle style, int room)
    {
        (string[] forms, string colour) = session switch
        {
            null => (Forms("?"), string.Empty),
            { IsSigningIn: true } => (Forms(SignIn(session, style), "login"), Yellow),
            { HasEnded: true, Hold: { } hold } => ([Prefix + End(session) + ", " + hold.Words, .. Forms(End(session))], Red),
            { HasEnded: true } => (Forms(End(session)), Red),
            { IsAlive: false, Source: null } or { IsAlive: false, Verdict: SessionVerdict.LongLived } => ([], string.Empty),
            { IsAlive: false, KeyLeft: null or { Ticks: <= 0 } } => (Forms("?"), string.Empty),
            _ => (Times(session, style), session.Left <= session.Settings.TimerWarnAhead ? Yellow : string.Empty),
        };
        string? form = forms.FirstOrDefault(text => text.Length <= room);
        return form is null || colour.Length == 0 || !style.HasColour ? form : colour + form + Reset;
    }

    /// <summary>
    /// As cc-aws-keepalive writes it, but minutes beside hours have two digits: <c>3h05m</c>, <c>52m</c>, <c>&lt;1m</c>. From two days on, as in
    /// <see cref="Duration"/>, it is in days and hours: <c>9d23h</c>.
    /// </summary>
    internal static string Time(TimeSpan left) => left switch
    {
        { Ticks: <= 0 } => "EXPIRED",
        { TotalDays: >= 2 } => string.Create(CultureInfo.InvariantCulture, $"{(int)left.TotalDays}d{left.Hours:00}h"),
        { TotalHours: >= 1 } => string.Create(CultureInfo.InvariantCulture, $"{(int)left.TotalHours}h{left.Minutes:00}m"),
        { TotalMinutes: >= 1 } => string.Create(CultureInfo.InvariantCulture, $"{left.Minutes}m"),
        _ => "<1m",
    };

    /// <summary>A key in its last minute has not expired, although no request is sent with it.</summary>
    private static string End(SessionSnapshot session) => session.EndsWithinMinute ? "EXPIRING" : "EXPIRED";

    private static string[] Times(SessionSnapshot session, StatusLineStyle style)
    {
        string? key = session.KeyLeft is { Ticks: > 0 } keyLeft ? Time(keyLeft) : null;
        string? token = session.TokenLeft is { Ticks: > 0 } tokenLeft ? Time(tokenLeft) : null;
        return (key, token) switch
        {
            (null, null) => Forms("renews"),
            (null, _) => Forms("SSO " + token, token!),
            _ when token is null || token == key => Forms(key),
            _ => [Prefix + key + (style.IsUnicode ? " · " : ", ") + "SSO " + token, .. Forms(key)],
        };
    }

    private static string SignIn(SessionSnapshot session, StatusLineStyle style) => session.SignIn! switch
    {
        { Asks: { Length: <= LongestNumber } asks } => VisibleText.Line(asks) + "?",
        { Asks: not null } => "answer?",
        { Number: { } number } => "login " + VisibleText.Line(number.Length <= LongestNumber ? number : number[..LongestNumber]),
        { Flow: SignInFlow.Command, Address: not null } signIn => signIn.UserCode is { Length: <= LongestCode } code ? "login " + VisibleText.Line(code) : "login needs you",
        _ => style.IsUnicode ? "login…" : "login...",
    };

    /// <summary>With the prefix and, where there is no room for it, without.</summary>
    private static string[] Forms(params ReadOnlySpan<string> texts)
    {
        var forms = new string[texts.Length + 1];
        forms[0] = Prefix + texts[0];
        texts.CopyTo(forms.AsSpan(1));
        return forms;
    }
}
