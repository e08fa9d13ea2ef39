using Keepalive.Aws.Profiles;
using Keepalive.ClaudeCode.Installation;
using Keepalive.Configuration;
using Keepalive.Platform.Jsonc;
using Keepalive.Secrets;
using Keepalive.Sessions;

namespace Keepalive.Diagnostics.Facts;

/// <summary>The machine as the checks see it: each file is read once, and what can't be read is a fact like the rest.</summary>
internal sealed class DiagnosticContext
{
    private const int MaximumChain = 8;

    private readonly HashSet<string> _inUse = new(StringComparer.Ordinal);
    private readonly SecretKeeper? _keeper;
    private LoginMeans? _loginMeans;
    private Lazy<SessionSnapshot?>? _session;

    public DiagnosticContext(SystemEnvironment environment, DiagnosticOptions options, TimeProvider clock)
    {
        Environment = environment;
        Clock = clock;
        Now = clock.GetUtcNow();
        KeepaliveConfiguration? configuration = Read(() => ConfigurationFile.Read(environment, clock), out KeepaliveException? fault);
        (Configuration, ConfigurationFault) = (configuration ?? KeepaliveConfiguration.Default, fault);
        Settings = ClaudeSettings.ReadAll(environment, options.WorkingDirectory, clock);
        Choice = Choose(options.Profile);
        HelperChoice = options.Profile is null ? Choice : Choose(requested: null);
        var locations = ProfileFileLocations.Find(environment);
        Config = ExaminedFile.Read(locations.Config, ProfileFileKind.Config, clock);
        Credentials = ExaminedFile.Read(locations.Credentials, ProfileFileKind.Credentials, clock);
        Files = Config.Content is { } config && Credentials.Content is { } credentials ? ProfileFiles.Of(config, credentials) : null;
        FollowChoice();
        Profiles = [.. Files?.All().Where(profile => options.Profile is null || IsInUse(profile.Name)) ?? []];
        SingleSignOn = [.. Profiles.Select(profile => SsoUse.Of(profile)).OfType<SsoUse>()];
        Cache = new TokenFolder(environment, clock);
        WorkingDirectory = options.WorkingDirectory;
        _keeper = options.Keeper;
        Program = options.Program;
        HelperRuns = options.HelperRuns;
    }

    public SystemEnvironment Environment { get; }

    public TimeProvider Clock { get; }

    public DateTimeOffset Now { get; }

    public KeepaliveConfiguration Configuration { get; }

    /// <summary>Our settings for the profile in use.</summary>
    public KeepaliveConfiguration OwnSettings => Configuration.For(Choice.Name);

    /// <summary>Why our own configuration can't be used; null when it can.</summary>
    public KeepaliveException? ConfigurationFault { get; }

    public ProfileChoice Choice { get; private set; }

    /// <summary>The profile that helpers use, which name none: not that of a command's option, and not yet through a profile of ours.</summary>
    public ProfileChoice HelperChoice { get; }

    public ExaminedFile Config { get; }

    public ExaminedFile Credentials { get; }

    /// <summary>Both files; null when one of them can't be read.</summary>
    public ProfileFiles? Files { get; }

    /// <summary>The profile whose credentials count; null when there is none of that name.</summary>
    public AwsProfile? InUse { get; private set; }

    /// <summary>The profiles to examine: all of them, or the one that was named and those it builds on.</summary>
    public IReadOnlyList<AwsProfile> Profiles { get; }

    /// <summary>Those of them that sign in to IAM Identity Center.</summary>
    public IReadOnlyList<SsoUse> SingleSignOn { get; }

    /// <summary>The token files of all AWS tools.</summary>
    public TokenFolder Cache { get; }

    /// <summary>Where Claude Code would be started.</summary>
    public string WorkingDirectory { get; }

    /// <summary>The companion; null where there is none.</summary>
    public string? Program { get; }

    /// <summary>The existing settings files of Claude Code, the one with the highest priority first.</summary>
    public IReadOnlyList<ClaudeSettings> Settings { get; }

    /// <summary>Those of them whose values Claude Code uses.</summary>
    public IEnumerable<ClaudeSettings> SettingsInUse => Settings.Where(file => !file.IsSkipped);

    /// <summary>The sign-in that the profile in use depends on; null when it names none, or not whole.</summary>
    public SsoUse? SignIn => SingleSignOn.FirstOrDefault(use => IsInUse(use.Profile.Name) && use.Session is not null);

    /// <summary>The credential that an export would find for the profile in use, without asking a source; null if a file can't be read.</summary>
    public SessionSnapshot? Session => (_session ??= new Lazy<SessionSnapshot?>(LookAtSession)).Value;

    /// <summary>The results of the helper runs; null if they were not run.</summary>
    public IReadOnlyList<HelperRun>? HelperRuns { get; }

    /// <summary>The means of automatic login for the profile in use; read at the first use.</summary>
    public LoginMeans LoginMeans => _loginMeans ??= LoginMeans.Of(this, _keeper);

    /// <summary>It is the profile in use, or one that this one builds on.</summary>
    public bool IsInUse(string profile) => _inUse.Contains(profile);

    /// <summary>A setting of Claude Code as it counts; null when no file has it.</summary>
    public ClaudeSetting? FindSetting(params string[] path) => SettingsInUse.Select(file => file.Find(path)).FirstOrDefault(found => found is not null);

    /// <summary>A setting that counts only where the machine's administrator has written it.</summary>
    public ClaudeSetting? FindManagedSetting(string name) =>
        SettingsInUse.Where(file => file.Scope == SettingsScope.Managed).Select(file => file.Find(name)).FirstOrDefault(found => found is not null);

    /// <summary>All variables that its settings set.</summary>
    public IEnumerable<KeyValuePair<string, string?>> ClientVariables() => SettingsInUse
        .Select(file => file.Find("env"))
        .SelectMany(setting => setting is { Node.Kind: JsoncKind.Object } ? setting.Node.Items.Select(item => item.Name!) : [])
        .Distinct()
        .Select(name => KeyValuePair.Create(name, FindSetting("env", name)!.Text))
        .Where(variable => variable.Value is not null);

    /// <summary>A variable as Claude Code and its child processes see it: Claude Code's settings override the shell's variables.</summary>
    public string? ClientVariable(string name) => FindSetting("env", name)?.Text ?? Environment.Get(name);

    /// <summary>The path as a person writes it.</summary>
    public string Brief(string path) =>
        Environment.Home is { Length: > 1 } home && path.StartsWith(home, StringComparison.Ordinal) ? "~" + path[home.Length..] : path;

    /// <summary>As Claude Code and its helpers would, since it is their session: its settings set variables, too.</summary>
    private ProfileChoice Choose(string? requested)
    {
        var choice = ProfileChoice.Make(requested, new SystemEnvironment(ClientVariable, Environment.IsWindows), Configuration.Profile, Configuration.Policy?.PinnedProfile);
        return FindSetting("env", choice.ChosenBy) is { } setting ? choice with { ChosenBy = $"{choice.ChosenBy} in {setting.Place(this)}" } : choice;
    }

    private SessionSnapshot? LookAtSession()
    {
        try
        {
            // Keys that Claude Code's settings set are keys of its helpers.
            var client = new SessionReader(new SystemEnvironment(ClientVariable, Environment.IsWindows), Configuration, Clock);
            SessionSnapshot? profile = client.Files.OfEnvironment(Choice) ?? (InUse is null ? null : new SessionReader(Environment, Configuration, Clock).Files.Of(InUse));
            return client.Files.OfMachine(Choice, profile) ?? profile;
        }
        catch (KeepaliveException)
        {
            return null; // Another check tells of what is there and no good.
        }
    }

    private void FollowChoice()
    {
        AwsProfile? profile = Files?.Find(Choice.Name);
        _inUse.Add(Choice.Name);
        Choice = SourceProfile.Follow(Choice, profile);
        InUse = Files?.Find(Choice.Name);
        _inUse.Add(Choice.Name);
        AwsProfile? next = InUse;
        for (int step = 0; step < MaximumChain && next?["source_profile"] is { Value: var source } && _inUse.Add(source); step++)
        {
            next = Files?.Find(source);
        }
    }

    private static T? Read<T>(Func<T> read, out KeepaliveException? fault)
        where T : class
    {
        fault = null;
        try
        {
            return read();
        }
        catch (KeepaliveException exception)
        {
            fault = exception;
            return null;
        }
    }
}
