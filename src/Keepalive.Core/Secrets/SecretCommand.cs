using System.Security.Cryptography;
using Keepalive.Configuration;
using Keepalive.Platform.Processes;

namespace Keepalive.Secrets;

/// <summary>
/// <c>passwordCommand</c> and <c>totpCommand</c>: a program that prints a secret from where a person keeps it. It is run without a shell, a terminal and
/// input, with the environment of the caller (a password manager finds its session there), for a bounded time. What it prints is zeroed.
/// </summary>
internal sealed class SecretCommand
{
    /// <summary>A person may have to touch a key or to unlock a vault.</summary>
    public static readonly TimeSpan LongestLimit = TimeSpan.FromSeconds(60);

    /// <summary>A byte order mark and a line end are not part of the value.</summary>
    private const int OutputLimit = Secret.MaximumLength + 8;

    private const int ErrorLimit = 4 * 1024;

    private readonly string _line;
    private readonly string _profile;
    private readonly SystemEnvironment _environment;

    private SecretCommand(string setting, string line, string profile, SystemEnvironment environment) =>
        (Setting, _line, _profile, _environment) = (setting, line, profile, environment);

    /// <summary>The setting that names it.</summary>
    public string Setting { get; }

    /// <summary>The program as the line names it; of the line nothing else may be shown, since people write secrets there.</summary>
    public string Program => Words(out _) is [var program, ..] ? program : "not a command line";

    /// <summary>The setting of a kind of secret.</summary>
    /// <param name="kind">The kind.</param>
    public static string SettingOf(SecretKind kind) => kind == SecretKind.Totp ? "totpCommand" : "passwordCommand";

    /// <summary>The command of a profile; null if there is none.</summary>
    /// <param name="settings">The profile's own settings.</param>
    /// <param name="profile">The profile, for errors.</param>
    /// <param name="kind">The kind of the secret.</param>
    /// <param name="environment">The variables and the platform.</param>
    public static SecretCommand? Of(KeepaliveConfiguration settings, string profile, SecretKind kind, SystemEnvironment environment) =>
        (kind == SecretKind.Totp ? settings.TotpCommand : settings.PasswordCommand) is { Length: > 0 } line ? Of(line, profile, kind, environment) : null;

    /// <summary>A command that is not yet a setting.</summary>
    /// <param name="line">The command line.</param>
    /// <param name="profile">The profile, for errors.</param>
    /// <param name="kind">The kind of the secret.</param>
    /// <param name="environment">The variables and the platform.</param>
    public static SecretCommand Of(string line, string profile, SecretKind kind, SystemEnvironment environment) => new(SettingOf(kind), line, profile, environment);

    /// <summary>Why the program can't be started, as the rest of a sentence, or null; starts nothing.</summary>
    /// <param name="workingDirectory">Where a relative path begins.</param>
    public string? FindObstacle(string workingDirectory) => Words(out string? fault) is not [var program, ..]
        ? $"can't be run: {fault}"
        : ProgramSearch.WhyNot(program, _environment.Get("PATH") ?? string.Empty, _environment, workingDirectory) is { } reason ? $"calls '{program}', {reason}" : null;

    /// <exception cref="KeepaliveException">SecretCommandFailed: the line is not a command line.</exception>
    public void RequireReadable()
    {
        if (Words(out string? fault) is null)
        {
            throw Unreadable(fault);
        }
    }

    /// <summary>Runs it, and gives the one line that it prints. The caller disposes of the value.</summary>
    /// <param name="limit">The time that is left; it gets no more than <see cref="LongestLimit"/>.</param>
    /// <param name="clock">Measures the limit.</param>
    /// <param name="cancellationToken">Ends it with its child processes.</param>
    /// <exception cref="KeepaliveException">SecretCommandFailed.</exception>
    public async Task<Secret> RunAsync(TimeSpan limit, TimeProvider clock, CancellationToken cancellationToken)
    {
        TimeSpan time = limit < LongestLimit ? limit : LongestLimit;
        string[] words = Words(out string? fault) ?? throw Unreadable(fault);
        using var bound = new CancellationTokenSource(time > TimeSpan.Zero ? time : TimeSpan.Zero, clock);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(bound.Token, cancellationToken);
        using var errors = new ErrorTail(ErrorLimit);
        ChildOutcome? outcome = null;
        try
        {
            var command = new ChildCommand(words[0], [.. words.Skip(1)]) { Errors = errors };
            outcome = await ChildProcess.RunAsync(command, OutputLimit, stop.Token).ConfigureAwait(false);
            return Value(outcome, errors);
        }
        catch (ChildStartException exception)
        {
            throw Failed($"could not be started: {exception.Reason}");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw Failed($"did not end within {Duration.Format(time)}, and was stopped with its child processes{SecretCommandErrors.Quote(errors.Bytes, [])}");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(outcome?.StandardOutput);
        }
    }

    private KeepaliveException Unreadable(string? fault) => Failed($"can't be run: {fault}");

    private Secret Value(ChildOutcome outcome, ErrorTail errors)
    {
        ReadOnlySpan<byte> line = SecretInput.WithoutLineEnd(outcome.StandardOutput);
        string? fault = outcome switch
        {
            { OutputLimitExceeded: true } => $"printed more than {Secret.MaximumLength} bytes, and was stopped",
            { Signal: { } signal } => $"was stopped by signal {signal}",
            { ExitCode: not 0 } => $"ended with exit status {outcome.ExitCode}",
            _ when line.IsEmpty => "printed nothing",
            _ => null,
        };
        if (fault is not null)
        {
            throw Failed(fault + SecretCommandErrors.Quote(errors.Bytes, line));
        }

        return SecretRules.FindFault(line) is { } problem ? throw Failed($"printed a text that can't be used: {problem}") : Secret.FromUtf8(line);
    }

    /// <summary>The error of this command.</summary>
    /// <param name="reason">What is wrong, as the rest of a sentence, without the output.</param>
    public KeepaliveException Failed(string reason) => KeepaliveErrors.SecretCommandFailed(Setting, _profile, Program, reason);

    /// <summary>A tilde at the beginning of a word is the home folder: there is no shell that would replace it.</summary>
    private string[]? Words(out string? fault)
    {
        try
        {
            fault = null;
            return [.. ProgramLine.Split(_line, _environment.IsWindows).Select(_environment.ExpandHome)];
        }
        catch (FormatException exception)
        {
            fault = exception.Message;
            return null;
        }
    }
}
