namespace Keepalive.Diagnostics.Checks;

/// <summary>A region for Claude Code that is not the profile's.</summary>
internal sealed class RegionDiffers() : DiagnosticCheck(
    "KA311", DiagnosticArea.Shadowing, DiagnosticSeverity.Information,
    "Claude Code and the profile use different Bedrock regions",
    "Claude Code uses the region in AWS_REGION. Other commands use the profile's region if the variable is not set.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context)
    {
        if (context.InUse?["region"] is { Value: { Length: > 0 } own } place && context.ClientVariable("AWS_REGION") is { } region && region != own)
        {
            yield return Found(
                $"AWS_REGION is {region}{(context.FindSetting("env", "AWS_REGION") is { } setting ? $" in {setting.Place(context)}" : string.Empty)}; profile '{context.Choice.Name}' has {own}.",
                "If this is intended, do nothing. Otherwise set both to the same region.", place.File, place.Line);
        }
    }
}
