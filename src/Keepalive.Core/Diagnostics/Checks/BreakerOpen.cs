using Keepalive.Login;
using Keepalive.Secrets;

namespace Keepalive.Diagnostics.Checks;

/// <summary>A stored secret that is not used any more, or not yet again.</summary>
internal sealed class BreakerOpen() : DiagnosticCheck(
    "KA503", DiagnosticArea.AutoLogin, DiagnosticSeverity.Error,
    "The stored password was rejected, or automatic login is paused",
    "Automatic login does not try again, so that the account is not locked.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context)
    {
        if (context.OwnSettings is not { ForbidAutoLogin: false, Recipe.Length: > 0 } settings)
        {
            yield break;
        }

        SecretName name = SecretName.Of(settings, context.Choice.Name, SecretKind.Password);
        LoginBreakerState state = new LoginBreaker(context.Environment, name, context.Clock).Read();
        if (state.RejectedAt is { } rejected)
        {
            yield return Found(
                $"The password of {name} was rejected {Duration.Format(context.Now - rejected)} ago.", "Store the right password with 'claude-aws secret set'.");
        }
        else if (state.CoolDownLeft(context.Now) is { } left)
        {
            yield return Found(
                $"{(state.IsOfSecondFactor ? "The second factor was denied or not confirmed" : $"The login failed ({state.FailureCode})")} {state.Failures} times. Automatic login is paused for {Duration.Format(left)}.",
                "Wait, or sign in yourself.", milder: DiagnosticSeverity.Warning);
        }
    }
}
