namespace Keepalive.Diagnostics.Online.Checks;

/// <summary>A role that the person does not have.</summary>
internal sealed class RoleNotAssigned() : OnlineCheck(
    "KA617", DiagnosticSeverity.Error,
    "The role of the profile in use is not assigned to you",
    "The sign-in succeeds, but AWS gives no credential after it.")
{
    public override IEnumerable<DiagnosticFinding> Examine(OnlineFacts facts)
    {
        if (facts.Role is { Code: KeepaliveErrorCode.RoleNotAssigned } refused)
        {
            yield return Found(refused.Message, refused.Advice);
        }
    }
}
