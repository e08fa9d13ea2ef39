using Keepalive.Configuration;
using Keepalive.Diagnostics.Facts;
using Keepalive.Diagnostics.Findings;
using Keepalive.Login;
using Keepalive.Platform.Processes;
using Keepalive.Secrets;

namespace Keepalive.Diagnostics.Checks;

/// <summary>A recipe that is not there or not right.</summary>
internal sealed class RecipeUnusable() : DiagnosticCheck(
    "KA501", DiagnosticArea.AutoLogin, DiagnosticSeverity.Error,
    "The recipe of the profile in use can't be used",
    "Automatic login will fail when the credential expires.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context)
    {
        if (context.LoginMeans.RecipeFault is { } fault)
        {
            yield return Found(fault.Message, fault.Advice, ConfigurationFile.Locate(context.Environment));
        }
    }
}

/// <summary>An autoLoginCmd that can't be started.</summary>
internal sealed class LoginCommandMissing() : DiagnosticCheck(
    "KA502", DiagnosticArea.AutoLogin, DiagnosticSeverity.Error,
    "The program of autoLoginCmd can't be started",
    "Automatic login will fail when the credential expires.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context)
    {
        if (context.OwnSettings is { ForbidAutoLogin: false, Recipe: null, AutoLoginCommand: { Length: > 0 } command } && Helper.ProgramOf(command) is { } program
            && ProgramSearch.WhyNot(program, context.Environment.Get("PATH") ?? string.Empty, context.Environment, context.WorkingDirectory) is { } reason)
        {
            yield return Found($"autoLoginCmd calls '{program}', {reason}.", "Write the program's full path, with 'claude-aws config set autoLoginCmd'.", ConfigurationFile.Locate(context.Environment));
        }
    }
}

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

/// <summary>Secrets in a file without encryption.</summary>
internal sealed class PlainTextSecrets() : DiagnosticCheck(
    "KA504", DiagnosticArea.AutoLogin, DiagnosticSeverity.Warning,
    "Secrets are stored in an unencrypted file",
    "Anyone who can read your files, a backup or this disk can read your password.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context)
    {
        if (context.OwnSettings.SecretStore == PlainTextFileStore.StoreName)
        {
            yield return Found(
                "The setting secretStore is 'plaintext'.", "If the system has a secret store, run 'claude-aws config unset secretStore', then 'claude-aws secret set'.",
                ConfigurationFile.Locate(context.Environment));
        }
    }
}

/// <summary>The tool of the recipe is not there.</summary>
internal sealed class LoginToolMissing() : DiagnosticCheck(
    "KA505", DiagnosticArea.AutoLogin, DiagnosticSeverity.Error,
    "The login tool of the recipe can't be started",
    "Automatic login will fail when the credential expires.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context)
    {
        if (context.LoginMeans.Recipe is { Command: [[var program, ..], ..] } recipe
            && ProgramSearch.WhyNot(program, context.Environment.Get("PATH") ?? string.Empty, context.Environment, context.WorkingDirectory) is { } reason)
        {
            yield return Found(
                $"Recipe '{recipe.Name}' calls '{program}', {reason}.", "Install the tool, or write its full path in your own recipe (about_KeepaliveRecipes).",
                ConfigurationFile.Locate(context.Environment));
        }
    }
}

/// <summary>No store for the password that the recipe types.</summary>
internal sealed class StoreUnusable() : DiagnosticCheck(
    "KA506", DiagnosticArea.AutoLogin, DiagnosticSeverity.Error,
    "The store of the login password can't be used",
    "The password can't be read, so automatic login fails.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context)
    {
        if (context.LoginMeans.StoreFault is { } fault)
        {
            yield return Found(fault.Message, fault.Advice, ConfigurationFile.Locate(context.Environment));
        }
    }
}

/// <summary>The store has no password for the recipe.</summary>
internal sealed class PasswordMissing() : DiagnosticCheck(
    "KA507", DiagnosticArea.AutoLogin, DiagnosticSeverity.Warning,
    "No password is stored for the recipe",
    "The login fails when the login tool asks for the password.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context)
    {
        if (context.LoginMeans is { HasPassword: false, Recipe.Name: var recipe, Password: { } name })
        {
            yield return Found($"Recipe '{recipe}' needs the {name}, which is not stored.", "Store it with 'claude-aws secret set'.", ConfigurationFile.Locate(context.Environment));
        }
    }
}

/// <summary>A command for a secret that can't be started.</summary>
internal sealed class SecretCommandMissing() : DiagnosticCheck(
    "KA508", DiagnosticArea.AutoLogin, DiagnosticSeverity.Error,
    "The program of passwordCommand or totpCommand can't be started",
    "The login fails when the login tool asks for the password or the code.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context)
    {
        if (context.OwnSettings is not { ForbidAutoLogin: false, Recipe.Length: > 0 } settings)
        {
            yield break;
        }

        foreach (SecretKind kind in (SecretKind[])[SecretKind.Password, SecretKind.Totp])
        {
            if (SecretCommand.Of(settings, context.Choice.Name, kind, context.Environment) is { } command && command.FindObstacle(context.WorkingDirectory) is { } reason)
            {
                yield return Found(
                    $"{command.Setting} {reason}.", $"Write the program's full path, with 'claude-aws config set {command.Setting}'.",
                    ConfigurationFile.Locate(context.Environment));
            }
        }
    }
}
