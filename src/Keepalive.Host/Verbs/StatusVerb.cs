using System.Text;
using System.Text.Json;
using Keepalive.Configuration;
using Keepalive.Credentials;
using Keepalive.Host.Output;
using Keepalive.Sessions;

namespace Keepalive.Host.Verbs;

/// <summary><c>claude-aws status</c>: what a profile has, until when and from where.</summary>
internal static class StatusVerb
{
    public static int Run(string? profile, bool all, bool json, TimeSpan timeout) => VerbRunner.Run(timeout, async cancellationToken =>
    {
        TimeProvider clock = TimeProvider.System;
        SystemEnvironment environment = SystemEnvironment.Current;
        var inspector = new SessionInspector(environment, ConfigurationFile.Read(environment, clock), clock);
        if (all)
        {
            SessionReport[] reports = [.. inspector.InspectAll()];
            Write(json ? Json([.. reports.Select(StatusDocument.From)]) : StatusText.Table(reports));
        }
        else
        {
            SessionReport report = await inspector.InspectAsync(profile, Deadline.After(clock, timeout), cancellationToken).ConfigureAwait(false);
            Write(json ? Json(StatusDocument.From(report)) : StatusText.Details(report));
        }

        return ExitStatus.Fine;
    });

    private static string Json(StatusDocument document) => JsonSerializer.Serialize(document, StatusJsonContext.Readable.StatusDocument);

    private static string Json(StatusDocument[] documents) => JsonSerializer.Serialize(documents, StatusJsonContext.Readable.StatusDocumentArray);

    /// <summary>A Windows console gets its own code page, everything else UTF-8.</summary>
    private static void Write(string text)
    {
        if (Console.IsOutputRedirected)
        {
            StandardOutput.Write(Encoding.UTF8.GetBytes(text + "\n"));
        }
        else
        {
            Console.Out.Write(text + "\n");
        }
    }
}
