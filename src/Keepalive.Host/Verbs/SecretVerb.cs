using System.Text.Json;
using Keepalive.Configuration;
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

        using Stream input = fromStandardInput ? StandardStream.OpenInput() : Stream.Null;
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

        TellCommand(request);
        SignInText.Write($"The {name} was stored in {change.Store}.\n");
        return ExitStatus.Fine;
    });

    /// <summary>A program gives the secret, and no store.</summary>
    public static int SetCommand(SecretRequest request, string line, bool isDryRun) => VerbRunner.Run(Limit, async cancellationToken =>
    {
        SecretChoice choice = request.Choose();
        SystemEnvironment environment = SystemEnvironment.Current;
        ConfigurationEdit edit = SecretCommandChange.Plan(environment, choice, line, TimeProvider.System);
        bool wasRejected = false;
        if (!isDryRun)
        {
            (edit, wasRejected) = await SecretCommandChange.SetAsync(environment, choice, line, TimeProvider.System, cancellationToken).ConfigureAwait(false);
        }

        StandardOutput.WriteText(ConfigText.Done(edit, isDryRun));
        if (edit.Doubt is { } doubt)
        {
            ErrorOutput.Write(doubt);
        }

        if (wasRejected)
        {
            ErrorOutput.Write("the command gives the same value that was rejected at the last login.", "Automatic login is paused until it gives another value.");
        }

        return ExitStatus.Fine;
    });

    public static int List(string? profile, string? store, bool json) => VerbRunner.Run(Limit, async cancellationToken =>
    {
        SecretList list = await SecretList.ReadAsync(SystemEnvironment.Current, profile, store, TimeProvider.System, cancellationToken).ConfigureAwait(false);
        if (json)
        {
            StandardOutput.WriteJson(JsonSerializer.Serialize([.. list.Entries.Select(SecretDocument.From)], SecretJsonContext.Readable.SecretDocumentArray));
        }
        else if (list.Entries.Count > 0 || list.Fault is null)
        {
            StandardOutput.WriteText(list.Entries.Count > 0 ? SecretText.Table(list) : "No secret is stored, and no command gives one.");
        }

        return list.Fault is { } fault ? throw fault : ExitStatus.Fine;
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
        SecretChoice choice = request.Choose();
        SecretKeeper keeper = SecretKeeper.Open(SystemEnvironment.Current, choice.Configuration, request.Store, TimeProvider.System);
        SecretPresence found = await SecretPresence.FindAsync(choice, keeper, request.Store is not null, TimeProvider.System, cancellationToken).ConfigureAwait(false);
        if (!found.Exists)
        {
            throw KeepaliveErrors.SecretNotFound(choice.Name.Description, keeper.Store!.DisplayName);
        }

        SignInText.Write(found.Sentence + "\n");
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
        TellCommand(request);
        return ExitStatus.Fine;
    });

    private static void TellCommand(SecretRequest request)
    {
        if (request.Choose().CommandNote is { } note)
        {
            ErrorOutput.Write(note);
        }
    }

    private static (SecretKeeper Keeper, SecretName Name) Open(SecretRequest request)
    {
        (SecretName name, var configuration) = request.Choose();
        return (SecretKeeper.Open(SystemEnvironment.Current, configuration, request.Store, TimeProvider.System), name);
    }
}
