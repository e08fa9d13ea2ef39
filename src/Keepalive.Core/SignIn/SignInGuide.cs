using Keepalive.Workers;

namespace Keepalive.SignIn;

/// <summary>
/// A sign-in in words, the same in the program and the module: the instructions for a person, usually once with an address. Address and code are each
/// alone on a line, so that they can be clicked, copied and found by other programs.
/// </summary>
/// <param name="session">The session's name.</param>
public sealed class SignInGuide(string session)
{
    private readonly string _session = VisibleText.Line(session);
    private (string Address, string? Code)? _page;
    private BrowserTab _tab;

    /// <summary>The next step for the person, in one line.</summary>
    /// <param name="value">How the sign-in stands.</param>
    public static string Status(SignInProgress value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return value switch
        {
            { Question: { } question } => $"Waiting for your answer: {VisibleText.Line(question)}",
            { Number: { } number } => $"Choose {VisibleText.Line(number)} on your other device",
            { Flow: SignInFlow.Command, Address: null } => "Automatic login is running",
            { Address: null, Phase: SignInPhase.Starting } => "Preparing the sign-in",
            { Address: null } => "Finishing the sign-in",
            { UserCode: { } code } => $"Approve in the browser, code {VisibleText.Line(code)}",
            { Flow: SignInFlow.PastedCode } => "Open the address in any browser, and paste the code from the page",
            { Tab: BrowserTab.NotWanted or BrowserTab.Failed or BrowserTab.OpenedBefore } => "Open the address in a browser on this machine and approve",
            _ => "Approve in the browser tab",
        };
    }

    /// <summary>Address, code and what to do with them, ending with a line end; null when there is nothing that was not told before.</summary>
    /// <param name="value">How the sign-in stands.</param>
    public string? Instructions(SignInProgress value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (value.Address is null || (value.Address, value.UserCode) == _page)
        {
            return null;
        }

        _page = (value.Address, value.UserCode);
        string joined = value.HasReplaced ? $"The running sign-in to '{_session}' with another method was cancelled.\n"
            : value.IsJoined ? $"A sign-in to '{_session}' is already running; this command waits for it.\n" : string.Empty;
        string what = value.Tab switch
        {
            BrowserTab.OpenedBefore => "A browser tab was opened a few minutes ago. Use that tab, or open this address:",
            BrowserTab.NotWanted or BrowserTab.Failed => "Open this address in a browser:",
            _ => "Approve in the browser tab that opens. If no tab opens, open this address:",
        };
        string code = value.UserCode is null ? string.Empty : $"and compare or enter this code:\n\n{VisibleText.Line(value.UserCode)}\n\n";
        code = value.Flow == SignInFlow.PastedCode ? "Sign in there, and copy the code that the page shows. Enter it here when you are asked, or with 'claude-aws answer'.\n" : code;
        string end = value.Flow == SignInFlow.Command ? "Waiting for you. Ctrl+C cancels the login." : $"Waiting for you, at most {Duration.Format(value.TimeLeft)}. Ctrl+C stops only this command; 'claude-aws login --cancel' (Connect-ClaudeAws -Cancel) cancels the sign-in.";
        return $"{joined}Sign in to '{_session}' with {FlowName(value.Flow)} ({VisibleText.Line(value.FlowReason)}). {what}\n\n{VisibleText.Line(value.Address)}\n\n{code}"
            + $"{end}\n";
    }

    /// <summary>Why no browser tab could be opened; null when one could, or when it was told before.</summary>
    /// <param name="value">How the sign-in stands.</param>
    public string? TabProblem(SignInProgress value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (value.Address is null || value.Tab == _tab)
        {
            return null;
        }

        _tab = value.Tab;
        return value.Tab == BrowserTab.Failed ? VisibleText.Line(value.TabProblem) : null;
    }

    private static string FlowName(SignInFlow flow) => flow switch
    {
        SignInFlow.DeviceCode => "a device code",
        SignInFlow.PastedCode => "a code to paste",
        SignInFlow.Command => "its login tool",
        _ => "a browser on this machine",
    };
}
