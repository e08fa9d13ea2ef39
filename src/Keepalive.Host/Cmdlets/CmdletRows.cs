using Keepalive.SignIn;
using Keepalive.Workers;

namespace Keepalive.Host.Cmdlets;

/// <summary>Tells a sign-in: each row as information of its own, so that Claude Code's Sign-in box makes a row of it; the next step as progress.</summary>
internal sealed class CmdletRows(CmdletContext context) : IProgress<SignInProgress>
{
    private readonly SignInRows _rows = new(context.Inform, context.Clock);

    public void Report(SignInProgress value)
    {
        _rows.Report(value);
        context.Say(SignInGuide.Status(value));
    }
}

/// <summary>Tells a sign-in that a person has asked for: the address and the code at once, with what to do.</summary>
internal sealed class CmdletGuide(CmdletContext context, string session) : IProgress<SignInProgress>
{
    private readonly SignInGuide _guide = new(session);

    public void Report(SignInProgress value)
    {
        if (_guide.Instructions(value) is { } instructions)
        {
            context.Inform(instructions.TrimEnd('\n'));
        }

        if (_guide.TabProblem(value) is { } problem)
        {
            context.Warn($"{problem} Open the address above by hand, or choose a browser with -Browser.");
        }

        context.Say(SignInGuide.Status(value));
    }
}
