using System.Text;
using Keepalive.Diagnostics.Explanation;

namespace Keepalive.Host.Output;

/// <summary>An explanation for a person: topic by topic, what counts, what was passed over, and where it stands; the whole in one sentence last.</summary>
internal static class ExplanationText
{
    public static string Of(CredentialExplanation explanation, SystemEnvironment environment)
    {
        var text = new StringBuilder();
        foreach (IGrouping<ExplanationTopic, ExplanationStep> topic in explanation.Steps.GroupBy(step => step.Topic))
        {
            text.Append(Heading(topic.Key)).Append('\n');
            foreach (ExplanationStep step in topic)
            {
                string place = step.File is null ? string.Empty : $" ({Brief(step.File, environment)}{(step.Line is { } line ? $", line {line}" : string.Empty)})";
                Paragraph.Append(text, $"  {Sign(step.Mark)} ", step.Text + place);
            }

            text.Append('\n');
        }

        Paragraph.Append(text, string.Empty, explanation.Sentence);
        return text.ToString().TrimEnd('\n');
    }

    private static string Heading(ExplanationTopic topic) => topic switch
    {
        ExplanationTopic.SignIn => "Sign-in",
        ExplanationTopic.ClaudeCode => "Claude Code",
        _ => topic.ToString(),
    };

    private static char Sign(ExplanationMark mark) => mark switch
    {
        ExplanationMark.Counts => '+',
        ExplanationMark.PassedOver => '-',
        ExplanationMark.Trouble => '!',
        _ => ' ',
    };

    /// <summary>The path as a person writes it.</summary>
    private static string Brief(string path, SystemEnvironment environment) =>
        environment.Home is { Length: > 1 } home && path.StartsWith(home, StringComparison.Ordinal) ? "~" + path[home.Length..] : path;
}
