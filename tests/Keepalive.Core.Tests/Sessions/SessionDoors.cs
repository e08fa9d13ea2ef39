using System.Text.RegularExpressions;
using Keepalive.Aws.AccessKeys;
using Keepalive.Aws.SecurityTokens;
using Keepalive.ClaudeCode.Hook;
using Keepalive.ClaudeCode.StatusLine;
using Keepalive.Configuration;
using Keepalive.Core.Tests.Diagnostics;
using Keepalive.Diagnostics.Explanation;
using Keepalive.Diagnostics.Facts;
using Keepalive.Platform.Processes;
using Keepalive.Platform.Time;
using Keepalive.Sessions;
using Keepalive.Workers;

namespace Keepalive.Core.Tests.Sessions;

/// <summary>
/// Every door of the product to one home, and what each says there. No door is told more than its user would see. STS and IAM Identity Center answer
/// nothing, so that what is remembered decides.
/// </summary>
internal sealed class SessionDoors(DiagnosticHome home)
{
    public const string Good = "good";
    public const string Bad = "bad";
    public const string Open = "open";

    private readonly FakeVerifier _sts = new() { Otherwise = KeyValidity.Unknown };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private Deadline Deadline => Deadline.After(home.Clock, TimeSpan.FromSeconds(15));

    /// <summary>The machine as Claude Code and its helpers have it: its settings set variables, too.</summary>
    private SystemEnvironment Environment(bool isClient = false)
    {
        var context = new DiagnosticContext(home.Environment, new DiagnosticOptions(null, home.WorkingDirectory), home.Clock);
        return new SystemEnvironment(
            name => name switch
            {
                "AWS_ENDPOINT_URL" => "http://127.0.0.1:1",
                "CLAUDE_CODE_ENTRYPOINT" => isClient ? "cli" : null,
                _ => context.ClientVariable(name),
            },
            OperatingSystem.IsWindows())
        {
            ManagedSettingsFolder = home.Environment.ManagedSettingsFolder,
        };
    }

    private KeepaliveConfiguration Configuration => ConfigurationFile.Read(Environment(), home.Clock);

    private SessionReader Reader => new(Environment(), Configuration, home.Clock) { Verifier = _sts };

    /// <summary><c>status</c>: its verdict, or the code of its error.</summary>
    public Task<string> StatusAsync() => CodeOrAsync(async () => VerdictOf(await Reader.ReadAsync(null, Deadline, Token)));

    /// <summary><c>check</c>, <c>Test-ClaudeAwsSession</c>: good, or the code of the error.</summary>
    public Task<string> CheckAsync() => CodeOrAsync(async () => await Reader.RequireAsync(null, TimeSpan.Zero, Deadline, Token) is { } ? Good : Bad);

    /// <summary><c>export</c>.</summary>
    public Task<string> ExportAsync() => CodeOrAsync(async () =>
    {
        var export = new CredentialExport(Environment(), Configuration, home.Clock) { Verifier = _sts };
        await export.FindAsync(export.Choose(null), CredentialFormat.Process, Deadline, Token);
        return Good;
    });

    /// <summary>A rehearsed refresh: good, bad where a login would follow, or the code of the error.</summary>
    public Task<string> RefreshAsync() => CodeOrAsync(async () =>
    {
        var refresh = new SessionRefresh(Environment(), Configuration, new NoProgram(), home.Clock, _sts);
        RefreshResult result = await refresh.RunAsync(null, new RefreshOptions { IsRehearsal = true }, null, Token);
        return result.Way == RefreshWay.Rehearsed ? Bad : Good;
    });

    /// <summary><c>explain</c>.</summary>
    public async Task<string> ExplainAsync(bool isOffline)
    {
        CredentialExplanation explanation = await Explainer.ExplainAsync(
            Environment(), new ExplanationOptions(null, home.WorkingDirectory, isOffline), Deadline, home.Clock, Token);
        return explanation.ErrorCode ?? (explanation.ClientIsTold is null && isOffline ? Open : Good);
    }

    /// <summary>The row of <c>status --all</c>.</summary>
    public Task<string> ListAsync(string profile) => CodeOrAsync(() =>
        Task.FromResult(Reader.LookAll().FirstOrDefault(session => session.Profile == profile) is { } session ? VerdictOf(session) : KeepaliveErrorCode.ProfileNotFound));

    /// <summary>The hook: bad where it gives a prompt back, or says that the key is past.</summary>
    public Task<string> HookAsync() => CodeOrAsync(() =>
    {
        HookAnswer answer = new SessionHook(Environment(isClient: true), home.Clock, new NoRenewal())
            .Answer(new HookInput { Event = "UserPromptSubmit", SessionId = Guid.NewGuid().ToString(), IsOrdinaryPrompt = true }, null);
        return Task.FromResult(answer.BlockReason is not null || Regex.IsMatch(answer.Message ?? string.Empty, "expired|expires within|rejects the key|not signed in|needs a code") ? Bad : Good);
    });

    /// <summary>The status line.</summary>
    public async Task<string> StatusLineAsync() =>
        await new SessionStatusLine(Environment(), home.Clock, new NoOther()).WriteAsync(default, null, Deadline, Token) switch
        {
            var text when text.Contains("EXPIRED", StringComparison.Ordinal) || text.Contains("EXPIRING", StringComparison.Ordinal) => Bad,
            var text when text.Length == 0 || text.Contains('?', StringComparison.Ordinal) || text.Contains("login", StringComparison.Ordinal) => Open,
            _ => Good,
        };

    /// <summary>The words in a prompt.</summary>
    public string Prompt() => PromptSegment.Read(null, Environment(), home.Clock) switch
    {
        "" => Open,
        var text when text.EndsWith("signing in", StringComparison.Ordinal) => Open,
        var text => text.EndsWith("expired", StringComparison.Ordinal) || text.EndsWith("expiring", StringComparison.Ordinal) || text.EndsWith("signed out", StringComparison.Ordinal) ? Bad : Good,
    };

    /// <summary>The doctor: the findings that say that there is no key, or none that lives.</summary>
    public IEnumerable<string> Doctor() => home.Examine().Findings
        .Where(finding => finding.Id is "KA101" or "KA112" or "KA113" or "KA114" or "KA201" or "KA202" or "KA206" or "KA207" or "KA210")
        .Select(finding => finding.Id);

    /// <summary>The list tells of profiles alone.</summary>
    public bool AreKeysOfEnvironment => Environment().Get("AWS_ACCESS_KEY_ID") is not null;

    public string ProfileInUse => new DiagnosticContext(home.Environment, new DiagnosticOptions(null, home.WorkingDirectory), home.Clock).Choice.Name;

    private static string VerdictOf(SessionSnapshot session) => session.Verdict switch
    {
        SessionVerdict.Expired => KeepaliveErrorCode.CredentialExpired,
        SessionVerdict.Revoked or SessionVerdict.Unusable => session.ErrorCode!,
        SessionVerdict.NotAsked => Open,
        _ => session.Verdict.ToString(),
    };

    private static async Task<string> CodeOrAsync(Func<Task<string>> answer)
    {
        try
        {
            return await answer();
        }
        catch (KeepaliveException exception)
        {
            return exception.Code;
        }
    }

    /// <summary>No worker is to be had, so that a token is renewed here, as an export without workers does it.</summary>
    private sealed class NoProgram : IWorkerProgram, IWorkerLauncher
    {
        public IWorkerLauncher LauncherOf(string verb, string profile) => this;

        public ILaunchedWorker Launch(SignInOptions options) => throw new ChildStartException("it is not there");
    }

    private sealed class NoRenewal : IRenewalLauncher
    {
        public void Launch(string profile)
        {
        }
    }

    private sealed class NoOther : IOtherStatusLineLauncher
    {
        public void Launch(string request, string command)
        {
        }
    }
}
