using System.Globalization;
using System.Text;
using Keepalive.Configuration;
using Keepalive.Platform.Files;
using Keepalive.Platform.Terminals;

namespace Keepalive.Login;

/// <summary>A rule that would fire in a recorded run, or a prompt that none knows.</summary>
/// <param name="Row">The row as it was shown.</param>
/// <param name="Rule">The rule; null when none knows the row.</param>
/// <param name="Action">What it would do, in words.</param>
public sealed record RehearsedStep(string Row, string? Rule, string Action);

/// <summary>
/// Tests a recipe on a recorded run, types nothing and starts nothing: a transcript of Keepalive or any terminal recording, with escape
/// sequences and all.
/// </summary>
public static class RecordedTranscript
{
    private const int MaximumLength = 8 * 1024 * 1024;

    /// <summary>The steps that would have been done, in order.</summary>
    /// <param name="file">The recorded run.</param>
    /// <param name="recipe">The recipe's name; null for the one that the transcript names.</param>
    /// <param name="environment">The variables and the platform.</param>
    /// <param name="clock">Tells the age of the last change.</param>
    /// <exception cref="KeepaliveException">TranscriptUnreadable, RecipeNotFound, RecipeInvalid, ConfigurationInvalid.</exception>
    public static IReadOnlyList<RehearsedStep> Replay(string file, string? recipe, SystemEnvironment environment, TimeProvider clock)
    {
        byte[] content = Read(file, clock);
        string[] lines = Encoding.UTF8.GetString(content).Split('\n');
        string heading = lines[0].TrimEnd('\r');
        bool isOurs = heading.StartsWith(Transcript.Heading, StringComparison.Ordinal);
        KeepaliveConfiguration settings = ConfigurationFile.Read(environment, clock);
        string name = recipe ?? (isOurs ? RecipeOf(heading) : settings.Recipe) ?? RecipeBook.Usual;
        var values = new RecipeValues("work", settings.LoginUser ?? "user", settings.LoginRole ?? "role");
        var rehearsal = new Rehearsal(new PromptMatcher(RecipeBook.Open(environment, clock).Find(name), values));
        if (isOurs)
        {
            rehearsal.ReadOurs(lines);
        }
        else
        {
            rehearsal.ReadTerminal(content);
        }

        return rehearsal.Steps;
    }

    private static byte[] Read(string file, TimeProvider clock)
    {
        try
        {
            FileSnapshot snapshot = FileSnapshot.Read(file, MaximumLength, clock);
            return snapshot.Exists ? snapshot.Content.ToArray() : throw new FileNotFoundException("the file does not exist");
        }
        catch (FileNotFoundException exception)
        {
            throw KeepaliveErrors.TranscriptUnreadable(file, exception.Message, exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw KeepaliveErrors.TranscriptUnreadable(file, FileFault.Describe(file, exception), exception);
        }
    }

    private static string? RecipeOf(string heading) =>
        heading.Split(", ").FirstOrDefault(part => part.StartsWith("recipe ", StringComparison.Ordinal))?["recipe ".Length..];

    private sealed class Rehearsal(PromptMatcher matcher)
    {
        public List<RehearsedStep> Steps { get; } = [];

        public void ReadOurs(string[] lines)
        {
            foreach (string line in lines.Skip(1))
            {
                if (line.TrimEnd('\r').Split(' ', 4) is not [_, var kind, var number, var text] || kind is not ("row" or "prompt")
                    || !long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out long row))
                {
                    continue;
                }

                var shown = new TerminalRow(row, text);
                if (kind == "row")
                {
                    Look(new TerminalRow(row + 1, string.Empty), [shown]);
                }
                else
                {
                    Look(shown, []);
                    if (!matcher.Knows(shown))
                    {
                        Steps.Add(new RehearsedStep(text, null, "no rule matches this"));
                    }
                }
            }
        }

        public void ReadTerminal(byte[] content)
        {
            var screen = new TerminalText(TerminalSize.Default);

            // Byte by byte, since nothing tells where the tool waited.
            for (int index = 0; index < content.Length; index++)
            {
                if (content[index] == (byte)'\n' && (index == 0 || content[index - 1] != (byte)'\r'))
                {
                    screen.Append("\r"u8);
                }

                screen.Append(content.AsSpan(index, 1));
                Look(screen.Tail, screen.TakeCompletedRows());
            }

            Add(matcher.LookAtEnd(screen.Tail), screen.Tail.Text);
            if (!matcher.Knows(screen.Tail))
            {
                Steps.Add(new RehearsedStep(screen.Tail.Text, null, "no rule matches this"));
            }
        }

        private void Look(TerminalRow tail, IReadOnlyList<TerminalRow> completed) =>
            Add(matcher.Look(tail, completed), completed is [.., var last] ? last.Text : tail.Text);

        private void Add(IReadOnlyList<PromptMove> moves, string row)
        {
            foreach (PromptMove move in moves)
            {
                Steps.Add(new RehearsedStep(row, move.Rule?.Name, move switch
                {
                    AnswerMove answer => RecipeWords.Of(answer.Rule.Action),
                    TellMove { Address: { } address } tell => $"notify: {address}{(tell.UserCode is { } code ? $", code {code}" : string.Empty)}",
                    TellMove tell => $"notify: {tell.Message}",
                    SuccessMove => "success",
                    FailureMove failure => $"failure: {failure.Code}",
                    _ => "the expiry of the key",
                }));
            }
        }
    }
}
