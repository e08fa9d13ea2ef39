using System.Globalization;
using System.Text;
using Keepalive.Prompts;
using Keepalive.Secrets;

namespace Keepalive.Host.Output;

/// <summary>Asks at the terminal of this process, on standard error. Nothing of a password or a code is shown, not even its length.</summary>
internal sealed class TerminalPrompt : IPersonPrompt
{
    /// <summary>Between two looks for a key, so that a question that was answered elsewhere is withdrawn.</summary>
    private static readonly TimeSpan BetweenKeys = TimeSpan.FromMilliseconds(20);

    private string? _shown;

    /// <summary>The prompt; null where no person types at this process.</summary>
    public static TerminalPrompt? Find() => Console.IsInputRedirected || Console.IsErrorRedirected ? null : new TerminalPrompt();

    public Task<Secret> AskAsync(Question question, CancellationToken cancellationToken) => Task.Run(() => Ask(question, cancellationToken), cancellationToken);

    public void Show(Question? notice)
    {
        string? words = notice switch
        {
            null => null,
            { Kind: QuestionKind.OpenAddress, Address: { } address } => $"Open {address.AbsoluteUri}{(notice.Code is { } code ? $" and enter the code {code}" : string.Empty)}.",
            { Code: { } number } => $"Choose {number} on your other device.",
            _ => notice.Words,
        };
        if (words is not null && words != _shown)
        {
            StandardText.ToError(VisibleText.Line(words) + "\n");
        }

        _shown = words;
    }

    private static Secret Ask(Question question, CancellationToken cancellationToken)
    {
        // Testing for a key turns off the terminal's echo until we end: before the prompt, because the person may type at once.
        _ = Console.KeyAvailable;
        WriteLines(question);
        while (true)
        {
            StandardText.ToError($"{VisibleText.Line(question.Words)} ");
            Secret typed = Read(isShown: question.Kind is not (QuestionKind.Secret or QuestionKind.OneTimeCode), question, cancellationToken);
            if (Answer(question, typed) is { } answer)
            {
                return answer;
            }

            StandardText.ToError(question.Kind == QuestionKind.Choice ? "Type the number of an option.\n" : question.Kind == QuestionKind.Confirmation ? "Type yes or no.\n" : "The answer is empty.\n");
        }
    }

    private static void WriteLines(Question question)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{VisibleText.Line(question.Tool)} asks you for {Article.With(question.Noun)}, to sign in to profile '{VisibleText.Line(question.Profile)}'. Escape clears the line, Ctrl+D declines.");
        foreach (string row in question.Rows.Where(row => row != question.Words))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"    {VisibleText.Line(row)}");
        }

        for (int index = 0; index < question.Options.Count; index++)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  {index + 1}  {VisibleText.Line(question.Options[index])}");
        }

        if (question.CutWords is { } cut)
        {
            text.AppendLine(cut);
        }

        if (question.Complaint is { } complaint)
        {
            text.AppendLine(VisibleText.Line(complaint));
        }

        StandardText.ToError(text.ToString().ReplaceLineEndings("\n"));
    }

    /// <summary>The answer in the form of the question's kind; null if it does not fit.</summary>
    private static Secret? Answer(Question question, Secret typed)
    {
        if (question.Kind is QuestionKind.Secret or QuestionKind.OneTimeCode or QuestionKind.Text)
        {
            return typed.Utf8.IsEmpty && question.Kind != QuestionKind.Text ? Dispose(typed) : typed;
        }

        string text = Encoding.UTF8.GetString(typed.Utf8).Trim();
        typed.Dispose();
        string? found = question.Kind == QuestionKind.Confirmation
            ? text.ToUpperInvariant() switch { "Y" or "YES" => "yes", "N" or "NO" => "no", _ => null }
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= 1 && number <= question.Options.Count
                ? question.Options[number - 1]
                : question.Options.FirstOrDefault(option => option == text);
        return found is null ? null : Secret.FromText(found);
    }

    private static Secret? Dispose(Secret secret)
    {
        secret.Dispose();
        return null;
    }

    private static Secret Read(bool isShown, Question question, CancellationToken cancellationToken)
    {
        using var input = new SecretInput();
        while (true)
        {
            while (!Console.KeyAvailable)
            {
                if (cancellationToken.WaitHandle.WaitOne(BetweenKeys))
                {
                    StandardText.ToError("\n");
                    cancellationToken.ThrowIfCancellationRequested();
                }
            }

            ConsoleKeyInfo key = Console.ReadKey(intercept: true);
            switch (key.Key)
            {
                case ConsoleKey.Enter:
                    StandardText.ToError("\n");
                    return input.ToSecret();
                case ConsoleKey.D when key.Modifiers == ConsoleModifiers.Control:
                    StandardText.ToError("\n");
                    throw KeepaliveErrors.Declined(question.Profile, question.Tool, question.Words);
                case ConsoleKey.Backspace:
                    input.Backspace();
                    Erase(isShown, 1);
                    break;
                case ConsoleKey.Escape:
                case ConsoleKey.U when key.Modifiers == ConsoleModifiers.Control:
                    Erase(isShown, input.Count);
                    input.Clear();
                    break;
                default:
                    if (key.KeyChar >= ' ' && input.Append(key.KeyChar) && isShown)
                    {
                        StandardText.ToError(key.KeyChar.ToString());
                    }

                    break;
            }
        }
    }

    private static void Erase(bool isShown, int count)
    {
        if (isShown)
        {
            StandardText.ToError(string.Concat(Enumerable.Repeat("\b \b", count)));
        }
    }
}
