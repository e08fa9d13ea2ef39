using System.Globalization;
using System.Security.Cryptography;
using Keepalive.Platform.Processes;

namespace Keepalive.Prompts.Dialogs;

/// <summary>
/// pinentry, which GnuPG brings. All requests are written at once, and its answers are read when it has ended. Source: the manual of pinentry, "Protocol", and
/// of Assuan, "Server responses". It has no lists and no text that is shown.
/// </summary>
/// <param name="program">Its path.</param>
internal sealed class PinentryForm(string program) : IDialogForm
{
    /// <summary>GPG_ERR_NOT_CONFIRMED; the number's upper bits name the program.</summary>
    private const int NotConfirmed = 114;

    /// <summary>GPG_ERR_CANCELED, and GPG_ERR_FULLY_CANCELED of a closed window.</summary>
    private const int Cancelled = 99;

    private const int FullyCancelled = 198;

    /// <summary>GPG_ERR_TIMEOUT.</summary>
    private const int TimedOut = 62;

    /// <summary>An Assuan line has at most 1000 bytes.</summary>
    private const int LongestLine = 900;

    public bool CanAsk(Question question) => question.Kind is QuestionKind.Secret or QuestionKind.OneTimeCode or QuestionKind.Confirmation;

    public ChildCommand Command(Question question)
    {
        bool isYesOrNo = question.Kind == QuestionKind.Confirmation;
        string[] lines =
        [
            "SETTITLE " + DialogText.Title,
            "SETDESC " + Escape(DialogText.Of(question)),
            isYesOrNo ? "SETOK Yes" : "SETOK OK",
            .. isYesOrNo ? (string[])["SETNOTOK No"] : [question.Kind == QuestionKind.Secret ? "SETPROMPT Password:" : "SETPROMPT Code:"],
            "SETCANCEL Cancel",
            "SETTIMEOUT " + ((int)question.Limit.TotalSeconds).ToString(CultureInfo.InvariantCulture),
            isYesOrNo ? "CONFIRM" : "GETPIN",
            "BYE",
        ];
        return new ChildCommand(program, []) { Input = new PipedInput(string.Join('\n', lines) + "\n") };
    }

    public Secret? Read(Question question, ChildOutcome outcome, ReadOnlySpan<byte> errors)
    {
        // The answer to the one request that shows the window: data, or the first error of a person. Some do not know a setting, which does not matter.
        ReadOnlySpan<byte> output = outcome.StandardOutput;
        int answered = 0;
        while (!output.IsEmpty)
        {
            int end = output.IndexOf((byte)'\n');
            ReadOnlySpan<byte> line = (end < 0 ? output : output[..end]).TrimEnd((byte)'\r');
            output = end < 0 ? [] : output[(end + 1)..];
            if (line.StartsWith("D "u8))
            {
                return Data(line[2..]);
            }

            if (line.StartsWith("ERR "u8))
            {
                switch (ErrorCode(line[4..]))
                {
                    case NotConfirmed:
                        return question.Kind == QuestionKind.Confirmation ? Secret.FromText("no") : null;
                    case Cancelled or FullyCancelled or TimedOut:
                        return null;
                }
            }

            answered += line.StartsWith("OK"u8) ? 1 : 0;
        }

        // Its greeting, each setting, the request, BYE: with an OK for all of them, an empty text was typed or "Yes" chosen.
        return answered < Requests(question) ? throw new DialogFailedException("pinentry did not show a window")
            : question.Kind == QuestionKind.Confirmation ? Secret.FromText("yes") : Secret.FromText(string.Empty);
    }

    private int Requests(Question question) => Command(question).Input!.Text!.Count(static character => character == '\n') + 1;

    private static int? ErrorCode(ReadOnlySpan<byte> text)
    {
        int end = text.IndexOf((byte)' ');
        return uint.TryParse(end < 0 ? text : text[..end], NumberStyles.None, CultureInfo.InvariantCulture, out uint number) ? (int)(number & 0xFFFF) : null;
    }

    private static Secret Data(ReadOnlySpan<byte> escaped)
    {
        byte[] value = GC.AllocateArray<byte>(escaped.Length, pinned: true);
        int count = 0;
        for (int index = 0; index < escaped.Length; index++)
        {
            bool isEscape = escaped[index] == '%' && index + 2 < escaped.Length
                && byte.TryParse(escaped.Slice(index + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value[count]);
            if (!isEscape)
            {
                value[count] = escaped[index];
            }

            count++;
            index += isEscape ? 2 : 0;
        }

        var secret = Secret.FromUtf8(value.AsSpan(0, count));
        CryptographicOperations.ZeroMemory(value);
        return secret;
    }

    /// <summary>The text has no percent sign (<see cref="DialogText.Plain"/>). It is cut between characters, never within an escape.</summary>
    private static string Escape(string text)
    {
        string escaped = text.Replace("\n", "%0A", StringComparison.Ordinal);
        while (System.Text.Encoding.UTF8.GetByteCount(escaped) > LongestLine)
        {
            text = text[..^10];
            escaped = text.Replace("\n", "%0A", StringComparison.Ordinal) + "…";
        }

        return escaped;
    }
}
