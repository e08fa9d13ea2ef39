using System.Text.Json;
using Keepalive.Diagnostics;
using Keepalive.Diagnostics.Online;
using Keepalive.Host.Output;

namespace Keepalive.Host.Verbs;

/// <summary><c>claude-aws doctor</c>: what is wrong, why it hurts and what to do.</summary>
internal static class DoctorVerb
{
    public static int Run(string? profile, bool json, bool strict, bool offline, bool runHelpers) => VerbRunner.Run(ExportArguments.DefaultTimeout + (runHelpers ? HelperRehearsal.Limit : TimeSpan.Zero), async cancellationToken =>
    {
        var options = new DiagnosticOptions(profile, Directory.GetCurrentDirectory());
        if (runHelpers)
        {
            options = await HelperRehearsal.RunAsync(SystemEnvironment.Current, options, TimeProvider.System, cancellationToken).ConfigureAwait(false);
        }

        DiagnosticReport report = offline
            ? Doctor.Examine(SystemEnvironment.Current, options, TimeProvider.System)
            : await AskAsync(options, cancellationToken).ConfigureAwait(false);
        StandardOutput.WriteText(json
            ? JsonSerializer.Serialize(DoctorDocument.From(report, strict), DoctorJsonContext.Readable.DoctorDocument)
            : DoctorText.Of(report));
        return report.IsHealthy(strict) ? ExitStatus.Fine : ExitStatus.Found;
    });

    private static async Task<DiagnosticReport> AskAsync(DiagnosticOptions options, CancellationToken cancellationToken)
    {
        using ProgressLine? line = ProgressLine.IfSeen();
        var online = new OnlineOptions(OnlineOptions.UsualLimit, line);
        return await OnlineDoctor.ExamineAsync(SystemEnvironment.Current, options, online, TimeProvider.System, cancellationToken).ConfigureAwait(false);
    }
}
