using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Keepalive.Commands;

/// <summary>
/// Answers Claude Code's hook and status line: the companion reads PowerShell's own standard input, which it inherits, and answers within the time that
/// it has. Nothing is ever an error, which would block a person's prompt.
/// </summary>
internal static class ClientAnswer
{
    /// <summary>Beyond the companion's own limits.</summary>
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(15);

    /// <summary>The text; null for none.</summary>
    public static string? Of(string arguments, IReadOnlyList<string> programs)
    {
        foreach (string program in programs)
        {
            try
            {
                using Process process = Process.Start(CompanionConversation.StartOf(program, arguments, redirectsInput: false))!;
                Task<string> answer = process.StandardOutput.ReadToEndAsync();
                _ = process.StandardError.ReadToEndAsync();
                if (!answer.Wait(s_limit))
                {
                    ProcessTree.Kill(process);
                    return null;
                }

                return answer.Result.TrimEnd('\r', '\n') is { Length: > 0 } text ? text : null;
            }
            catch (Exception exception) when (exception is Win32Exception or AggregateException or InvalidOperationException)
            {
                // The next one, see above.
            }
        }

        return null;
    }

    /// <summary>One word, as Windows and .NET on Unix split a command line.</summary>
    public static string Quoted(string word)
    {
        var quoted = new StringBuilder("\"");
        int slashes = 0;
        foreach (char sign in word)
        {
            slashes = sign == '\\' ? slashes + 1 : slashes;
            if (sign == '"')
            {
                quoted.Append('\\', slashes + 1);
            }

            slashes = sign == '\\' ? slashes : 0;
            quoted.Append(sign);
        }

        return quoted.Append('\\', slashes).Append('"').ToString();
    }
}
