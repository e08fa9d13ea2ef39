using System.Globalization;
using System.Text;

namespace Keepalive.Dummy;

/// <summary>What login tools do at a terminal, each in the way that is hard on whoever drives it.</summary>
internal static class Dialogues
{
    internal static int Run(string[] arguments)
    {
        using TerminalUser user = TerminalUser.Open();
        switch (arguments[0])
        {
            case "ask":
                // ask PROMPT ANSWER: exits with 0 for that answer and 3 for another.
                user.Write(arguments[1]);
                return user.ReadLine() == arguments[2] ? 0 : 3;

            case "ask-and-leave":
                // ask-and-leave PROMPT: nobody answers in time.
                user.Write(arguments[1]);
                Thread.Sleep(TimeSpan.FromSeconds(8));
                user.Write("\nNo answer in time.\n");
                return 3;

            case "ask-counting":
                // ask-counting ANSWER: the question is painted anew each 200 ms, with the seconds that are left.
                using (var painting = new Timer(_ => user.Write($"\rFavourite colour ({(Environment.TickCount64 / 200 % 90) + 10} s left): "), null, 0, 200))
                {
                    return user.ReadLine() == arguments[1] ? 0 : 3;
                }

            case "ask-below-list":
                // ask-below-list COUNT PROMPT ANSWER
                user.Write(string.Concat(Enumerable.Range(0, int.Parse(arguments[1], CultureInfo.InvariantCulture)).Select(number => $"[{number}] thing {number}\n")));
                user.Write(arguments[2]);
                return user.ReadLine() == arguments[3] ? 0 : 3;

            case "ask-secretly":
                // As getpass does: the prompt without a line end, no echo, the line end afterwards.
                using (user.WithoutEcho())
                {
                    user.Write(arguments[1]);
                    bool right = user.ReadLine() == arguments[2];
                    user.Write("\n");
                    return right ? 0 : 3;
                }

            case "login":
                // login USER PASSWORD
                return Login(user, arguments[1], arguments[2]);

            case "write-keys":
                // write-keys NAME PIN FILE: asks for both, and writes keys for the right ones.
                return WriteKeys(user, arguments[1], arguments[2], arguments[3]);

            case "ask-cursor":
                using (user.WithoutEcho())
                {
                    user.Write("here\e[6n");
                    string place = user.ReadUntil('R');
                    user.Write($"\nat {place.Replace("\e", "ESC", StringComparison.Ordinal)}\n");
                    return 0;
                }

            case "ask-where-before":
                // ask-where-before NAME PASSWORD
                return AskWhere(user, "Name: ") == arguments[1] && AskWhere(user, "Password: ") == arguments[2] ? 0 : 3;

            case "tell-variables":
                user.Write(string.Join(' ', arguments[1..].Select(name => Environment.GetEnvironmentVariable(name) ?? "(unset)")) + "\n");
                return 0;

            case "tell-size":
                // Again after each line that is typed; ends with an empty one.
                do
                {
                    user.Write($"{Console.WindowWidth.ToString(CultureInfo.InvariantCulture)}x{Console.WindowHeight.ToString(CultureInfo.InvariantCulture)}\n");
                }
                while (user.ReadLine().Length > 0);
                return 0;

            case "flood":
                // flood BYTES TEXT
                Flood(user, long.Parse(arguments[1], CultureInfo.InvariantCulture), arguments[2]);
                user.Write("\nthe end\n");
                return 0;

            case "login-tool":
                return LoginDialogue.Run(user, arguments[1..]);

            case "spawn-and-say":
                // spawn-and-say FILE VERB TEXT: a grandchild with that verb, then the text, and hangs.
                Descendants.Spawn(arguments[1], arguments[2], thenHang: false);
                user.Write(arguments[3] + "\n");
                Thread.Sleep(Timeout.Infinite);
                return 0;

            case "say-and-die":
                user.Write("Fatal: no network\nPassword: ");
                return 9;

            default:
                return 64;
        }
    }

    /// <summary>
    /// As survey does on a slow machine: it asks twice where the cursor stands before it reads a line. What one read gives behind the
    /// reply is lost, and so is a reply behind an R that was typed.
    /// </summary>
    private static string AskWhere(TerminalUser user, string prompt)
    {
        user.Write(prompt);
        using IDisposable silence = user.WithoutEcho();
        var typed = new StringBuilder();
        for (int question = 0; question < 2; question++)
        {
            user.Write("\e[6n");
            Thread.Sleep(100);
            while (true)
            {
                string some = user.ReadSome();
                string text = some[..(some.IndexOf('R', StringComparison.Ordinal) + 1)];
                int reply = text.LastIndexOf('\e');
                if (reply >= 0)
                {
                    typed.Append(text, 0, reply);
                    break;
                }

                typed.Append(some);
            }
        }

        int end;
        while ((end = typed.ToString().IndexOf('\n', StringComparison.Ordinal)) < 0)
        {
            typed.Append(user.ReadSome());
        }

        user.Write("\n");
        return typed.ToString(0, end);
    }

    private static int WriteKeys(TerminalUser user, string name, string pin, string file)
    {
        user.Write("Name: ");
        bool isRight = user.ReadLine() == name;
        using (user.WithoutEcho())
        {
            user.Write("PIN: ");
            isRight &= user.ReadLine() == pin;
            user.Write("\n");
        }

        if (!isRight)
        {
            return 3;
        }

        File.WriteAllText(file, "[work]\naws_access_key_id=ASIAQAAAAAAAAAAAAAAA\naws_secret_access_key=not/a/real/secret/just/forty/letters1\naws_session_token=t\n");
        return 0;
    }

    private static int Login(TerminalUser user, string name, string password)
    {
        user.Write("\e[1;36mSigning in\e[0m to \e]8;;https://idp.example\e\\idp.example\e]8;;\e\\\n\e[1mUser");
        user.Write("name\e[0m: ");
        if (user.ReadLine() != name)
        {
            return 3;
        }

        using (user.WithoutEcho())
        {
            user.Write("\e[");
            user.Write("1mPass");
            user.Write("word\e[0m: ");
            string typed = user.ReadLine();
            user.Write("\n");
            if (typed != password)
            {
                user.Write("\e[31mInvalid credentials\e[0m\n");
                return 3;
            }
        }

        foreach (char frame in "|/-\\|/-\\")
        {
            user.Write($"\r\e[K{frame} Waiting for approval, number 42");
        }

        user.Write("\r\e[KSigned in as caf\u00e9\n");
        return 0;
    }

    private static void Flood(TerminalUser user, long bytes, string text)
    {
        byte[] chunk = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(text.Replace("\\n", "\n", StringComparison.Ordinal), 64)));
        for (long written = 0; written < bytes; written += chunk.Length)
        {
            user.Write(chunk);
        }
    }
}
