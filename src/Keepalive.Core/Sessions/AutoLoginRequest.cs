using Keepalive.Aws.Profiles;
using Keepalive.Configuration;
using Keepalive.Logging;
using Keepalive.Login;
using Keepalive.Prompts;
using Keepalive.Secrets;
using Keepalive.Workers;

namespace Keepalive.Sessions;

/// <summary>
/// An automatic login that a person requests. It belongs to its caller: if the caller ends, the login tool ends too. If a login is already running,
/// the request waits for that login instead.
/// </summary>
public sealed record AutoLoginRequest
{
    /// <summary>The maximum duration of the login, also if the request waits for a running one.</summary>
    public static readonly TimeSpan Limit = WorkerRunner.Limit;

    /// <summary>The profile; null for the one in use.</summary>
    public string? Profile { get; init; }

    /// <summary>The recipe; null for the automatic login in the profile's settings.</summary>
    public string? Recipe { get; init; }

    /// <summary>The permission of a person to try again after a rejected login; null without such a permission.</summary>
    public ForcePermit? Force { get; init; }

    /// <summary>The rules with the caller's answers. They have priority over the recipe's rules.</summary>
    public IReadOnlyList<ScriptedRule> Rules { get; init; } = [];

    /// <summary>The place of the secrets; null for the store in the settings.</summary>
    public SecretKeeper? Keeper { get; init; }

    /// <summary>Asks the caller's person; null if the caller can't. Then the page or a dialog is used, as the settings say.</summary>
    public IPersonPrompt? Prompt { get; init; }

    /// <summary>Describes the steps of <see cref="RunAsync"/>, one sentence for each. Only reads files: it starts no tool, opens no store and writes nothing.</summary>
    /// <param name="environment">The variables and the platform.</param>
    /// <param name="clock">The machine's clock.</param>
    /// <exception cref="KeepaliveException">AutoLoginForbidden, AutoLoginNotSet, RecipeNotFound, RecipeInvalid.</exception>
    public IReadOnlyList<string> Forecast(SystemEnvironment environment, TimeProvider clock)
    {
        (string profile, KeepaliveConfiguration settings) = Choose(environment, clock);
        IAutoLogin login = Find(environment, settings, profile, clock);
        if ((Recipe ?? settings.Recipe) is { } recipe)
        {
            _ = RecipeBook.Open(environment, clock).Find(recipe);
        }

        string first = SignInLease.IsHeld(WorkerPaths.OfProfile(environment, profile))
            ? $"This command would wait for the running automatic login of profile '{profile}'."
            : login.Forecast(profile);
        return Force is null && AutoLoginHold.Find(environment, settings, profile, clock) is { } hold ? [first, hold.Sentence] : [first];
    }

    /// <summary>Signs in and returns the profile's name.</summary>
    /// <param name="environment">The variables and the platform.</param>
    /// <param name="progress">Receives every change.</param>
    /// <param name="clock">The machine's clock.</param>
    /// <param name="cancellationToken">Ends the login and the login tool.</param>
    /// <exception cref="KeepaliveException">AutoLoginForbidden, AutoLoginNotSet, or an error of the recipe's run.</exception>
    public async Task<string> RunAsync(
        SystemEnvironment environment, IProgress<SignInProgress>? progress, TimeProvider clock, CancellationToken cancellationToken)
    {
        (string profile, KeepaliveConfiguration settings) = Choose(environment, clock);
        IAutoLogin login = Find(environment, settings, profile, clock);
        if (Force is not null)
        {
            new LoginBreaker(environment, SecretName.Of(settings, profile, SecretKind.Password), clock).Clear(Force);
        }

        // The same code as in a worker, but in this process: lease, ledger and limit are the same for both.
        WorkerPaths place = WorkerPaths.OfProfile(environment, profile);
        var here = new HereLauncher(() => new AutoLoginWorker(environment, settings, profile, () => login, clock, LogCaller.Login)
        {
            Prompt = settings.AsksAtTerminal ? Prompt : null,
        }.RunAsync(cancellationToken));
        try
        {
            var options = new SignInOptions { Budget = Limit, Force = true };
            await new SignInWatch(place, here, clock)
                .RunAsync(options, static _ => ValueTask.FromResult(false), progress, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await here.Running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return profile;
    }

    private (string Profile, KeepaliveConfiguration Settings) Choose(SystemEnvironment environment, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(environment);
        KeepaliveConfiguration configuration = ConfigurationFile.Read(environment, clock);
        ProfileChoice choice = ProfileChoice.Make(Profile, environment, configuration.Profile, configuration.Policy?.PinnedProfile);
        return (choice.Name, configuration.For(choice.Name));
    }

    private IAutoLogin Find(SystemEnvironment environment, KeepaliveConfiguration settings, string profile, TimeProvider clock)
    {
        if (settings.ForbidAutoLogin)
        {
            throw KeepaliveErrors.AutoLoginForbidden(profile, settings.Policy is { } policy && policy.ValueOf(ConfigurationSettings.ForbidAutoLoginName) is not null ? policy.Path : null);
        }

        return (Recipe ?? settings.Recipe) is { } recipe
            ? new RecipeLogin(environment, settings, profile, recipe) { Rules = [.. Rules.Select(Rule)], Keeper = Keeper, Clock = clock }
            : AutoLogins.Find(environment, settings, profile) ?? MfaLogin.Find(environment, settings, profile, clock) ?? throw KeepaliveErrors.AutoLoginNotSet(profile, WordList.Are("recipe", RecipeBook.BuiltIn));
    }

    private static RecipeRule Rule(ScriptedRule rule)
    {
        try
        {
            return new RecipeRule { Name = rule.Pattern, Match = RecipePattern.Compile(rule.Pattern), Action = RecipeAction.Send, Reply = rule.Reply };
        }
        catch (ArgumentException exception)
        {
            throw KeepaliveErrors.RecipeInvalid("a rule of the caller", $"'{rule.Pattern}' is not a regular expression ({exception.Message})");
        }
    }

    /// <summary>Runs the worker in this process.</summary>
    private sealed class HereLauncher(Func<Task> run) : IWorkerLauncher
    {
        public Task Running { get; private set; } = Task.CompletedTask;

        public ILaunchedWorker Launch(SignInOptions options)
        {
            Running = Task.Run(run);
            return new Started(Running);
        }

        private sealed class Started(Task running) : ILaunchedWorker
        {
            public bool HasEnded => running.IsCompleted;

            public Task Ended => running;
        }
    }
}
