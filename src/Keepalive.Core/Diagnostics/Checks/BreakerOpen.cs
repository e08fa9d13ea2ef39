using Keepalive.Login;
using Keepalive.Secrets;

namespace Keepalive.Diagnostics.Checks;

/// <summary>A stored secret that is not used any more, or not yet again.</summary>
internal sealed class BreakerOpen() : DiagnosticCheck(
    "KA503", DiagnosticArea.AutoLogin, DiagnosticSeverity.Error,
    "The stored secret was refused, or has to rest",
    "It is not tried again by itself, so that the account is not locked.")
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
                $"The password of {name} was refused {Duration.Format(context.Now - rejected)} ago.", "Store the right one with 'claude-aws secret set'.");
        }
        else if (state.CoolDownLeft(context.Now) is { } left)
        {
            yield return Found(
                $"{(state.IsOfSecondFactor ? "A second factor was denied or not given" : $"The login has failed ({state.FailureCode})")} {state.Failures} times; the next try by itself is in {Duration.Format(left)}.",
                "Wait, or sign in yourself.", milder: DiagnosticSeverity.Warning);
        }
    }
}
