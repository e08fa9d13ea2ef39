using Keepalive.SignIn;
using Keepalive.Workers;

namespace Keepalive.Host.Output;

/// <summary>Tells a sign-in on standard output, at once and flushed: whatever reads along can act on it.</summary>
/// <param name="session">The session's name.</param>
internal sealed class SignInText(string session) : IProgress<SignInProgress>
{
    private readonly SignInGuide _guide = new(session);

    /// <summary>Writes. Without a reader, the sign-in continues.</summary>
    public static void Write(string text) => StandardText.ToOutput(text);

    public void Report(SignInProgress value)
    {
        if (_guide.Instructions(value) is { } instructions)
        {
            Write(instructions);
        }

        if (_guide.TabProblem(value) is { } problem)
        {
            ErrorOutput.Write(problem, "Open the address above by hand, or choose a browser with --browser.");
        }
    }
}
