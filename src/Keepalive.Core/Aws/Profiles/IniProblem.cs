namespace Keepalive.Aws.Profiles;

/// <summary>An invalid place in a file.</summary>
/// <param name="Message">What is wrong there, without the text of the line (it may hold a secret).</param>
/// <param name="Line">Counted from 1.</param>
/// <param name="Column">Counted from 1, in bytes.</param>
/// <param name="Section">The index of the section it belongs to, or -1 outside of every section.</param>
/// <param name="Reading">What other tools make of it, as a sentence; seen with botocore and the AWS SDK for JavaScript.</param>
public sealed record IniProblem(string Message, int Line, int Column, int Section, string Reading = IniProblem.Refused)
{
    /// <summary>The error that names the place.</summary>
    /// <param name="path">The file.</param>
    internal KeepaliveException ToError(string path) => KeepaliveErrors.ProfileFileInvalid(path, Line, Column, Message);

    internal const string Refused = "Because of this, the aws CLI and boto3 reject the whole file. Claude Code ignores the line.";

    internal const string TornHeader = "Because of this, the aws CLI and boto3 reject the whole file. Claude Code adds the lines below it to the section above.";

    internal const string ReadWithColon = "The aws CLI and boto3 read the line as a config key. Claude Code does not.";

    internal const string LineEnd = "The aws CLI and boto3 read it as the end of a line. Claude Code does not.";

    internal const string PartOfText = "Other tools read it as part of the text, so the text differs from the visible one.";

    internal const string WrongBytes = "Because of this, the aws CLI and boto3 reject the whole file. Claude Code reads another character instead.";
}
