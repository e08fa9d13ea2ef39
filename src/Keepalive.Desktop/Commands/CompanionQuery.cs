using System.Diagnostics;

namespace Keepalive.Commands;

/// <summary>A request whose answer is only data: for a prompt, or during typing.</summary>
internal static class CompanionQuery
{
    /// <summary>The callers wait for the query for a much shorter time.</summary>
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(5);

    /// <summary>The messages with a value; those that came until the limit.</summary>
    /// <exception cref="CompanionException">There is no companion.</exception>
    public static IReadOnlyList<CompanionObject> Ask(string cmdlet, CmdletParameters parameters, IReadOnlyList<string> programs)
    {
        var answers = new List<CompanionObject>();
        var watch = Stopwatch.StartNew();
        using var conversation = CompanionConversation.Start(programs, parameters.ToRequest(cmdlet, []));
        while (!conversation.HasEnded && s_limit - watch.Elapsed is { Ticks: > 0 } left)
        {
            if (conversation.Take(left) is { } message && message.Names.Contains("value"))
            {
                answers.Add(message);
            }
        }

        return answers;
    }
}
