using Keepalive.Configuration;
using Keepalive.Host.Verbs;
using Keepalive.Login;
using Keepalive.Prompts;
using Keepalive.Prompts.Page;
using Keepalive.Secrets;
using Keepalive.Sessions;
using Keepalive.Workers;

namespace Keepalive.Host.Cmdlets;

/// <summary>The cmdlets that make a session good.</summary>
internal static class RefreshCmdlets
{
    public static async Task RefreshAsync(CmdletContext context)
    {
        CmdletRequest request = context.Request;
        string question = $"Refresh the AWS session of {context.Target}";
        CmdletAgreement agreement = await context.ShouldProcessAsync(question, $"{question}?", "Refresh").ConfigureAwait(false);
        if (agreement == CmdletAgreement.No)
        {
            return;
        }

        bool isAgreed = agreement == CmdletAgreement.Yes;
        context.Begin("Refreshing an AWS credential", $"Checking {context.Target}");
        IPersonPrompt? prompt = context.Prompt;
        bool force = request.Flag("Force");
        RefreshOptions options = new RefreshOptions { AsksAtTerminal = prompt is not null, Force = force, HasTerminal = force && request.HasTerminal, IsDryRun = !isAgreed }.In(context.Environment);
        KeepaliveConfiguration configuration = ConfigurationFile.Read(context.Environment, context.Clock);
        var rows = new CmdletRows(context);
        await using RelayedProgress? relay = prompt is null ? null : new RelayedProgress(rows, context.Environment, configuration, prompt, context.Clock, context.Stop);
        RefreshResult result = await new SessionRefresh(context.Environment, configuration, WorkerCommand.Instance, context.Clock)
            .RunAsync(request.Profile, options, (IProgress<SignInProgress>?)relay ?? rows, context.Stop).ConfigureAwait(false);
        foreach (string step in result.Steps)
        {
            context.Inform(step);
        }

        if (request.Flag("PassThru") && isAgreed)
        {
            CmdletMessage message = context.Object("ClaudeAwsRefresh");
            message.Line("Profile", result.Profile);
            message.Text("Way", result.Way.ToString());
            message.Time("Expires", result.Expires);
            message.Lines("Steps", result.Steps);
            message.End();
            message.Send();
        }
    }

    public static async Task LoginAsync(CmdletContext context)
    {
        CmdletRequest request = context.Request;
        if (!await context.ShouldProcessAsync(context.Target, "Sign in with the login tool").ConfigureAwait(false))
        {
            return;
        }

        context.Begin("Signing in with a login tool", $"Signing in {context.Target}");
        var login = new AutoLoginRequest
        {
            Profile = request.Profile,
            Recipe = request.Text("Recipe"),
            Force = request.Flag("Force") ? ForcePermit.Ask(context.Environment, request.HasTerminal) : null,
            Rules = Rules(context),
            Keeper = Keeper(context),
            Prompt = context.Prompt,
        };
        await login.RunAsync(context.Environment, new CmdletRows(context), context.Clock, context.Stop).ConfigureAwait(false);
    }

    /// <summary>The answers stay in the shell: a text and a SecureString come when their question does, a script block runs there.</summary>
    private static List<ScriptedRule> Rules(CmdletContext context)
    {
        var rules = new List<ScriptedRule>();
        foreach (string pattern in context.Request.Texts("Rule"))
        {
            int index = rules.Count;
            rules.Add(new ScriptedRule(pattern, (row, stop) => AskRule(context, index, row, stop)));
        }

        return rules;
    }

    private static Secret? AskRule(CmdletContext context, int index, string row, CancellationToken stop)
    {
        CmdletMessage message = context.Channel.Begin("rule");
        message.Number("index", index);
        message.Text("row", row);
        using CmdletAnswer answer = context.Channel.AskAsync(message, stop).GetAwaiter().GetResult();
        return answer.Text("fault") is { } fault ? throw new InvalidOperationException(fault) : answer.Secret("secret");
    }

    private static SecretKeeper? Keeper(CmdletContext context) => context.Request.Text("Vault") is not { } vault ? null : SecretKeeper.Of(
        SecretChoice.Make(context.Request.Profile, account: null, SecretKind.Password, context.Environment, context.Clock).Configuration, new CmdletVault(context.Channel, vault), context.Clock);
}
