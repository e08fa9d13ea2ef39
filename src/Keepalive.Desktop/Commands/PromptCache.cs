using System.Diagnostics;

namespace Keepalive.Commands;

/// <summary>
/// The words for a prompt. No process is started for each prompt: the words are kept for ten seconds, and then the companion is asked once. A
/// prompt waits briefly for the answer, and shows nothing without one.
/// </summary>
internal static class PromptCache
{
    private static readonly TimeSpan s_age = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_patience = TimeSpan.FromMilliseconds(300);

    /// <summary>They choose the profile, or are its key.</summary>
    private static readonly string[] s_variables = ["CLAUDE_AWS_PROFILE", "CC_KEEPALIVE_PROFILE", "AWS_PROFILE", "AWS_DEFAULT_PROFILE", "AWS_ACCESS_KEY_ID", "HOME", "AWS_SHARED_CREDENTIALS_FILE", "AWS_CONFIG_FILE"];

    private static readonly object s_lock = new();
    private static string? s_question;
    private static Task<string>? s_answer;
    private static Stopwatch s_since = new();

    /// <summary>After any other cmdlet a session may be another.</summary>
    public static void Clear()
    {
        lock (s_lock)
        {
            s_question = null;
        }
    }

    public static string Read(string? profile, IReadOnlyList<string> programs)
    {
        string question = string.Join("\n", s_variables.Select(Environment.GetEnvironmentVariable).Concat([profile]));
        Task<string> answer;
        lock (s_lock)
        {
            // One that has not come yet is not asked for again.
            if (question != s_question || s_answer is null || (s_answer.IsCompleted && s_since.Elapsed > s_age))
            {
                s_question = question;
                s_answer = Task.Run(() => Ask(profile, programs));
                s_since = Stopwatch.StartNew();
            }

            answer = s_answer;
        }

        return answer.Wait(s_patience) ? answer.Result : string.Empty;
    }

    private static string Ask(string? profile, IReadOnlyList<string> programs)
    {
        try
        {
            var parameters = new CmdletParameters { ["AsPrompt"] = true, ["ProfileName"] = profile };
            return CompanionQuery.Ask("Get-ClaudeAwsSession", parameters, programs).Select(static message => message.Text("value")).OfType<string>().FirstOrDefault() ?? string.Empty;
        }
        catch (CompanionException)
        {
            return string.Empty;
        }
    }
}
