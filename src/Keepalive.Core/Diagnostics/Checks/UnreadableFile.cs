namespace Keepalive.Diagnostics.Checks;

/// <summary>An AWS file or our own configuration that can't be used at all.</summary>
internal sealed class UnreadableFile() : DiagnosticCheck(
    "KA001", DiagnosticArea.Files, DiagnosticSeverity.Error,
    "A file can't be read",
    "Every tool that needs the file fails, and most of them do not report the real cause.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context) =>
        new[] { context.Config.Fault, context.Credentials.Fault, context.ConfigurationFault }
            .OfType<KeepaliveException>()
            .Select(fault => Found(fault.Message, fault.Advice, fault.Target));
}
