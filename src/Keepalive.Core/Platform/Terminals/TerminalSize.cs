namespace Keepalive.Platform.Terminals;

/// <summary>How much a terminal shows.</summary>
/// <param name="Columns">Characters in a row, 1 to 32767.</param>
/// <param name="Rows">Rows, 1 to 32767.</param>
internal readonly record struct TerminalSize(int Columns, int Rows)
{
    /// <summary>Wide, so that a long prompt stays in one row.</summary>
    internal static TerminalSize Default { get; } = new(200, 50);
}
