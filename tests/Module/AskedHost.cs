using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;
using System.Text;

/// <summary>The host of a session with a person who answers: lines of text, and one password.</summary>
public sealed class AskedHost : PSHost
{
    private readonly AskedInterface _ui;

    public AskedHost(string[] lines, string password, bool hasDialogOnly = false) => _ui = new AskedInterface(lines, password, hasDialogOnly);

    /// <summary>All that was shown.</summary>
    public string Written => _ui.Written.ToString();

    public override CultureInfo CurrentCulture => CultureInfo.InvariantCulture;

    public override CultureInfo CurrentUICulture => CultureInfo.InvariantCulture;

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override string Name => "AskedHost";

    public override PSHostUserInterface UI => _ui;

    public override Version Version { get; } = new Version(1, 0);

    public override void EnterNestedPrompt() => throw new NotSupportedException();

    public override void ExitNestedPrompt() => throw new NotSupportedException();

    public override void NotifyBeginApplication() { }

    public override void NotifyEndApplication() { }

    public override void SetShouldExit(int exitCode) { }

    private sealed class AskedInterface : PSHostUserInterface
    {
        private readonly Queue<string> _lines;
        private readonly string _password;
        private readonly bool _hasDialogOnly;

        public AskedInterface(string[] lines, string password, bool hasDialogOnly)
        {
            _hasDialogOnly = hasDialogOnly;
            _lines = new Queue<string>(lines);
            _password = password;
        }

        public StringBuilder Written { get; } = new StringBuilder();

        public override PSHostRawUserInterface RawUI => null;

        public override string ReadLine() => _lines.Dequeue();

        public override SecureString ReadLineAsSecureString()
        {
            if (_hasDialogOnly)
            {
                throw new NotImplementedException();
            }

            return Password();
        }

        private SecureString Password()
        {
            var text = new SecureString();
            foreach (char character in _password)
            {
                text.AppendChar(character);
            }

            return text;
        }

        public override void Write(string value) => Written.Append(value);

        public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) => Written.Append(value);

        public override void WriteLine(string value) => Written.Append(value).Append('\n');

        public override void WriteErrorLine(string value) => Written.Append(value).Append('\n');

        public override void WriteDebugLine(string message) { }

        public override void WriteVerboseLine(string message) { }

        public override void WriteWarningLine(string message) => Written.Append(message).Append('\n');

        public override void WriteProgress(long sourceId, ProgressRecord record) { }

        public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions) => throw new NotSupportedException();

        public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName)
        {
            Written.Append(caption).Append('\n').Append(message).Append('\n');
            return new PSCredential(userName, Password());
        }

        public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName, PSCredentialTypes allowedCredentialTypes, PSCredentialUIOptions options) =>
            PromptForCredential(caption, message, userName, targetName);

        public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice) => 0;
    }
}
