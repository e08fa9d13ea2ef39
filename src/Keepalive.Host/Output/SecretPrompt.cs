using Keepalive.Secrets;

namespace Keepalive.Host.Output;

/// <summary>Asks at the terminal, on standard error, and shows nothing of what is typed: not even how long it is.</summary>
internal static class SecretPrompt
{
    /// <summary>The reason why no prompt is possible, or null.</summary>
    public static string? Obstacle => Console.IsInputRedirected ? "there is no terminal for the prompt." : null;

    /// <summary>Enter ends it, Backspace takes one character back, Escape and Ctrl+U all of them.</summary>
    public static Secret Ask(SecretName name)
    {
        // Testing for a key turns off the terminal's echo until we end: before the prompt, because the person may type at once.
        _ = Console.KeyAvailable;
        StandardText.ToError($"The {name}: ");
        using var input = new SecretInput();
        while (true)
        {
            ConsoleKeyInfo key = Console.ReadKey(intercept: true);
            switch (key.Key)
            {
                case ConsoleKey.Enter:
                    StandardText.ToError("\n");
                    return input.ToSecret();
                case ConsoleKey.Backspace:
                    input.Backspace();
                    break;
                case ConsoleKey.Escape:
                case ConsoleKey.U when key.Modifiers == ConsoleModifiers.Control:
                    input.Clear();
                    break;
                default:
                    if (key.KeyChar >= ' ')
                    {
                        _ = input.Append(key.KeyChar);
                    }

                    break;
            }
        }
    }
}
