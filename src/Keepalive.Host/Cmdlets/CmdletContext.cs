using Keepalive.Configuration;
using Keepalive.Prompts;

namespace Keepalive.Host.Cmdlets;

/// <summary>The surroundings of a cmdlet: its parameters, PowerShell's streams, confirmation, and the person behind the host.</summary>
internal sealed class CmdletContext(CmdletChannel channel, CmdletRequest request, CancellationToken stop)
{
    public CmdletRequest Request => request;

    public CmdletChannel Channel => channel;

    /// <summary>The pipeline was stopped.</summary>
    public CancellationToken Stop => stop;

    public SystemEnvironment Environment { get; } = SystemEnvironment.Current;

    public TimeProvider Clock { get; } = TimeProvider.System;

    /// <summary>True if the next failure would occur for every record of the pipeline.</summary>
    public bool IsForAll { get; set; }

    /// <summary>The profile in a sentence.</summary>
    public string Target => request.Profile is { } profile ? $"profile '{profile}'" : "the profile in use";

    /// <summary>Asks through the host; null where it has no person.</summary>
    public IPersonPrompt? Prompt => request.AskingHost is { } host ? new CmdletPrompt(channel, host) : null;

    /// <summary>Begins an object of a type of the module, which <see cref="CmdletMessage.End"/> and Send end.</summary>
    public CmdletMessage Object(string type)
    {
        CmdletMessage message = channel.Begin("object");
        message.Text("type", type);
        message.Object("value");
        return message;
    }

    public void Write(string text)
    {
        CmdletMessage message = channel.Begin("text");
        message.Text("value", text);
        message.Send();
    }

    public void Write(bool value)
    {
        CmdletMessage message = channel.Begin("flag");
        message.Flag("value", value);
        message.Send();
    }

    public void Warn(string text) => Tell("warning", text);

    public void Verbose(string text) => Tell("verbose", text);

    /// <summary>As Write-Host.</summary>
    public void Inform(string text)
    {
        CmdletMessage message = channel.Begin("information");
        message.Text("text", VisibleText.Lines(text));
        message.Send();
    }

    /// <summary>Warns of ignored parts of our settings. The module tells each once in a pipeline.</summary>
    public void Warn(IReadOnlyList<ConfigurationProblem> problems)
    {
        foreach (ConfigurationProblem problem in problems)
        {
            Tell("problem", problem.Sentence);
        }
    }

    /// <summary>Begins work that may take its time: the module shows a bar after a second.</summary>
    public void Begin(string activity, string status)
    {
        CmdletMessage message = channel.Begin("activity");
        message.Line("activity", activity);
        message.Line("status", status);
        message.Send();
    }

    /// <summary>There is something to do for the person, or to know: the bar is shown at once.</summary>
    public void Say(string status) => Tell("status", status);

    public void Fail(KeepaliveException exception)
    {
        CmdletMessage message = channel.Begin("error");
        message.Text("id", exception.Code);
        message.Text("category", KeepaliveErrorCode.Find(exception.Code)?.Category.ToString());
        message.Text("message", exception.Message);
        message.Text("advice", exception.Advice);
        message.Text("target", exception.Target);
        message.Flag("stops", IsForAll);
        message.Send();
    }

    public async Task<bool> ShouldProcessAsync(string target, string action)
    {
        CmdletMessage question = channel.Begin("process");
        question.Line("target", target);
        question.Line("action", action);
        using CmdletAnswer answer = await channel.AskAsync(question, stop).ConfigureAwait(false);
        return answer.Flag("answer");
    }

    /// <summary>The same with a description for -WhatIf and a question for -Confirm.</summary>
    public async Task<CmdletAgreement> ShouldProcessAsync(string description, string words, string caption)
    {
        CmdletMessage question = channel.Begin("process");
        question.Text("description", VisibleText.Lines(description));
        question.Text("question", VisibleText.Lines(words));
        question.Line("caption", caption);
        using CmdletAnswer answer = await channel.AskAsync(question, stop).ConfigureAwait(false);
        return answer.Flag("answer") ? CmdletAgreement.Yes : answer.Flag("whatIf") ? CmdletAgreement.WhatIf : CmdletAgreement.No;
    }

    private void Tell(string kind, string text)
    {
        CmdletMessage message = channel.Begin(kind);
        message.Line("text", text);
        message.Send();
    }
}

/// <summary>The answer to -Confirm.</summary>
internal enum CmdletAgreement
{
    No,
    Yes,
    WhatIf,
}
