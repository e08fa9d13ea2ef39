using Keepalive.Host.Output;
using Keepalive.Login;
using Keepalive.Secrets;

namespace Keepalive.Host.Verbs;

/// <summary><c>claude-aws secret</c>: the password and the seed that a login tool asks for.</summary>
internal static class SecretVerb
{
    /// <summary>A person types, and may have to unlock a store.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    public static int Set(SecretRequest request, bool fromStandardInput) => VerbRunner.Run(Limit, async cancellationToken =>
    {
        (SecretName name, var configuration) = request.Choose();
        if (!fromStandardInput && SecretPrompt.Obstacle is { } obstacle)
        {
            ErrorOutput.Write(obstacle, "Pipe the value in with --stdin.");
            return ExitStatus.Usage;
        }

        if (CmdkeyLeftover.TellOnce(SystemEnvironment.Current) is { } leftover)
        {
            ErrorOutput.Write(leftover);
        }

        using Stream input = fromStandardInput ? Console.OpenStandardInput() : Stream.Null;
        using Secret secret = fromStandardInput
            ? await SecretInput.ReadAsync(input, name, cancellationToken).ConfigureAwait(false)
            : SecretPrompt.Ask(name);
        SecretKeeper keeper = SecretKeeper.Open(SystemEnvironment.Current, configuration, request.Store, TimeProvider.System);
        SecretChange change = await SecretChange
            .SetAsync(SystemEnvironment.Current, keeper, name, secret, TimeProvider.System, cancellationToken)
            .ConfigureAwait(false);
        if (change.Warning is { } warning)
        {
            ErrorOutput.Write(warning);
        }

        if (change.WasRejected)
        {
            ErrorOutput.Write("this is the same value that was rejected at the last login.", "Automatic login is paused until you store another value.");
        }

        SignInText.Write($"The {name} was stored in {change.Store}.\n");
        return ExitStatus.Fine;
    });

    /// <summary>The dry run of <see cref="Set"/>.</summary>
    public static int ForecastSet(SecretRequest request) => VerbRunner.Run(Limit, async cancellationToken =>
    {
        (SecretKeeper keeper, SecretName name) = Open(request);
        SignInText.Write(await SecretChange.ForecastAsync(keeper, name, cancellationToken).ConfigureAwait(false) + "\n");
        return ExitStatus.Fine;
    });

    public static int Test(SecretRequest request) => VerbRunner.Run(Limit, async cancellationToken =>
    {
        (SecretKeeper keeper, SecretName name) = Open(request);
        if (!await keeper.ExistsAsync(name, cancellationToken).ConfigureAwait(false))
        {
            throw KeepaliveErrors.SecretNotFound(name.Description, keeper.Store!.DisplayName);
        }

        SignInText.Write($"The {name} is in {keeper.Store!.DisplayName}.\n");
        return ExitStatus.Fine;
    });

    public static int Remove(SecretRequest request, bool isDryRun) => VerbRunner.Run(Limit, async cancellationToken =>
    {
        (SecretKeeper keeper, SecretName name) = Open(request);
        bool existed = isDryRun
            ? await keeper.ExistsAsync(name, cancellationToken).ConfigureAwait(false)
            : await keeper.RemoveAsync(name, cancellationToken).ConfigureAwait(false);
        SignInText.Write(existed
            ? $"The {name} {(isDryRun ? "would be" : "is")} removed from {keeper.Store!.DisplayName}.\n"
            : $"There {(isDryRun ? "is" : "was")} no {name} in {keeper.Store!.DisplayName}.\n");
        return ExitStatus.Fine;
    });

    private static (SecretKeeper Keeper, SecretName Name) Open(SecretRequest request)
    {
        (SecretName name, var configuration) = request.Choose();
        return (SecretKeeper.Open(SystemEnvironment.Current, configuration, request.Store, TimeProvider.System), name);
    }
}
