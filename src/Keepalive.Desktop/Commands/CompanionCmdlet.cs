using System.Management.Automation;

namespace Keepalive.Commands;

/// <summary>
/// The common part of all cmdlets: a request to the companion, whose messages go to PowerShell's streams as they come, until it has really ended.
/// When the prompt comes back, no child process is left.
/// </summary>
public abstract class CompanionCmdlet : PSCmdlet
{
    private static readonly string[] s_hostTag = ["PSHOST"];

    private readonly object _lock = new();
    private readonly HashSet<string> _problems = [];
    private CompanionConversation? _running;
    private bool _isStopped;

    private protected CompanionCmdlet()
    {
    }

    internal static string ModuleFolder { get; } = Path.GetDirectoryName(typeof(CompanionCmdlet).Assembly.Location)!;

    /// <summary>The files that there are of the companion.</summary>
    internal static IReadOnlyList<string> Programs => CompanionProgram.Find(ModuleFolder, Environment.GetEnvironmentVariable("PATH"));

    /// <summary>Only asks; the pipeline thread waits for the end.</summary>
    protected override void StopProcessing()
    {
        lock (_lock)
        {
            _isStopped = true;
            _running?.Stop();
        }
    }

    /// <summary>Runs the cmdlet once for each profile, or once for the one in use.</summary>
    private protected void RunEach(string[]? profiles)
    {
        foreach (string? profile in (IEnumerable<string?>?)profiles ?? [null])
        {
            CmdletParameters parameters = CmdletParameters.Of(this);
            parameters["ProfileName"] = profile;
            Run(parameters);
        }
    }

    private protected void Run() => Run(CmdletParameters.Of(this));

    /// <summary>Runs the cmdlet; gives whether it told no error.</summary>
    private protected bool Run(CmdletParameters parameters)
    {
        PromptCache.Clear();
        if (ShellChoice.Advice() is { } advice)
        {
            WriteWarning(advice);
        }

        try
        {
            return Converse(parameters);
        }
        catch (CompanionException exception)
        {
            ThrowTerminatingError(Record(exception.Code, (ErrorCategory)Enum.Parse(typeof(ErrorCategory), exception.Category), exception.Message, exception.Advice, exception.Target));
            throw;
        }
    }

    /// <summary>An object of the companion's: the cmdlet's output.</summary>
    private protected virtual void Receive(string type, CompanionObject value) => WriteObject(DefaultView.Of(OutputTypes.Make(type, value)));

    /// <summary>A question that only one cmdlet gets; null where it knows none.</summary>
    private protected virtual byte[]? Reply(string kind, CompanionObject question) => null;

    private protected static ErrorRecord Record(string code, ErrorCategory category, string message, string? advice, object? target) =>
        new(new KeepaliveException(code, message, advice), code, category, target) { ErrorDetails = new ErrorDetails(message) { RecommendedAction = advice } };

    private bool Converse(CmdletParameters parameters)
    {
        string request = parameters.ToRequest(MyInvocation.MyCommand.Name,
        [
            new("location", SessionState.Path.CurrentFileSystemLocation.ProviderPath),
            new("shell", GetVariableValue("PSHOME") as string),
            new("asks", HostQuestion.CanAsk(Host) ? Host.Name : null),
            new("terminal", !Console.IsInputRedirected),
        ]);
        using CompanionConversation conversation = CompanionConversation.Start(Programs, request);
        lock (_lock)
        {
            _running = conversation;
            if (_isStopped)
            {
                conversation.Stop();
            }
        }

        try
        {
            return Follow(conversation);
        }
        finally
        {
            lock (_lock)
            {
                _running = null;
            }
        }
    }

    private bool Follow(CompanionConversation conversation)
    {
        var bar = new DelayedBar(WriteProgress);
        var answered = new Answers(this, conversation, bar);
        while (!conversation.HasEnded)
        {
            if (conversation.Take(bar.Patience) is { } message)
            {
                answered.Take(message);
            }
            else
            {
                bar.ShowDue();
            }
        }

        (int status, string words) = conversation.Finish();
        if (_isStopped)
        {
            throw new PipelineStoppedException();
        }

        answered.Require(status, words);
        bar.Complete();
        return !answered.HasFailed;
    }

    /// <summary>The effect of one message.</summary>
    private sealed class Answers(CompanionCmdlet cmdlet, CompanionConversation conversation, DelayedBar bar)
    {
        private const int WrongCommandLine = 64;

        private bool _isGreeted;
        private bool _hasEnded;

        public bool HasFailed { get; private set; }

        public void Take(CompanionObject message)
        {
            string kind = message.Text("kind") ?? string.Empty;
            string text = message.Text("text") ?? string.Empty;
            switch (kind)
            {
                case "hello" when message.Number("protocol") == CompanionConversation.Protocol:
                    _isGreeted = true;
                    break;
                case "hello":
                    throw CompanionException.Outdated(conversation.Program, message.Text("version"));
                case "end":
                    _hasEnded = true;
                    break;
                case "activity":
                    bar.Begin(message.Text("activity") ?? string.Empty, message.Text("status") ?? string.Empty);
                    break;
                case "status":
                    bar.Say(text);
                    break;
                case "verbose":
                    cmdlet.WriteVerbose(text);
                    break;
                case "problem" when !cmdlet._problems.Add(text):
                    break;
                case "warning" or "problem":
                    cmdlet.WriteWarning(text);
                    break;
                case "information":
                    cmdlet.WriteInformation(new HostInformationMessage { Message = text }, s_hostTag);
                    break;
                case "object":
                    cmdlet.Receive(message.Text("type") ?? string.Empty, message.Object("value")!);
                    break;
                case "text" or "flag":
                    cmdlet.WriteObject(message["value"]);
                    break;
                case "error":
                    Fail(message);
                    break;
                default:
                    // A newer companion may tell what this module does not know; every question gets its answer.
                    Answer(kind, message);
                    break;
            }
        }

        /// <summary>Without a greeting it is a program that does not know this verb; without an end it did not do its work.</summary>
        public void Require(int status, string words)
        {
            if (!_isGreeted && status == WrongCommandLine)
            {
                throw CompanionException.Outdated(conversation.Program, null);
            }

            if (!_hasEnded)
            {
                throw CompanionException.Failed(conversation.Program, status, words);
            }
        }

        private void Fail(CompanionObject error)
        {
            HasFailed = true;
            ErrorCategory category = error.Word<ErrorCategory>("category") ?? ErrorCategory.InvalidOperation;
            ErrorRecord record = Record(error.Text("id") ?? string.Empty, category, error.Text("message") ?? string.Empty, error.Text("advice"), error.Text("target"));
            if (error.Flag("stops"))
            {
                cmdlet.ThrowTerminatingError(record);
            }

            cmdlet.WriteError(record);
        }

        private void Answer(string kind, CompanionObject question)
        {
            bar.Hide();
            conversation.Answer(kind switch
            {
                "process" => Confirm(question),
                "question" => new HostQuestion(cmdlet.Host.UI, question).Ask(),
                _ => cmdlet.Reply(kind, question) ?? AnswerLine.None,
            });
        }

        private byte[] Confirm(CompanionObject question)
        {
            if (question.Text("description") is not { } description)
            {
                return AnswerLine.Of(cmdlet.ShouldProcess(question.Text("target"), question.Text("action")));
            }

            bool isAgreed = cmdlet.ShouldProcess(description, question.Text("question"), question.Text("caption"), out ShouldProcessReason reason);
            return AnswerLine.Of(isAgreed, reason == ShouldProcessReason.WhatIf);
        }
    }
}
