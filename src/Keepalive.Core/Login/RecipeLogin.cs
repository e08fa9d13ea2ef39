using Keepalive.Configuration;
using Keepalive.Credentials;
using Keepalive.Platform.Notifications;
using Keepalive.Platform.Time;
using Keepalive.Prompts;
using Keepalive.Secrets;

namespace Keepalive.Login;

/// <summary>
/// <c>recipe</c>: a login tool, driven at a terminal with the stored secrets. Stands still while the breaker is open, and opens it.
/// </summary>
/// <param name="environment">The variables and the platform.</param>
/// <param name="settings">The profile's own settings.</param>
/// <param name="profile">The profile.</param>
/// <param name="recipe">The recipe's name.</param>
internal sealed class RecipeLogin(SystemEnvironment environment, KeepaliveConfiguration settings, string profile, string recipe) : IAutoLogin
{
    private bool _isRemembered;
    private string? _tool;

    /// <summary>The machine's clock.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>The rules of the caller, which have priority over the recipe's rules.</summary>
    public IReadOnlyList<RecipeRule> Rules { get; init; } = [];

    /// <summary>Where the secrets are.</summary>
    public SecretKeeper? Keeper { get; init; }

    /// <summary>Tells the desktop of a number to match.</summary>
    public INotifier? Notifier { get; init; }

    public string Setting => "recipe " + recipe;

    /// <summary>The name in questions and messages: a recipe of the person's own may have any name.</summary>
    public string Tool => _tool ??= FindTool();

    public async Task<string?> RunAsync(IProgress<LoginNotice> notices, IPersonPrompt prompt, CancellationToken cancellationToken)
    {
        Recipe found = RecipeBook.Open(environment, Clock).Find(recipe);
        found = found with { Rules = [.. Rules, .. found.Rules] };
        SecretKeeper keeper = Keeper ?? SecretKeeper.Open(environment, settings, store: null, Clock);
        using var answers = new StoredAnswers(environment, settings, profile, keeper, found.Limit, Clock);
        var breaker = new LoginBreaker(environment, answers.PasswordName, Clock);
        bool dependsOnValue = breaker.Read() is { RejectedAt: not null } or { HasFailed: true };
        await breaker.CheckAsync(
            dependsOnValue ? await answers.FindFingerprintAsync(cancellationToken).ConfigureAwait(false) : null, cancellationToken).ConfigureAwait(false);

        using var redaction = new Redaction();
        Transcript transcript = Transcript.Of(environment, profile, redaction, Clock);
        var values = new RecipeValues(profile, settings.LoginUser, settings.LoginRole);
        var told = new UserNotifier(notices, Notifier ?? new DesktopNotifier(environment, Clock), cancellationToken);
        bool isWritten = false;
        LoginRun run;
        try
        {
            run = await DriveAsync(
                (refused, complaint) => new LoginDriver(found, values, answers, transcript, redaction, Clock) { Prompt = prompt, RefusedBefore = refused, Complaint = complaint },
                found.Tool, told, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            isWritten = transcript.TryWrite($"recipe {recipe}, profile {profile}");
        }

        await KeepExpiryAsync(run, cancellationToken).ConfigureAwait(false);
        await RememberAsync(breaker, answers, run.Failure, cancellationToken).ConfigureAwait(false);
        _isRemembered = run.Failure is not null;
        return run.Failure is not { } failure ? null
            : throw (isWritten ? failure.Advise($"{failure.Advice} The output of the tool is in {transcript.Path}.") : failure);
    }

    /// <summary>The tool's own failure is already recorded, with the password that was used.</summary>
    public async Task RememberAsync(KeepaliveException? failure, CancellationToken cancellationToken)
    {
        var breaker = new LoginBreaker(environment, SecretName.Of(settings, profile, SecretKind.Password), Clock);
        if (failure is null)
        {
            await breaker.SucceededAsync(cancellationToken).ConfigureAwait(false);
        }
        else if (!_isRemembered && KeepaliveErrorCode.Has(failure.Code, ErrorTrait.FailedLogin))
        {
            await breaker.FailedAsync(failure.Code, fingerprint: null, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Runs the tool, and once more if it has ended because a person has mistyped something: three refused tries are the most of one sign-in. What was
    /// stored is never tried twice.
    /// </summary>
    private static async Task<LoginRun> DriveAsync(Func<int, string?, LoginDriver> create, string tool, IProgress<LoginNotice> told, CancellationToken cancellationToken)
    {
        int refused = 0;
        string? complaint = null;
        while (true)
        {
            LoginRun run = await create(refused, complaint).RunAsync(told, cancellationToken).ConfigureAwait(false);
            refused += run.RefusedTries;
            if (run.RefusedTries == 0 || refused >= RepeatedPrompt.MostTimes)
            {
                return run;
            }

            string noun = run.Failure!.Code == KeepaliveErrorCode.MfaCodeRejected ? "code" : "password";
            complaint = $"{tool} did not accept the last {noun}, and was started again.";
        }
    }

    private string FindTool()
    {
        try
        {
            return RecipeBook.Open(environment, Clock).Find(recipe).Tool;
        }
        catch (KeepaliveException)
        {
            return recipe; // The run itself tells that it can't be used.
        }
    }

    /// <summary>Next to the key that is in the file now, because the tool's output concerns it.</summary>
    private async Task KeepExpiryAsync(LoginRun run, CancellationToken cancellationToken)
    {
        if (run is { Failure: null, Expiry: { } printed } && ExpiryParser.TryParse(printed, out DateTimeOffset end, out _))
        {
            CredentialSnapshot mark = await new CredentialSnapshotReader(environment, settings, Clock).ReadAsync(profile, asksProcess: false, isOver: true, cancellationToken).ConfigureAwait(false);
            if (mark.AccessKeyId is { } key)
            {
                KeptExpiry.Remember(environment, profile, key, end);
            }
        }
    }

    private static async Task RememberAsync(LoginBreaker breaker, StoredAnswers answers, KeepaliveException? failure, CancellationToken cancellationToken)
    {
        switch (failure?.Code)
        {
            case null:
                break; // Whether it has succeeded is for the key to say that it has brought.
            case KeepaliveErrorCode.AnswerNotGiven or KeepaliveErrorCode.PromptUnavailable:
                break; // No password was refused. The pause of automatic sign-ins is enough.
            case KeepaliveErrorCode.LoginPasswordRejected or KeepaliveErrorCode.AccountLocked:
                if (await answers.FingerprintGivenAsync(cancellationToken).ConfigureAwait(false) is { } fingerprint)
                {
                    await breaker.PasswordRejectedAsync(fingerprint, cancellationToken).ConfigureAwait(false);
                }

                break;
            case { } code when KeepaliveErrorCode.Has(code, ErrorTrait.SecondFactor):
                await breaker.FailedAsync(code, fingerprint: null, cancellationToken).ConfigureAwait(false);
                break;
            case { } code when KeepaliveErrorCode.Has(code, ErrorTrait.FailedLogin):
                await breaker.FailedAsync(code, await answers.FingerprintGivenAsync(cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
                break;
        }
    }
}
