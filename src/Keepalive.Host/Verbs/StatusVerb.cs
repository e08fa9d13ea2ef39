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
        KeepaliveConfiguration configuration = ConfigurationFile.Read(environment, clock);
        ErrorOutput.Write(configuration.Problems);
        var inspector = new SessionInspector(environment, configuration, clock);
        if (all)
        {
            SessionReport[] reports = [.. inspector.InspectAll()];
            StandardOutput.WriteText(json ? Json([.. reports.Select(StatusDocument.From)]) : StatusText.Table(reports));
        }
        else
        {
            // First, and also where there is nothing else to tell: somebody may be waiting for the person who asks.
            if (!json && await inspector.FindSignInAsync(profile, cancellationToken).ConfigureAwait(false) is { } signIn)
            {
                StandardOutput.WriteText(StatusText.SignIn(signIn, clock.GetUtcNow()));
            }

            SessionReport report = await inspector.InspectAsync(profile, Deadline.After(clock, timeout), cancellationToken).ConfigureAwait(false);
            StandardOutput.WriteText(json ? Json(StatusDocument.From(report)) : StatusText.Details(report));
        }

        return ExitStatus.Fine;
    });

    private static string Json(StatusDocument document) => JsonSerializer.Serialize(document, StatusJsonContext.Readable.StatusDocument);

    private static string Json(StatusDocument[] documents) => JsonSerializer.Serialize(documents, StatusJsonContext.Readable.StatusDocumentArray);
}
