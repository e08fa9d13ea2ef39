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

    public static void Write(string message, string? advice = null) =>
        StandardText.ToError(advice is null ? $"claude-aws: {VisibleText.Line(message)}\n" : $"claude-aws: {VisibleText.Line(message)}\n  {VisibleText.Line(advice)}\n");
}
