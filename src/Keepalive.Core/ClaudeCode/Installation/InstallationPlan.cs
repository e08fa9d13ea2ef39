using System.Text.Json.Nodes;
using Keepalive.Aws.Profiles;
using Keepalive.Configuration;
using Keepalive.IdentityCenter;
using Keepalive.Platform.Jsonc;

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

    private readonly bool _isManaged;
    private int _nextId;

    private InstallationPlan(SystemEnvironment environment, InstallOptions options, TimeProvider clock)
    {
        _environment = environment;
        _options = options;
        _clock = clock;
        _isManaged = options.Scope == SettingsScope.Managed;
        Record = InstallationRecord.Read(environment, clock);
        _nextId = Record.NextId();
        Settings = EditableFile.Read(SettingsLocation.Find(environment, options.Scope, options.WorkingDirectory), clock);
    }

    public InstallationRecord Record { get; }

    public EditableFile Settings { get; }

    public Wiring Wiring { get; private set; } = null!;

    public ClaudeCodeEngine Engine { get; private set; }

    /// <summary>The settings hold for every account of the machine.</summary>
    public bool IsForAll => _isManaged;

    /// <summary>Null when the cmdlets are called.</summary>
    public ProgramPlace? Place { get; private set; }

    /// <summary>The profile whose credential is exported; null if each account's own environment chooses it.</summary>
    public string? Profile { get; private set; }

    /// <summary>The profile is not written yet, or it is not this home's that counts: an export that does not find it is as it should be.</summary>
    public bool IsProfileAwaited { get; private set; }

    /// <summary>The command with which a person signs in to it; null if it is unknown.</summary>
    public string? SignInCommand { get; private set; }

    public BedrockNeeds Needs { get; private set; } = null!;

    public IReadOnlyList<string> Notes => _notes;

    /// <summary>In the order in which they are to be written: the settings after what they use, and before what they no longer use.</summary>
    public IReadOnlyList<PlannedFile> Files => _files;

    /// <exception cref="KeepaliveException">A file can't be read, parsed or written, or what is asked for can't be done.</exception>
    public static InstallationPlan Make(SystemEnvironment environment, InstallOptions options, TimeProvider clock)
    {
        SharedSettings.RefuseForOneHome(environment, options);
        var plan = new InstallationPlan(environment, options, clock);
        plan.LookAtRecord();
        try
        {
            plan.Decide();
        }
        catch (JsoncException fault)
        {
            throw KeepaliveErrors.SettingsFileInvalid(plan.Settings.Path, fault.Message, fault);
        }

        WritablePlace.RequireRecord(environment);
        foreach (PlannedFile file in plan._files.Where(file => file.IsChanged))
        {
            WritablePlace.Require(file.File, environment);
        }

        return plan;
    }

    private void LookAtRecord()
    {
        if (Record.IsNewer)
        {
            throw KeepaliveErrors.InstallationRefused(
                $"A newer version of Keepalive made the last installation ({Record.Fault})", "Install with that version or a later one.", Record.IndexPath);
        }

        if (Record.Fault is { } fault)
        {
            _notes.Add($"The record of earlier installations can't be used ({fault}). It is kept next to the new record, in a folder with 'damaged' in its name. It holds the settings' earlier values.");
        }
    }

    private void Decide()
    {
        JsoncDocument document = Settings.Parse();
        SettingsShape.Require(Settings.Path, document, Replaced(document));
        ChooseEngine();
        List<(string, JsoncDocument)> settings = OtherSettings(document);
        if (_isManaged)
        {
            IsProfileAwaited = true;
            PlanSettings(document, new ChainDecision(null, []), settings, profile: null);
        }
        else
        {
            PlanForOneHome(document, settings);
        }

        _notes.AddRange(OlderParts.Tell(settings));
    }

    private void PlanForOneHome(JsoncDocument document, List<(string Path, JsoncDocument Document)> settings)
    {
        ProfileFileLocations locations = ProfileFileLocations.Find(_environment);
        ProfileFiles files = ProfileFiles.Read(locations, _clock);
        ProfileChoice choice = ChooseProfile(files, locations);
        Profile = choice.Name;
        ChainDecision chain = SharedSettings.Are(_options.Scope) && _options.DefaultChain is null
            ? new ChainDecision(null, [$"The default credential chain is not changed: '{ChainProfile.Name}' would be a profile in your home folder, but other people use these settings too."])
            : ChainDecision.Make(_options.DefaultChain, choice.Name, files, _environment, settings);
        LookAtStatusLine(document);
        PlannedFile? removed = PlanChain(chain, locations, files);
        PlanConfiguration();
        PlanSettings(document, chain, settings, files.Find(chain.Source ?? ClientVariable(settings, "AWS_PROFILE") ?? "default"));
        if (removed is not null)
        {
            _files.Add(removed);
        }

        _notes.AddRange(chain.Notes);
    }

    /// <summary>The paths at which a wrong shape gives way to ours.</summary>
    private static string[] Replaced(JsoncDocument document) =>
        document.Find(Slots.StatusLineSetting) is { Kind: JsoncKind.Null }
            ? [.. Slots.Commands.Select(slot => slot.Name)]
            : [$"{Slots.StatusLineSetting}.type", .. Slots.Commands.Select(slot => string.Join('.', slot.Path))];

    private void ChooseEngine()
    {
        Engine = _options.Engine ?? (_options.Program is null ? ClaudeCodeEngine.Cmdlets : ClaudeCodeEngine.Companion);
        if (_options.Program is { } program && !(_isManaged && Engine == ClaudeCodeEngine.Cmdlets))
        {
            // The default chain needs it too, whatever Claude Code itself calls.
            Place = _isManaged ? SharedSettings.ProgramForAll(_environment, program) : ProgramPlace.Choose(_environment, program);
            _notes.AddRange(Engine == ClaudeCodeEngine.Companion && Place.Note is { } note ? [note] : []);
            if (_options.Scope == SettingsScope.Project && Place.Word.Contains('/', StringComparison.Ordinal))
            {
                _notes.Add($"Other people use these settings too, but do not have {Place.Word}. Put claude-aws in a folder of PATH on every machine, then install again.");
            }
        }

        Wiring = Engine == ClaudeCodeEngine.Cmdlets ? Wiring.ForCmdlets()
            : Place is null ? throw KeepaliveErrors.InstallationRefused(
                "There is no claude-aws for this platform", "Install with the cmdlets: --engine cmdlets (-Engine Cmdlets).")
            : Wiring.ForCompanion(Place.Word);
        if (_isManaged && Engine == ClaudeCodeEngine.Cmdlets)
        {
            _notes.Add("Every account needs pwsh on PATH, and the module in a PSModulePath folder of all accounts.");
        }
    }

    private ProfileChoice ChooseProfile(ProfileFiles files, ProfileFileLocations locations)
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
        var choice = ProfileChoice.Make(_options.Profile, _environment, _configuration.WishedProfile ?? configured.Profile ?? _configuration.Profile, configured.Policy?.PinnedProfile);
        if (choice.Name == ChainProfile.Name && ChainProfile.SourceOf(files) is { } source)
        {
            choice = choice with { Name = source, ChosenBy = $"{choice.ChosenBy}, through '{ChainProfile.Name}'" };
        }

        KeepaliveConfiguration own = configured.For(choice.Name);
        bool hasLoginTool = own.Recipe is not null || own.AutoLoginCommand is not null || own.LoginCommand is not null || _configuration.NamesLoginTool;
        IsProfileAwaited = ProfileJudgement.IsAwaited(choice, files, locations, configured, hasLoginTool, _environment, _clock);
        LoginToolGuess guess = LoginToolGuess.Make(choice, files, own.ExpirationField ?? _configuration.ExpirationField, _environment);
        _notes.AddRange(guess.Sentences);
        if (guess.LoginCommand is { } command)
        {
            _configuration.Suggest("loginCmd", command);
        }

        SignInCommand = SignInOf(files.Find(choice.Name), choice.Name, _configuration.Text("loginCmd") ?? own.LoginCommand, own.Recipe is not null || _configuration.Text("recipe") is not null);
        return choice;
    }

    private static string? SignInOf(AwsProfile? profile, string name, string? loginCommand, bool isDriven)
    {
        string word = name.Contains(' ', StringComparison.Ordinal) ? $"\"{name}\"" : name;
        return profile is not null && SsoSession.Serves(profile) ? $"claude-aws login --profile {word}"
            : isDriven ? $"claude-aws autologin --profile {word}"
            : loginCommand;
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
            EditableFile file = EditableFile.Read(SettingsLocation.Find(_environment, scope, _options.WorkingDirectory), _clock);
            return file.Exists ? (file.Path, file.Parse()) : null;
        }
        catch (KeepaliveException)
        {
            return null;
        }
    }

    private string? ClientVariable(IEnumerable<(string Path, JsoncDocument Document)> settings, string name) =>
        settings.Select(file => file.Document.StringOf(file.Document.Find("env", name))).FirstOrDefault(value => value is not null)
        ?? (_isManaged ? null : _environment.Get(name));

    private void LookAtStatusLine(JsoncDocument document)
    {
        if (SharedSettings.Are(_options.Scope))
        {
            return;
        }

        string? other = StatusLineSwap.OtherCommand(document);
        if (other is null && _options.Scope != SettingsScope.User && document.Find(Slots.StatusLineSetting) is null && TryRead(SettingsScope.User) is { } user)
        {
            other = StatusLineSwap.OtherCommand(user.Document);
        }

        if (other is not null)
        {
            _configuration.Wish("statusLineCmd", other);
            _notes.Add("Your previous status line is shown next to the one of Keepalive (statusLineCmd).");
        }
    }

    /// <summary>Plans the profile, or gives what is to become of it once the settings no longer name it.</summary>
    private PlannedFile? PlanChain(ChainDecision chain, ProfileFileLocations locations, ProfileFiles files)
    {
        EditableFile file = EditableFile.Read(locations.Config, _clock, ProfileFile.MaximumLength);
        RecordedFile? earlier = Earlier(file);
        if (chain.Source is { } source && Place is { } place)
        {
            Plan(file, ChainProfile.Set(file.Content, place.Word, source, files.Find(source)?["region"]?.Value), RecordedFileKind.Profiles, earlier);
            return null;
        }

        return earlier is not null && !Record.Files.Any(other => other.Kind == RecordedFileKind.Settings && other.Path != Settings.Path)
            ? new PlannedFile(file, Restoration.Of(file, earlier, Record, [])) { Intention = earlier }
            : null;
    }

    private void PlanConfiguration()
    {
        if (_configuration.All.Count == 0)
        {
            return;
        }

        string path = ConfigurationFile.Locate(_environment) ?? throw KeepaliveErrors.HomeNotFound();
        EditableFile file = EditableFile.Read(path, _clock);
        RecordedFile? earlier = Earlier(file);
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

    private void PlanSettings(JsoncDocument document, ChainDecision chain, List<(string Path, JsoncDocument Document)> settings, AwsProfile? profile)
    {
        RecordedFile? earlier = Earlier(Settings);
        bool usesChain = chain.Source is not null && Place is not null;
        if (!usesChain)
        {
            document = WithoutChain(document, earlier);
        }

        var edit = new SettingsEdit(document, earlier);
        foreach (ClientSlot slot in Slots.OfCredentials)
        {
            Tell(slot.Name, edit.Set(slot.Path, Wiring.CommandOf(slot)));
        }

        foreach (string eventName in Slots.Hook.Events)
        {
            edit.AddHook(eventName, Wiring.HookEntry());
        }

        if (SharedSettings.Are(_options.Scope) && StatusLineSwap.OtherCommand(document) is not null)
        {
            _notes.Add("The existing status line is not changed: other people use these settings too, and would not see it next to the one of Keepalive.");
        }
        else
        {
            StatusLineSwap.Apply(edit, earlier, Wiring.StatusLine);
        }

        if (usesChain)
        {
            Tell("env.AWS_PROFILE", edit.Set(["env", "AWS_PROFILE"], ChainProfile.Name));
        }

        PlanBedrock(edit);
        Needs = BedrockNeeds.Of(name => ClientVariable([(Settings.Path, edit.Document), .. _isManaged ? [] : settings.Skip(1)], name), profile);

        // What an earlier installation has set and this one does not speak of (--bedrock) is ours as long as it stands.
        IEnumerable<RecordedValue> older = earlier?.Values.Where(value => !value.IsHook && !edit.Values.Any(one => one.Path.SequenceEqual(value.Path))
            && edit.Document.Find([.. value.Path]) is { } node && value.Is(edit.Document.ValueOf(node))) ?? [];
        Plan(Settings, edit.Document.Content, RecordedFileKind.Settings, earlier, [.. older, .. edit.Values], edit.Created);
    }

    /// <summary>Removes our part of the default credential chain; in a file for all accounts also the rest of an unrecorded installation.</summary>
    private JsoncDocument WithoutChain(JsoncDocument document, RecordedFile? earlier)
    {
        if (earlier is not null)
        {
            document = SettingsUndo.Apply(document, earlier.Values.Where(value => value.Path is ["env", "AWS_PROFILE"]), earlier.Created, []);
        }

        return _isManaged && document.StringOf(document.Find("env", "AWS_PROFILE")) == ChainProfile.Name ? document.Remove("env", "AWS_PROFILE") : document;
    }

    private void PlanBedrock(SettingsEdit edit)
    {
        if (_options.UsesBedrock)
        {
            Tell($"env.{BedrockNeeds.SwitchVariable}", edit.Set(["env", BedrockNeeds.SwitchVariable], "1"));
        }

        if (_options.Region is { } region)
        {
            Tell($"env.{BedrockNeeds.RegionVariable}", edit.Set(["env", BedrockNeeds.RegionVariable], BedrockNeeds.IsRegion(region)
                ? region
                : throw KeepaliveErrors.InstallationRefused($"'{region}' is not the name of a region", "A region has a name such as eu-west-1.", region)));
        }
    }

    private void Tell(string setting, string? previous)
    {
        if (previous is not null)
        {
            _notes.Add($"{setting} had another value; uninstall restores it.");
        }
    }

    /// <summary>The part of the record that is true for the file.</summary>
    private RecordedFile? Earlier(EditableFile file) => Record.Find(file.Path) is { } recorded ? Restoration.Settle(file, recorded, Record) : null;

    private void Plan(
        EditableFile file, ReadOnlyMemory<byte> content, RecordedFileKind kind, RecordedFile? earlier,
        IReadOnlyList<RecordedValue>? values = null, IReadOnlyList<IReadOnlyList<string>>? created = null)
    {
        var planned = new PlannedFile(file, content) { Record = earlier, Intention = earlier };
        if (planned.IsChanged || (earlier is null && kind == RecordedFileKind.Settings))
        {
            ReadOnlyMemory<byte>? before = Before(file, earlier, kind);
            var state = new RecordedState(_nextId++, values ?? [], created ?? []);
            var recorded = new RecordedFile { Path = file.Path, Kind = kind, Existed = earlier?.Existed ?? before is not null, States = [state] };
            planned = planned with
            {
                Record = recorded,
                Intention = recorded with { States = [.. earlier?.States ?? [], state] },
                New = (state, before ?? ReadOnlyMemory<byte>.Empty),
            };
        }

        _files.Add(planned);
    }

    /// <summary>
    /// The oldest content that is known: what the file had before the first installation, with what others have done to it since. Null: there
    /// was no file. Of an installation that is forgotten, or whose record can't be used, what is recognisably ours is not taken for theirs.
    /// </summary>
    private ReadOnlyMemory<byte>? Before(EditableFile file, RecordedFile? earlier, RecordedFileKind kind)
    {
        if (earlier is not null)
        {
            return Restoration.Of(file, earlier, Record, []);
        }

        if (!file.Exists)
        {
            return default(ReadOnlyMemory<byte>?);
        }

        if (Record.Fault is not null && Record.ReplacedBy(file.Content.Span) is { } replaced)
        {
            return replaced.Length == 0 ? default(ReadOnlyMemory<byte>?) : replaced;
        }

        return kind switch
        {
            RecordedFileKind.Settings => SettingsUndo.ApplyBlind(file.Parse()).Content,
            RecordedFileKind.Profiles => ChainProfile.Remove(file.Content),
            _ => file.Content,
        };
    }
}
