using System.Text.Json;
using Keepalive.Configuration;
using Keepalive.Credentials;
using Keepalive.Host.Output;
using Keepalive.Login;
using Keepalive.Sessions;
using Keepalive.SingleSignOn.SignIn;

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
            Write(json ? Json([.. reports.Select(StatusDocument.From)]) : null, () => StatusText.Table(reports));
        }
        else
        {
            // First, and also if there is nothing else to show: a sign-in may be waiting for the person.
            SignInGlance? signIn = await inspector.FindSignInAsync(profile, cancellationToken).ConfigureAwait(false);
            AutoLoginHold? hold = await inspector.FindHoldAsync(profile, cancellationToken).ConfigureAwait(false);
            if (!json && StatusText.Login(signIn, hold, clock.GetUtcNow()) is { Length: > 0 } login)
            {
                StandardOutput.WriteText(login);
            }

            SessionReport report = await inspector.InspectAsync(profile, Deadline.After(clock, timeout), cancellationToken).ConfigureAwait(false);
            report = report with { SignIn = signIn, Hold = hold };
            Write(json ? Json(StatusDocument.From(report)) : null, () => StatusText.Details(report));
        }

        return ExitStatus.Fine;
    });

    private static void Write(string? json, Func<string> text)
    {
        if (json is not null)
        {
            StandardOutput.WriteJson(json);
        }
        else
        {
            StandardOutput.WriteText(text());
        }
    }

    private static string Json(StatusDocument document) => JsonSerializer.Serialize(document, StatusJsonContext.Readable.StatusDocument);

    private static string Json(StatusDocument[] documents) => JsonSerializer.Serialize(documents, StatusJsonContext.Readable.StatusDocumentArray);
}
