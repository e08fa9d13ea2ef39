using System.Security.Cryptography;
using Keepalive.Platform.Processes;

namespace Keepalive.Prompts.Dialogs;

/// <summary>Asks with a program that shows a dialog. The program is ended with the question: by its limit, or when another way has answered.</summary>
/// <param name="form">The program.</param>
/// <param name="environment">The variables and the platform.</param>
internal sealed class ProgramDialog(IDialogForm form, SystemEnvironment environment) : IPromptDialog
{
    private const int ErrorLimit = 4 * 1024;

    /// <summary>pinentry writes up to three characters for one.</summary>
    private const int OutputLimit = (3 * Secret.MaximumLength) + 1024;

    /// <summary>The variables that say where the desktop is.</summary>
    private static readonly string[] s_desktop = ["DISPLAY", "WAYLAND_DISPLAY", "XAUTHORITY", "XDG_RUNTIME_DIR", "DBUS_SESSION_BUS_ADDRESS"];

    /// <summary>The variables that choose the locale, the strongest first.</summary>
    private static readonly string[] s_locale = ["LC_ALL", "LC_CTYPE", "LANG"];

    /// <summary>The program's form.</summary>
    public IDialogForm Form => form;

    /// <summary>The time.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    public bool CanAsk(Question question) => form.CanAsk(question);

    public async Task<Secret> AskAsync(Question question, CancellationToken cancellationToken)
    {
        TimeSpan time = question.Limit < Question.LongestLimit ? question.Limit : Question.LongestLimit;
        using var bound = new CancellationTokenSource(time, Clock);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(bound.Token, cancellationToken);
        using var errors = new ErrorTail(ErrorLimit);
        ChildOutcome? outcome = null;
        try
        {
            outcome = await ChildProcess.RunAsync(form.Command(question) with { EnvironmentChanges = Changes(), Errors = errors }, OutputLimit, stop.Token).ConfigureAwait(false);
            return outcome.OutputLimitExceeded
                ? throw new DialogFailedException("its output was too long")
                : form.Read(question, outcome, errors.Bytes) ?? throw NotGiven(question, "the dialog was closed without an answer");
        }
        catch (ChildStartException exception)
        {
            throw Unavailable(question, exception.Reason);
        }
        catch (DialogFailedException exception)
        {
            throw Unavailable(question, exception.Message);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw NotGiven(question, $"no answer came within {Duration.Format(time)}");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(outcome?.StandardOutput);
        }
    }

    private Dictionary<string, string?> Changes()
    {
        var changes = new Dictionary<string, string?>(SecretVariables.Removed);
        foreach (string name in s_desktop)
        {
            if (environment.Get(name) is { } value)
            {
                changes[name] = value;
            }
        }

        // In the C locale, as a service or cron has it, GTK refuses an argument that is not ASCII. An empty variable is ignored.
        string? locale = s_locale.Select(environment.Get).FirstOrDefault(static value => !string.IsNullOrEmpty(value));
        if (locale?.Replace("-", string.Empty, StringComparison.Ordinal).Contains("utf8", StringComparison.OrdinalIgnoreCase) != true)
        {
            changes["LC_ALL"] = "C.UTF-8";
        }

        return changes;
    }

    private static KeepaliveException Unavailable(Question question, string reason) =>
        KeepaliveErrors.PromptUnavailable(question.Profile, question.Tool, question.Words, $"the dialog can't be shown: {reason}");

    private static KeepaliveException NotGiven(Question question, string reason) => KeepaliveErrors.AnswerNotGiven(question.Profile, question.Tool, question.Words, reason);
}
