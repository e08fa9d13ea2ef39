using System.Text.Json;
using Keepalive.Diagnostics.Explanation;
using Keepalive.Host.Output;
using Keepalive.Platform.Time;

namespace Keepalive.Host.Verbs;

/// <summary><c>claude-aws explain</c>: how the credential is found. That an export would fail is an answer, too.</summary>
internal static class ExplainVerb
{
    public static int Run(string? profile, bool json, bool isOffline, TimeSpan timeout) => VerbRunner.Run(timeout, async cancellationToken =>
    {
        SystemEnvironment environment = SystemEnvironment.Current;
        var options = new ExplanationOptions(profile, WorkingFolder.Current, isOffline);
        CredentialExplanation explanation = await Explainer
            .ExplainAsync(environment, options, Deadline.After(TimeProvider.System, timeout), TimeProvider.System, cancellationToken)
            .ConfigureAwait(false);
        if (json)
        {
            StandardOutput.WriteJson(JsonSerializer.Serialize(ExplanationDocument.From(explanation), ExplanationJsonContext.Readable.ExplanationDocument));
        }
        else
        {
            StandardOutput.WriteText(ExplanationText.Of(explanation, environment));
        }

        return ExitStatus.Fine;
    });
}
