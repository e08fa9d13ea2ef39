namespace Keepalive.Platform.Terminals;

/// <summary>
/// A program in a hidden terminal: for the program it looks like a terminal with a person. Disposing of it ends the program and all
/// that it started.
/// </summary>
internal interface IPseudoTerminal : IAsyncDisposable
{
    /// <summary>The program's process id.</summary>
    int ProcessId { get; }

    /// <summary>
    /// What the program shows. It ends soon after the program, also if something that the program left behind still has
    /// the terminal open. A program waits if its output is not read.
    /// </summary>
    Stream Output { get; }

    /// <summary>
    /// What the program is typed. Enter is a carriage return, as on a keyboard: it works in every mode a program may choose. A write is complete when the terminal has taken it, which is before the program has read it.
    /// </summary>
    /// <exception cref="IOException">The terminal is gone, or its program has read nothing for seconds.</exception>
    Stream Input { get; }

    /// <summary>Complete when the program has ended and what it left behind is gone as well. Never fails.</summary>
    Task<TerminalExit> Exited { get; }

    /// <summary>Whether typed text is not shown now; <see langword="null"/> if it is unknown (Windows).</summary>
    bool? IsEchoOff();

    /// <summary>Whether the program has not yet read all typed text; <see langword="null"/> if it is unknown (Windows).</summary>
    bool? HasUnreadInput();

    /// <summary>Tells the program that its terminal has another size.</summary>
    void Resize(TerminalSize size);

    /// <summary>Ends the program and all that descends from it. Complete when they are gone, at the latest after about 4 s.</summary>
    Task EndAsync();
}
