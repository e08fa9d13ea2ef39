using System.Text;
using Keepalive.Configuration;

namespace Keepalive.Host.Output;

/// <summary>Standard error: <c>claude-aws: message</c>, and the advice in a line of its own.</summary>
internal static class ErrorOutput
{
    /// <summary>The ignored parts of our settings, one per line.</summary>
    public static void Write(IReadOnlyList<ConfigurationProblem> problems)
    {
        foreach (ConfigurationProblem problem in problems)
        {
            Write(problem.Sentence);
        }
    }

    public static void Write(string message, string? advice = null)
    {
        // Lines of a log, or of Claude Code's box, stay whole.
        int width = Console.IsErrorRedirected ? int.MaxValue : TerminalDisplay.Width ?? int.MaxValue;
        var text = new StringBuilder();
        Paragraph.Append(text, "claude-aws: ", message, width);
        if (advice is not null)
        {
            Paragraph.Append(text, "  ", advice, width);
        }

        StandardText.ToError(text.ToString());
    }
}
