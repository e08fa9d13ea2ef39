namespace Keepalive.Profiles;

/// <summary>A place in a file that has no sane reading.</summary>
/// <param name="Message">What is wrong there, without the text of the line (it may hold a secret).</param>
/// <param name="Line">Counted from 1.</param>
/// <param name="Column">Counted from 1, in bytes.</param>
/// <param name="Section">The index of the section it belongs to, or -1 outside of every section.</param>
public sealed record IniProblem(string Message, int Line, int Column, int Section);
