namespace Keepalive.Diagnostics.Online.Checks;

/// <summary>A program that does not know the authority of an inspected network.</summary>
internal sealed class ProgramLacksAuthority() : OnlineCheck(
    "KA615", DiagnosticSeverity.Warning,
    "A program does not know the authority that stands in Amazon's place",
    "Its connections to AWS fail with a certificate error, while those of other programs may work.")
{
    /// <summary>Of claude-aws itself another check tells.</summary>
    public override IEnumerable<DiagnosticFinding> Examine(OnlineFacts facts) =>
        from program in facts.Programs
        where !program.Trusts && program.Program != ProgramTrust.Ours
        select Found(
            $"{program.Program}: {program.Seen.TrimEnd('.')}.",
            $"Get the root certificate of that authority as PEM from the administrators, and name the file in {program.Variable}{(program.Program == ProgramTrust.Client ? ", in env of Claude Code's settings; then start it anew" : string.Empty)}.");
}
