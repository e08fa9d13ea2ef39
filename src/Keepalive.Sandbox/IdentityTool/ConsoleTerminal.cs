namespace Keepalive.Sandbox.IdentityTool;

/// <summary>The console of Windows.</summary>
internal sealed class ConsoleTerminal : IToolTerminal
{
    public void Write(string text) => Console.Out.Write(text);

    public string ReadLine() => Console.ReadLine() ?? string.Empty;

    public string ReadSecret(string prompt)
    {
        Write(prompt);
        var typed = new System.Text.StringBuilder();
        while (Console.ReadKey(intercept: true) is { Key: not ConsoleKey.Enter } key)
        {
            typed.Append(key.KeyChar);
        }

        Write("\n");
        return typed.ToString();
    }

    public void Dispose()
    {
    }
}
