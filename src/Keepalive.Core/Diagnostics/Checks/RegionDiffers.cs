namespace Keepalive.Diagnostics.Checks;

/// <summary>A region for Claude Code that is not the profile's.</summary>
internal sealed class RegionDiffers() : DiagnosticCheck(
    "KA311", DiagnosticArea.Shadowing, DiagnosticSeverity.Information,
    "Claude Code asks Bedrock in another region than the profile's",
    "Its models are those of the variable's region; commands with the profile work in the other one where the variable is not set.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context)
    {
        if (context.InUse?["region"] is { Value: { Length: > 0 } own } place && context.ClientVariable("AWS_REGION") is { } region && region != own)
        {
            yield return Found(
                $"AWS_REGION is {region}{(context.FindSetting("env", "AWS_REGION") is { } setting ? $" in {setting.Place(context)}" : string.Empty)}; profile '{context.Choice.Name}' has {own}.",
                "Nothing, if that is meant. Else make both the same.", place.File, place.Line);
        }
    }
}
