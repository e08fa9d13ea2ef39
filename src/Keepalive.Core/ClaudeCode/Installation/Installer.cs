using Keepalive.Platform.Files;

namespace Keepalive.ClaudeCode.Installation;

/// <summary>Wires Keepalive into Claude Code: one plan, shown or carried out.</summary>
public sealed class Installer
{
    /// <summary>Claude Code may write its settings at any moment, but not all the time.</summary>
    private const int Attempts = 5;

    private readonly SystemEnvironment _environment;
    private readonly InstallOptions _options;
    private readonly TimeProvider _clock;
    private InstallationPlan _plan;

    private Installer(SystemEnvironment environment, InstallOptions options, TimeProvider clock)
    {
        _environment = environment;
        _options = options;
        _clock = clock;
        _plan = InstallationPlan.Make(environment, options, clock);
    }

    /// <summary>The settings file.</summary>
    public string SettingsPath => _plan.Settings.Path;

    /// <summary>The program that Claude Code will call.</summary>
    public ClaudeCodeEngine Engine => _plan.Engine;

    /// <summary>The assumptions, and other notes for the person.</summary>
    public IReadOnlyList<string> Notes => _plan.Notes;

    /// <summary>The settings that Claude Code still needs for Bedrock, and that the installation can set.</summary>
    public BedrockNeeds Needs => _plan.Needs;

    /// <summary>The profile whose credentials Claude Code will get; null where each person's own environment chooses it.</summary>
    public string? Profile => _plan.Profile;

    /// <summary>The files that get another content; after <see cref="Apply()"/>, those that got one.</summary>
    public IReadOnlyList<string> ChangedFiles => [.. _plan.Files.Where(file => file.IsChanged).Select(file => file.File.Path)];

    /// <summary>Finds out what is there and decides; writes nothing. Whatever can be known to go wrong is known afterwards.</summary>
    /// <param name="environment">The variables and the platform.</param>
    /// <param name="options">What is asked for.</param>
    /// <param name="clock">The time.</param>
    /// <exception cref="KeepaliveException">A file can't be read, parsed or written, or what is asked for can't be done.</exception>
    public static Installer Plan(SystemEnvironment environment, InstallOptions options, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new Installer(environment, options, clock);
    }

    /// <summary>All changes as a unified difference; empty when there are none.</summary>
    public string Difference() => string.Concat(_plan.Files.Where(file => file.IsChanged).Select(file => file.Difference()));

    /// <summary>Writes what changes. What others have changed since the plan is kept: the same values are set in what is there now.</summary>
    /// <returns>The backups that were made.</returns>
    /// <exception cref="KeepaliveException">A file can't be written; what was written before it was taken back, or is named.</exception>
    public IReadOnlyList<string> Apply() => Apply(reached: null);

    /// <param name="reached">Told after each step that is on the disk.</param>
    internal IReadOnlyList<string> Apply(Action? reached)
    {
        using FileLock alone = InstallationLock.Take(_environment);
        for (int attempt = 1; ; attempt++)
        {
            // The plan was made without the lock: another installation may have written since.
            _plan = InstallationPlan.Make(_environment, _options, _clock);
            try
            {
                if (_plan.Record.Fault is not null)
                {
                    _plan.Record.SetAside();
                }

                return new InstallationSteps(_plan, _environment, _clock, reached).Run();
            }
            catch (KeepaliveException changed) when (changed.Code == KeepaliveErrorCode.InstallationRefused && attempt < Attempts)
            {
                // A file was changed since this plan, too.
            }
        }
    }

    /// <summary>The next step for the person, in one or two sentences.</summary>
    /// <param name="trials">How the commands did; empty when they were not run.</param>
    public string NextStep(IReadOnlyList<CommandTrial> trials)
    {
        ArgumentNullException.ThrowIfNull(trials);
        const string Running = "No restart is needed: running Claude Code sessions use the new settings from the next prompt.";
        if (trials.Any(trial => trial.Result == CommandTrialResult.Fails))
        {
            return "Correct the cause next to each command that fails. Then install again to test the commands.";
        }

        string? first = _options.Scope == SettingsScope.Managed ? "Every account signs in to its own profile."
            : !trials.Any(trial => trial.Result == CommandTrialResult.NeedsSignIn) ? null
            : _plan.SignInCommand is { } command ? $"Sign in with: {command}"
            : $"Sign in with your login tool, which writes keys for profile '{_plan.Profile}'.";
        return first is null ? Running : $"{first}{(first.EndsWith('.') ? string.Empty : ".")} {Running}";
    }

    /// <summary>Runs every installed command as Claude Code would, with CLAUDE_AWS_REHEARSE=1 so that no person is asked.</summary>
    /// <param name="cancellationToken">Ends it, and every process it started.</param>
    public Task<IReadOnlyList<CommandTrial>> VerifyAsync(CancellationToken cancellationToken) =>
        CommandTrials.RunAsync(_plan.Wiring, _plan.OtherStatusLine, _plan.IsProfileAwaited, _environment, OuterPath.Of(_environment, _options.ShellFolder), cancellationToken);
}
