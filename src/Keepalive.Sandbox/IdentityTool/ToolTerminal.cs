namespace Keepalive.Sandbox.IdentityTool;

/// <summary>How a tool asks: the terminal it sits at.</summary>
internal interface IToolTerminal : IDisposable
{
    void Write(string text);

    /// <summary>A line that is shown as it is typed.</summary>
    string ReadLine();

    /// <summary>A line that is not.</summary>
    string ReadSecret(string prompt);
}

/// <summary>The two ways of the real tools.</summary>
internal static class ToolTerminal
{
    /// <summary>Standard input and output, as the tools in Go do it.</summary>
    public const string Streams = "streams";

    /// <summary>Python's getpass: the terminal itself, whatever standard input and output are.</summary>
    public const string Getpass = "getpass";

    /// <summary>On Windows both come to the same: keys of the console, one by one.</summary>
    public static IToolTerminal Open(string way) =>
        OperatingSystem.IsWindows() ? new ConsoleTerminal() : UnixTerminal.Open(isGetpass: way == Getpass);
}
