namespace Keepalive.Diagnostics.Online.Checks;

/// <summary>A program that does not know the authority of an inspected network.</summary>
internal sealed class ProgramLacksAuthority() : OnlineCheck(
    "KA615", DiagnosticSeverity.Warning,
    "A program does not trust the certificate authority of the decrypting proxy",
    "Its connections to AWS fail with a certificate error, although other programs may work.")
{
    /// <summary>Of claude-aws itself another check tells.</summary>
    public override IEnumerable<DiagnosticFinding> Examine(OnlineFacts facts) =>
        from program in facts.Programs
        where !program.Trusts && program.Program != ProgramTrust.Ours
        select Found(
            $"{program.Program}: {program.Seen.TrimEnd('.')}.",
            $"Get the root certificate of that authority as PEM from your administrators, and set {program.Variable} to the file{(program.Program == ProgramTrust.Client ? ", under 'env' in Claude Code's settings. Then restart Claude Code" : string.Empty)}.");
}
