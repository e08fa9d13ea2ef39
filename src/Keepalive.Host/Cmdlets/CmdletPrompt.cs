using Keepalive.Prompts;

namespace Keepalive.Host.Cmdlets;

/// <summary>Asks through the host of the PowerShell session. The rows of the cmdlet show what is to be done elsewhere.</summary>
internal sealed class CmdletPrompt(CmdletChannel channel, string host) : IPersonPrompt
{
    public async Task<Secret> AskAsync(Question question, CancellationToken cancellationToken)
    {
        CmdletMessage message = channel.Begin("question");
        message.Text("answer", question.Kind.ToString());
        message.Line("tool", question.Tool);
        message.Line("profile", question.Profile);
        message.Line("words", question.Words);
        message.Lines("rows", question.Rows);
        message.Line("complaint", question.Complaint);
        message.Line("cut", question.CutWords);

        // Its number comes back: what is shown may not be the option as it is.
        message.Lines("options", question.Options);
        using CmdletAnswer answer = await channel.AskAsync(message, cancellationToken).ConfigureAwait(false);
        if (answer.Text("choice") is { } choice && int.TryParse(choice, out int index) && index >= 0 && index < question.Options.Count)
        {
            return Secret.FromText(question.Options[index]);
        }

        return answer.Secret("secret") ?? throw KeepaliveErrors.HostCannotAsk(question.Profile, question.Tool, question.Words, host);
    }

    public void Show(Question? notice)
    {
        // See above.
    }
}
