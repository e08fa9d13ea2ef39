using System.Text.Json;
using Keepalive.Configuration;
using Keepalive.Host.Output;
using Keepalive.Login;
using Keepalive.Platform.Time;
using Keepalive.Sessions;
using Keepalive.SignIn;

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
        var reader = new SessionReader(environment, configuration, clock);
        if (all)
        {
            SessionSnapshot[] sessions = [.. reader.LookAll()];
            Write(json ? Json([.. sessions.Select(StatusDocument.From)]) : null, () => StatusText.Table(sessions));
        }
        else
        {
            // First, and also if there is nothing else to show: a sign-in may be waiting for the person.
            SignInStatus? signIn = await reader.FindSignInAsync(profile, cancellationToken).ConfigureAwait(false);
            AutoLoginHold? hold = await reader.FindHoldAsync(profile, cancellationToken).ConfigureAwait(false);
            if (!json && StatusText.Login(signIn, hold, clock.GetUtcNow()) is { Length: > 0 } login)
            {
                StandardOutput.WriteText(login);
            }

            SessionSnapshot session = await reader.ReadAsync(profile, Deadline.After(clock, timeout), cancellationToken).ConfigureAwait(false);
            session = session with { SignIn = signIn, Hold = hold };
            Write(json ? Json(StatusDocument.From(session)) : null, () => StatusText.Details(session));
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
            StandardOutput.WriteReport(text(), StatusText.ColourOf);
        }
    }

    private static string Json(StatusDocument document) => JsonSerializer.Serialize(document, StatusJsonContext.Readable.StatusDocument);

    private static string Json(StatusDocument[] documents) => JsonSerializer.Serialize(documents, StatusJsonContext.Readable.StatusDocumentArray);
}
