using System.Text.Json;
using Keepalive.Diagnostics;
using Keepalive.Host.Output;

namespace Keepalive.Host.Verbs;

/// <summary><c>claude-aws doctor</c>: what is wrong, why it hurts and what to do.</summary>
internal static class DoctorVerb
{
    public static int Run(string? profile, bool json, bool strict) => VerbRunner.Run(ExportArguments.DefaultTimeout, _ =>
    {
        var options = new DiagnosticOptions(profile, Directory.GetCurrentDirectory());
        DiagnosticReport report = Doctor.Examine(SystemEnvironment.Current, options, TimeProvider.System);
        StandardOutput.WriteText(json
            ? JsonSerializer.Serialize(DoctorDocument.From(report, strict), DoctorJsonContext.Readable.DoctorDocument)
            : DoctorText.Of(report));
        return ValueTask.FromResult(report.IsHealthy(strict) ? ExitStatus.Fine : ExitStatus.Found);
    });
}
