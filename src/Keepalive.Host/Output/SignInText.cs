using Keepalive.SingleSignOn.SignIn;

namespace Keepalive.Host.Output;

/// <summary>
/// A sign-in in words. Address and code come at once, flushed, each alone on its line, so that they can be clicked, copied and
/// found by whatever reads along.
/// </summary>
/// <param name="session">The session's name.</param>
internal sealed class SignInText(string session) : IProgress<SignInProgress>
{
    private string? _address;
    private BrowserTab _tab;

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
        if (value.Address is null)
        {
            return;
        }

        if (value.Address != _address)
        {
            _address = value.Address;
            Write(Instructions(value));
        }

        if (value.Tab != _tab)
        {
            _tab = value.Tab;
            if (value is { Tab: BrowserTab.Failed, TabProblem: { } problem })
            {
                ErrorOutput.Write(problem, "Open the address above by hand, or name a browser with --browser.");
            }
        }
    }

    private string Instructions(SignInProgress value)
    {
        string joined = value.IsJoined ? $"A sign-in to '{session}' is running already; this is the same one.\n" : string.Empty;
        string what = value.Tab switch
        {
            BrowserTab.OpenedBefore => "A browser tab was opened a few minutes ago; no other is. Open this address:",
            BrowserTab.NotWanted or BrowserTab.Failed => "Open this address in a browser:",
            _ => "Approve in the browser tab that opens. If none does, open this address:",
        };
        string where = value.Flow == SignInFlow.AuthorizationCode ? " (in a browser on this machine)" : string.Empty;
        string code = value.UserCode is null ? string.Empty : $"and compare or enter this code:\n\n{value.UserCode}\n\n";
        return $"{joined}Sign in to '{session}'{where}, by {FlowName(value.Flow)} ({value.FlowReason}). {what}\n\n{value.Address}\n\n{code}"
            + $"Waiting for you, at most {Duration.Format(value.TimeLeft)}.\n";
    }

    private static string FlowName(SignInFlow flow) => flow == SignInFlow.DeviceCode ? "device code" : "browser";
}
