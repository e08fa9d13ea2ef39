using Keepalive.SingleSignOn.SignIn;

namespace Keepalive.Host.Output;

/// <summary>Tells a sign-in on standard output, at once and flushed: whatever reads along can act on it.</summary>
/// <param name="session">The session's name.</param>
internal sealed class SignInText(string session) : IProgress<SignInProgress>
{
    private readonly SignInGuide _guide = new(session);

    /// <summary>Writes and flushes.</summary>
    public static void Write(string text)
    {
        try
        {
            Console.Out.Write(text);
            Console.Out.Flush();
        }
        catch (IOException)
        {
            // Nobody reads; the sign-in goes on, and its outcome is the exit status.
        }
    }

    public void Report(SignInProgress value)
    {
        if (_guide.Instructions(value) is { } instructions)
        {
            Write(instructions);
        }

        if (_guide.TabProblem(value) is { } problem)
        {
            ErrorOutput.Write(problem, "Open the address above by hand, or name a browser with --browser.");
        }
    }
}
