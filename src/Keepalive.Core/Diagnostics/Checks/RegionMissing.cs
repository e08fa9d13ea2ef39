namespace Keepalive.Diagnostics.Checks;

/// <summary>No Bedrock region is set.</summary>
internal sealed class RegionMissing() : DiagnosticCheck(
    "KA107", DiagnosticArea.Profile, DiagnosticSeverity.Warning,
    "No region is set for the profile in use",
    "Claude Code then uses us-east-1, where your account may have no models. Other tools fail.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context)
    {
        if (context.InUse is { } profile && profile["region"] is not { Value.Length: > 0 }
            && context.ClientVariable("AWS_REGION") is null && context.ClientVariable("AWS_DEFAULT_REGION") is null)
        {
            yield return FoundIn(
                context, profile, $"Neither profile '{profile.Name}' nor AWS_REGION sets a region.",
                $"Run: aws configure set region REGION --profile {profile.Name}, or claude-aws install --region REGION", place: null);
        }
    }
}
