using System.Diagnostics;
using System.Text.Json.Nodes;
using Keepalive.ClaudeCode;

namespace Keepalive.Sandbox.ClaudeCode;

/// <summary>
/// A client that treats credentials as Claude Code does (observed on version 2.1.329), with nothing else of it: its
/// helper commands, its cache, its hooks, its retries, its status line. Talks to the loopback services alone.
/// </summary>
public sealed class MiniatureClient : IDisposable
{
    private const int StartChecks = 3;

    // It tells the person of ten tries and makes thirteen requests.
    private const int MaximumRequests = 13;
    private const int RefreshFailuresThatEndATurn = 2;
    private const string NoCredentials =
        "API Error: Could not load AWS credentials · Could not load credentials from any providers. Check or refresh your AWS credentials and try again.";

    private static readonly TimeSpan s_firstPause = TimeSpan.FromMilliseconds(550);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(38);

    private readonly ClientOptions _options;
    private readonly ClientEnvironment _environment;
    private readonly AwsCalls _aws;
    private readonly AuthRefresh _refresh;
    private readonly ClientCredentials _credentials;
    private readonly HookRunner _hooks;
    private DateTime _settingsWritten;
    private ClientSettings _settings = new();

    /// <summary>Prepares; reads and runs nothing.</summary>
    /// <param name="options">Where it lives.</param>
    public MiniatureClient(ClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _environment = new ClientEnvironment(options.Variables, options.Folder, options.SessionId, options.IsHeadless);
        _aws = new AwsCalls(name => _environment[name], options.Clock);
        var chain = new DefaultChain(_environment);
        _refresh = new AuthRefresh(_environment, chain, _aws, options.Clock);
        _credentials = new ClientCredentials(_environment, _refresh, chain, options.Clock);
        _hooks = new HookRunner(_environment, options.SessionId);
    }

    /// <summary>How often <c>awsCredentialExport</c> ran.</summary>
    public int Exports => _credentials.Exports;

    /// <summary>How often <c>awsAuthRefresh</c> ran.</summary>
    public int Refreshes => _refresh.Runs;

    /// <summary>The output of the last <c>awsAuthRefresh</c>.</summary>
    public string RefreshOutput => _refresh.Output;

    /// <summary>The files that the SessionStart hooks asked to watch.</summary>
    public IReadOnlyList<string> WatchPaths { get; private set; } = [];

    /// <summary>Begins the session: keys, a first request to Bedrock, SessionStart hooks.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>What the hooks said.</returns>
    public async Task<IReadOnlyList<string>> StartAsync(CancellationToken cancellationToken)
    {
        ReadSettings();
        if (await _credentials.GetAsync(cancellationToken) is { } key)
        {
            await _aws.ListInferenceProfilesAsync(key, cancellationToken);
            for (int check = 0; check < StartChecks; check++)
            {
                // Not tried again, whatever they are answered.
                await _aws.InvokeAsync("check", maximumTokens: 1, key, cancellationToken);
            }
        }

        HookVerdict verdict = await _hooks.RunAsync(HookEvents.SessionStart, new JsonObject { ["source"] = "startup", ["model"] = "sandbox" }, cancellationToken);
        WatchPaths = verdict.WatchPaths;
        return verdict.Messages;
    }

    /// <summary>One turn.</summary>
    /// <param name="prompt">What the person has typed.</param>
    /// <param name="cancellationToken">Ends it, as Esc does.</param>
    public async Task<TurnResult> PromptAsync(string prompt, CancellationToken cancellationToken)
    {
        long start = Stopwatch.GetTimestamp();
        ReadSettings();
        HookVerdict verdict = await _hooks.RunAsync(
            HookEvents.UserPromptSubmit, new JsonObject { ["prompt_id"] = Guid.NewGuid().ToString(), ["permission_mode"] = "default", ["prompt"] = prompt }, cancellationToken);
        TurnResult result = verdict switch
        {
            { BlockReason: { } reason } => new TurnResult(TurnOutcome.Blocked, reason) { ReturnedPrompt = prompt },
            { StopReason: { } reason } => new TurnResult(TurnOutcome.Stopped, "Operation stopped by hook: " + reason),
            _ => await AskAsync(prompt, cancellationToken),
        };
        // What a hook says beside a block is not shown.
        return result with { Messages = verdict.BlockReason is null ? verdict.Messages : [], Duration = Stopwatch.GetElapsedTime(start) };
    }

    /// <summary>Runs the status line; empty when it fails or there is none.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<string> StatusLineAsync(CancellationToken cancellationToken)
    {
        ReadSettings();
        if (_settings.StatusLine is not { } command)
        {
            return "";
        }

        var input = new JsonObject
        {
            ["session_id"] = _options.SessionId,
            ["cwd"] = _options.Folder,
            ["model"] = new JsonObject { ["id"] = "sandbox", ["display_name"] = "Sandbox" },
            ["workspace"] = new JsonObject { ["current_dir"] = _options.Folder, ["project_dir"] = _options.Folder },
            ["version"] = "2.1.329",
        };
        HelperOutcome outcome = await HelperProcess.RunWithInputAsync(
            new ClientHook(command, null, ClientHook.DefaultTimeout), input.ToJsonString(), _environment.ForHooks, _options.Folder, cancellationToken);
        return outcome.ExitStatus == 0 ? string.Join('\n', outcome.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)) : "";
    }

    /// <summary>The reaction of an idle session 0.6 s after a watched file changed.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The toasts.</returns>
    public async Task<IReadOnlyList<string>> FileChangedAsync(string path, CancellationToken cancellationToken) =>
        (await _hooks.RunAsync(HookEvents.FileChanged, new JsonObject { ["file_path"] = path, ["event"] = "change" }, cancellationToken)).Messages;

    /// <summary>Lets the session lie idle: what it remembers becomes that much older.</summary>
    /// <param name="time">How long.</param>
    public void Rest(TimeSpan time) => _credentials.Age(time);

    /// <summary>Ends once nothing runs in the background any more.</summary>
    public Task SettleAsync() => _credentials.SettleAsync();

    /// <inheritdoc/>
    public void Dispose()
    {
        _refresh.Dispose();
        _aws.Dispose();
    }

    private async Task<TurnResult> AskAsync(string prompt, CancellationToken cancellationToken)
    {
        for (int request = 1; ; request++)
        {
            if (await _credentials.GetAsync(cancellationToken) is not { } key)
            {
                return await FailAsync("cloud_credential_error", NoCredentials, request - 1, cancellationToken);
            }

            ModelAnswer answer = await _aws.InvokeAsync(prompt, maximumTokens: 1024, key, cancellationToken);
            if (answer.IsGood)
            {
                return new TurnResult(TurnOutcome.Answered, answer.Text) { Requests = request };
            }

            bool isLost = request == MaximumRequests || _refresh.FailuresInARow >= RefreshFailuresThatEndATurn;
            if (isLost || !(answer.IsDeadKey || answer.Status is 401 or 429 or >= 500))
            {
                string error = answer.Status is 401 or 403 ? "authentication_failed" : "server_error";
                return await FailAsync(error, $"API Error: {answer.Status} {answer.Message}", request, cancellationToken);
            }

            if (answer.IsDeadKey)
            {
                _credentials.Drop();
            }

            TimeSpan pause = s_firstPause * Math.Pow(2, request - 1);
            await Task.Delay(pause < s_longestPause ? pause : s_longestPause, _options.Clock, cancellationToken);
        }
    }

    private async Task<TurnResult> FailAsync(string error, string text, int requests, CancellationToken cancellationToken)
    {
        await _hooks.RunAsync(HookEvents.StopFailure, new JsonObject { ["error"] = error, ["last_assistant_message"] = "" }, cancellationToken);
        return new TurnResult(TurnOutcome.Failed, text) { Requests = requests };
    }

    /// <summary>A settings file that was written, even with the same bytes, takes the keys with it.</summary>
    private void ReadSettings()
    {
        DateTime written = File.GetLastWriteTimeUtc(_options.SettingsFile);
        if (written == _settingsWritten)
        {
            return;
        }

        _settingsWritten = written;
        _settings = ClientSettings.Read(_options.SettingsFile);
        _environment.FromSettings = _settings.Environment;
        _credentials.Settings = _hooks.Settings = _settings;
        _credentials.Drop();
    }
}
