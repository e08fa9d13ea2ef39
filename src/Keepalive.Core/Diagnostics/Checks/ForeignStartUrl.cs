using Keepalive.SingleSignOn;

namespace Keepalive.Diagnostics.Checks;

/// <summary>A start URL that IAM Identity Center rejects, or that only Keepalive corrects.</summary>
internal sealed class ForeignStartUrl() : DiagnosticCheck(
    "KA115", DiagnosticArea.Profile, DiagnosticSeverity.Error,
    "A start URL is not the address of an AWS access portal",
    "IAM Identity Center rejects it, so you can't sign in.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context) =>
        from use in context.SingleSignOn
        let property = use.Find("sso_start_url")
        where property is { Value.Length: > 0 }
        let mended = PortalUrl.Mend(property.Unquoted)
        let fault = PortalUrl.FindFault(mended) ?? (mended == property.Value ? null : $"must be {mended}; Keepalive corrects it, other tools use it as it is written")
        where fault is not null
        select FoundIn(
            context, use.Profile, $"{context.Brief(property.File)}, line {property.Line}: sso_start_url {fault}.",
            mended == property.Value ? "Write the address of the AWS access portal that your administrator gave you." : $"Write {mended}.", property);
}
