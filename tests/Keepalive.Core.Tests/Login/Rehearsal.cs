using System.Text;
using Keepalive.Login;
using Keepalive.Platform.Terminals;

namespace Keepalive.Core.Tests.Login;

/// <summary>What a tool prints, byte by byte through a terminal's text, and what the rules make of it.</summary>
internal sealed class Rehearsal(string recipe)
{
    private readonly TerminalText _text = new(TerminalSize.Default);
    private readonly PromptMatcher _matcher = new(new RecipeBook(document: null, "").Find(recipe), new RecipeValues("work", "me@example.com", "Admin"));

    public List<PromptMove> Moves { get; } = [];

    /// <summary>The rules that fired, by name.</summary>
    public IEnumerable<string> Rules => Moves.Select(move => move.Rule?.Name ?? move.GetType().Name);

    public string? Failure => Moves.OfType<FailureMove>().FirstOrDefault()?.Code;

    public static Rehearsal Of(string recipe, params string[] pieces)
    {
        var rehearsal = new Rehearsal(recipe);
        foreach (string piece in pieces)
        {
            rehearsal.Print(piece);
        }

        return rehearsal;
    }

    public void Print(string piece)
    {
        // Byte by byte: a prompt may be split anywhere.
        foreach (byte value in Encoding.UTF8.GetBytes(piece))
        {
            _text.Append([value]);
            Moves.AddRange(_matcher.Look(_text.Tail, _text.TakeCompletedRows()));
        }
    }

    public Rehearsal End()
    {
        Moves.AddRange(_matcher.LookAtEnd(_text.Tail));
        return this;
    }
}
