using System.Collections.ObjectModel;
using System.Globalization;
using System.Management.Automation.Host;
using System.Security;
using System.Text;

namespace Keepalive.Commands;

/// <summary>A question of a sign-in, asked through the host of the session. A host that has no person is never asked.</summary>
/// <param name="ui">The host's interface.</param>
/// <param name="question">The question.</param>
internal sealed class HostQuestion(PSHostUserInterface ui, CompanionObject question)
{
    private const string ConsoleHost = "ConsoleHost";

    /// <summary>The host of a runspace that a program has made: it has no interface to a person.</summary>
    private const string DefaultHost = "Default Host";

    /// <summary>More options have no key of one digit.</summary>
    private const int MostKeys = 9;

    private readonly string _words = question.Text("words") ?? string.Empty;
    private readonly string[] _options = question.Texts("options");

    private string Caption => $"{question.Text("tool")}, profile '{question.Text("profile")}'";

    private string Before => string.Join("\n", question.Texts("rows").Where(row => row != _words).Concat(new[] { question.Text("complaint") }.OfType<string>()));

    public static bool CanAsk(PSHost host) =>
        host.UI is not null && host.Name != DefaultHost && !(host.Name == ConsoleHost && (Console.IsInputRedirected || IsNonInteractive()));

    /// <summary>The line that answers; one without an answer where the host has none.</summary>
    public byte[] Ask()
    {
        try
        {
            return question.Text("answer") switch
            {
                "Choice" when _options.Length is > 0 and <= MostKeys => AnswerLine.Choice(Choose()),
                "Choice" => Pick(),
                "Confirmation" => AnswerLine.Secret(ui.PromptForChoice(Caption, _words, [new("&Yes"), new("&No")], defaultChoice: -1) == 0 ? "yes" : "no"),
                var kind => Read(isShown: kind == "Text"),
            };
        }
        catch (Exception exception) when (exception is HostException or InvalidOperationException or NotImplementedException)
        {
            // Hosts without a prompt throw one of these: -NonInteractive, a remote session without an interface, a host that leaves the method out.
            return AnswerLine.None;
        }
    }

    /// <summary>PowerShell has no property for its switch -NonInteractive, which may be shortened.</summary>
    private static bool IsNonInteractive() => Environment.GetCommandLineArgs().Skip(1).Any(static word =>
        word.Length >= 5 && word[0] is '-' or '/' && "noninteractive".StartsWith(word.TrimStart('-', '/'), StringComparison.OrdinalIgnoreCase) && word.TrimStart('-', '/').Length >= 4);

    private int Choose()
    {
        var options = new Collection<ChoiceDescription>();
        foreach (string option in _options)
        {
            options.Add(new ChoiceDescription($"&{(options.Count + 1).ToString(CultureInfo.InvariantCulture)} {option.Replace('&', '+')}", option));
        }

        return ui.PromptForChoice(Caption, _words, options, defaultChoice: -1);
    }

    private byte[] Pick()
    {
        var list = new StringBuilder(Caption);
        for (int index = 0; index < _options.Length; index++)
        {
            list.Append("\n  ").Append(index + 1).Append("  ").Append(_options[index]);
        }

        if (question.Text("cut") is { } cut)
        {
            list.Append('\n').Append(cut);
        }

        WriteLines(list.ToString());
        ui.Write(_words + " ");
        string typed = ui.ReadLine()?.Trim() ?? string.Empty;
        return int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= 1 && number <= _options.Length
            ? AnswerLine.Choice(number - 1)
            : AnswerLine.Secret(typed);
    }

    private byte[] Read(bool isShown)
    {
        WriteLines(Caption);
        ui.Write(_words + " ");
        if (isShown)
        {
            return AnswerLine.Secret(ui.ReadLine() ?? string.Empty);
        }

        using SecureString? typed = ReadHidden();
        return typed is null ? AnswerLine.Secret(string.Empty) : AnswerLine.Secret(typed);
    }

    private void WriteLines(string first) => ui.WriteLine(Before.Length == 0 ? first : $"{first}\n{Before}");

    /// <summary>A host without a console, such as that of a program with windows, has only its dialog for a user and a password.</summary>
    private SecureString? ReadHidden()
    {
        try
        {
            return ui.ReadLineAsSecureString();
        }
        catch (Exception exception) when (exception is NotImplementedException or NotSupportedException)
        {
            return ui.PromptForCredential(Caption, _words, question.Text("profile"), question.Text("tool"))?.Password;
        }
    }
}
