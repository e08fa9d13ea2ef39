using System.Text.Json.Nodes;
using Keepalive.Configuration;
using Keepalive.Jsonc;
using Keepalive.Profiles;

namespace Keepalive.ClaudeCode.Installation;

/// <summary>
/// Finds out what is there, decides, and works out every file's new content. Writes nothing; what can go wrong with the
/// files' content goes wrong here.
/// </summary>
internal sealed class InstallationPlan
{
    private readonly SystemEnvironment _environment;
    private readonly InstallOptions _options;
    private readonly TimeProvider _clock;
    private readonly ConfigurationValues _configuration = new();
    private readonly List<string> _notes = [];
    private readonly List<PlannedFile> _files = [];

    private InstallationPlan(SystemEnvironment environment, InstallOptions options, TimeProvider clock)
    {
        _environment = environment;
        _options = options;
        _clock = clock;
        Record = InstallationRecord.Read(environment, clock);
        Settings = SettingsFile.Read(SettingsLocation.Find(environment, options.Scope, options.WorkingDirectory), clock);
    }

    public InstallationRecord Record { get; }

    public SettingsFile Settings { get; }

    public Wiring Wiring { get; private set; } = null!;

    public ClaudeCodeEngine Engine { get; private set; }

    /// <summary>Null when the cmdlets are called.</summary>
    public ProgramPlace? Place { get; private set; }

    public IReadOnlyList<string> Notes => _notes;

    /// <summary>In the order in which they are to be written: the settings last, since they use the others.</summary>
    public IReadOnlyList<PlannedFile> Files => _files;

    /// <exception cref="KeepaliveException">A file can't be read or parsed, or what is asked for can't be done.</exception>
    public static InstallationPlan Make(SystemEnvironment environment, InstallOptions options, TimeProvider clock)
    {
        var plan = new InstallationPlan(environment, options, clock);
        try
        {
            plan.Decide();
        }
        catch (JsoncException fault)
        {
            throw KeepaliveErrors.SettingsFileInvalid(plan.Settings.Path, fault.Message, fault);
        }

        return plan;
    }

    private void Decide()
    {
        JsoncDocument document = Settings.Parse();
        ChooseEngine();
        ProfileFileLocations locations = ProfileFileLocations.Find(_environment);
        ProfileFiles files = ProfileFiles.Read(locations, _clock);
        ProfileChoice choice = ChooseProfile(files);
        List<(string, JsoncDocument)> settings = OtherSettings(document);
        ChainDecision chain = ChainDecision.Make(_options.DefaultChain, choice.Name, files, _environment, settings);
        LookAtStatusLine(document);
        PlanChain(chain, locations, files);
        PlanConfiguration();
        PlanSettings(document, chain);
        _notes.AddRange(chain.Notes);
        _notes.AddRange(OlderParts.Tell(settings));
    }

    private void ChooseEngine()
    {
        Engine = _options.Engine ?? (_options.Program is null ? ClaudeCodeEngine.Cmdlets : ClaudeCodeEngine.Companion);
        if (_options.Program is { } program)
        {
            // The default chain needs it too, whatever Claude Code itself calls.
            Place = ProgramPlace.Choose(_environment, program);
        }

        Wiring = Engine == ClaudeCodeEngine.Cmdlets ? Wiring.ForCmdlets()
            : Place is null ? throw KeepaliveErrors.InstallationRefused(
                "There is no claude-aws for this platform", "Install with the cmdlets: --engine cmdlets (-Engine Cmdlets).")
            : Wiring.ForCompanion(Place.Word);
    }

    private ProfileChoice ChooseProfile(ProfileFiles files)
    {
        foreach ((string name, JsonNode value) in OlderConfiguration.Read(_environment, _clock, _notes))
        {
            _configuration.Suggest(name, value);
        }

        foreach ((string name, string value) in _options.Configuration)
        {
            _configuration.Wish(name, value);
        }

        if (_options.Profile is { } profile)
        {
            _configuration.Wish("profile", profile);
        }

        KeepaliveConfiguration configured = ConfigurationFile.Read(_environment, _clock);
        var choice = ProfileChoice.Make(_options.Profile, _environment, configured.Profile ?? _configuration.Profile, configured.Policy);
        if (choice.Name == ChainProfile.Name && ChainProfile.SourceOf(files) is { } source)
        {
            choice = choice with { Name = source, ChosenBy = $"{choice.ChosenBy}, through '{ChainProfile.Name}'" };
        }

        LoginToolGuess guess = LoginToolGuess.Make(choice, files, configured.For(choice.Name).ExpirationField ?? _configuration.ExpirationField, _environment);
        _notes.AddRange(guess.Sentences);
        if (guess.LoginCommand is { } command)
        {
            _configuration.Suggest("loginCmd", command);
        }

        return choice;
    }

    /// <summary>Every settings file that may name an account; one that can't be read says nothing.</summary>
    private List<(string Path, JsoncDocument Document)> OtherSettings(JsoncDocument own)
    {
        List<(string, JsoncDocument)> all = [(Settings.Path, own)];
        foreach (SettingsScope scope in Enum.GetValues<SettingsScope>())
        {
            if (scope != _options.Scope && TryRead(scope) is { } other)
            {
                all.Add(other);
            }
        }

        return all;
    }

    private (string Path, JsoncDocument Document)? TryRead(SettingsScope scope)
    {
        try
        {
            SettingsFile file = SettingsFile.Read(SettingsLocation.Find(_environment, scope, _options.WorkingDirectory), _clock);
            return file.Exists ? (file.Path, file.Parse()) : null;
        }
        catch (KeepaliveException)
        {
            return null;
        }
    }

    private void LookAtStatusLine(JsoncDocument document)
    {
        string? other = StatusLineSwap.OtherCommand(document);
        if (other is null && _options.Scope != SettingsScope.User && document.Find("statusLine") is null && TryRead(SettingsScope.User) is { } user)
        {
            other = StatusLineSwap.OtherCommand(user.Document);
        }

        if (other is not null)
        {
            _configuration.Wish("statusLineCmd", other);
            _notes.Add("The status line that was there is shown beside ours (statusLineCmd).");
        }
    }

    private void PlanChain(ChainDecision chain, ProfileFileLocations locations, ProfileFiles files)
    {
        SettingsFile file = SettingsFile.Read(locations.Config, _clock, ProfileFile.MaximumLength);
        RecordedFile? earlier = Record.Find(file.Path);
        if (chain.Source is { } source && Place is { } place)
        {
            Plan(file, ChainProfile.Set(file.Content, place.Word, source, files.Find(source)?["region"]?.Value), RecordedFileKind.Profiles, earlier);
        }
        else if (earlier is not null && !Record.Files.Any(other => other.Kind == RecordedFileKind.Settings && other.Path != Settings.Path))
        {
            _files.Add(new PlannedFile(file, ChainProfile.Remove(file.Content), Record: null));
        }
    }

    private void PlanConfiguration()
    {
        if (_configuration.All.Count == 0)
        {
            return;
        }

        string path = ConfigurationFile.Locate(_environment) ?? throw KeepaliveErrors.HomeNotFound();
        SettingsFile file = SettingsFile.Read(path, _clock);
        RecordedFile? earlier = Record.Find(path);
        var edit = new SettingsEdit(file.Parse(), earlier);
        foreach ((string name, JsonNode value, bool isWish) in _configuration.All)
        {
            if (isWish)
            {
                edit.Set([name], value);
            }
            else
            {
                edit.SetMissing([name], value);
            }
        }

        // What an earlier installation has set, and this one does not speak of, is still to be remembered.
        IEnumerable<RecordedValue> older = earlier?.Values.Where(value => !edit.Values.Any(one => one.Path.SequenceEqual(value.Path))) ?? [];
        Plan(file, edit.Document.Content, RecordedFileKind.Configuration, earlier, [.. older, .. edit.Values], edit.Created);
    }

    private void PlanSettings(JsoncDocument document, ChainDecision chain)
    {
        RecordedFile? earlier = Record.Find(Settings.Path);
        bool usesChain = chain.Source is not null && Place is not null;
        if (!usesChain && earlier is not null)
        {
            document = SettingsUndo.Apply(document, earlier with { Values = [.. earlier.Values.Where(value => value.Path[0] == "env")] }, []);
        }

        var edit = new SettingsEdit(document, earlier);
        Tell("awsCredentialExport", edit.Set(["awsCredentialExport"], Wiring.Export));
        Tell("awsAuthRefresh", edit.Set(["awsAuthRefresh"], Wiring.Refresh));
        foreach (string eventName in Wiring.HookEvents)
        {
            edit.AddHook(eventName, Wiring.HookEntry());
        }

        StatusLineSwap.Apply(edit, earlier, Wiring.StatusLine);
        if (usesChain)
        {
            Tell("env.AWS_PROFILE", edit.Set(["env", "AWS_PROFILE"], ChainProfile.Name));
        }

        Plan(Settings, edit.Document.Content, RecordedFileKind.Settings, earlier, edit.Values, edit.Created);
    }

    private void Tell(string setting, string? previous)
    {
        if (previous is not null)
        {
            _notes.Add($"{setting} had another value, which uninstall puts back.");
        }
    }

    private void Plan(
        SettingsFile file, ReadOnlyMemory<byte> content, RecordedFileKind kind, RecordedFile? earlier,
        IReadOnlyList<RecordedValue>? values = null, IReadOnlyList<IReadOnlyList<string>>? created = null)
    {
        _files.Add(new PlannedFile(file, content, new RecordedFile
        {
            Path = file.Path,
            Id = earlier?.Id ?? Record.NextId() + _files.Count,
            Kind = kind,
            Existed = earlier?.Existed ?? file.Exists,
            Values = values ?? [],
            Created = created ?? [],
        }));
    }
}
