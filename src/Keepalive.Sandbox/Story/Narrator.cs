namespace Keepalive.Sandbox.Story;

/// <summary>Tells each step in one line, and whether it held.</summary>
internal sealed class Narrator(TextWriter output)
{
    private int _step;

    public bool AllHeld { get; private set; } = true;

    public void Title(string text) => output.WriteLine(text);

    public void Step(string text, bool held, string? otherwise = null)
    {
        _step++;
        AllHeld &= held;
        output.WriteLine($"  {(held ? "ok    " : "FAILED")} {_step,2}. {text}");
        if (!held && otherwise is not null)
        {
            output.WriteLine($"             {otherwise}");
        }
    }

    public void End() => output.WriteLine(AllHeld ? $"All {_step} steps succeeded." : "A step failed.");
}
