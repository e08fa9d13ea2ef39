using System.Text.Json.Nodes;
using Keepalive.Aws.Profiles;
using Keepalive.Configuration;
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
    private readonly PlannedFiles _files;
    private readonly ClientSettingsFiles _others;

    private readonly bool _isManaged;

    private bool _isPinned;

    private InstallationPlan(SystemEnvironment environment, InstallOptions options, TimeProvider clock)
    {
        _environment = environment;
        _options = options;
        _clock = clock;
        _isManaged = options.Scope == SettingsScope.Managed;
        Record = InstallationRecord.Read(environment, clock);
        _files = new PlannedFiles(Record);
        _others = new ClientSettingsFiles(environment, options, clock);
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

    /// <summary>The status line that ours will show next to itself; null if there was none, or if it was taken over before.</summary>
    public string? OtherStatusLine { get; private set; }

    public BedrockNeeds Needs { get; private set; } = null!;

    public IReadOnlyList<string> Notes => _notes;

    /// <summary>In the order in which they are to be written: the settings after what they use, and before what they no longer use.</summary>
    public IReadOnlyList<PlannedFile> Files => _files.All;

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
        foreach (PlannedFile file in plan.Files.Where(file => file.IsChanged))
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
                $"A newer version of Keepalive made the last installation ({Record.Fault})", $"Install with that version or a later one. If you no longer have it, first run 'claude-aws uninstall' (Uninstall-ClaudeAwsKeepalive), which restores the earlier values. Then move {InstallationRecord.Folder(_environment)} to another place, and install again.", Record.IndexPath);
        }

        if (Record.Fault is { } fault)
        {
            _notes.Add($"The record of earlier installations can't be used ({fault}). The damaged record is kept next to the new record, in a folder with 'damaged' in its name. The record contains the earlier values of the settings.");
        }
    }

    private void Decide()
    {
        Settings.RequireContent();
        JsoncDocument document = Settings.Parse();
        SettingsShape.Require(Settings.Path, document, Replaced(document));
        EngineDecision engine = EngineDecision.Make(_options, _environment);
        (Engine, Place, Wiring) = (engine.Engine, engine.Place, engine.Wiring);
        _notes.AddRange(engine.Notes);
        List<(string, JsoncDocument)> settings = _others.With(Settings.Path, document);
        if (_isManaged)
        {
            IsProfileAwaited = true;
            PlanSettings(document, new ChainDecision(null, []), settings, profile: null);
        }
        else
        {
            PlanForOneHome(document, settings);
        }

        _notes.AddRange(new OverridingSettings(_others.InOrderWith(Settings.Path, document), _isPinned ? null : Profile).Tell());
        _notes.AddRange(OlderParts.Tell(settings));
    }

    private void PlanForOneHome(JsoncDocument document, List<(string Path, JsoncDocument Document)> settings)
    {
        ProfileFileLocations locations = ProfileFileLocations.Find(_environment);
        ProfileFiles files = ProfileFiles.Read(locations, _clock);
        ProfileDecision profile = ProfileDecision.Make(files, locations, _options, _configuration, _environment, _clock);
        (Profile, IsProfileAwaited, SignInCommand, _isPinned) = (profile.Name, profile.IsAwaited, profile.SignInCommand, profile.IsPinned);
        _notes.AddRange(profile.Notes);
        ChainDecision chain = SharedSettings.Are(_options.Scope) && _options.DefaultChain is null
            ? new ChainDecision(null, [$"The default credential chain is not changed: '{ChainProfile.Name}' would be a profile in your home folder, but other people use these settings too."])
            : ChainDecision.Make(_options.DefaultChain, profile.Name, files, _environment, settings);
        LookAtStatusLine(document);
        PlannedFile? removed = PlanChain(chain, locations, files);
        PlanConfiguration();
        PlanSettings(document, chain, settings, files.Find(chain.Source ?? _others.Variable(settings, "AWS_PROFILE") ?? "default"));
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

    private void LookAtStatusLine(JsoncDocument document)
    {
        if (SharedSettings.Are(_options.Scope))
        {
            return;
        }

        string? other = StatusLineSwap.OtherCommand(document);
        if (other is null && _options.Scope != SettingsScope.User && document.Find(Slots.StatusLineSetting) is null && _others.TryRead(SettingsScope.User) is { } user)
        {
            other = StatusLineSwap.OtherCommand(user.Document);
        }

        if (other is not null)
        {
            OtherStatusLine = other;
            _configuration.Wish("statusLineCmd", other);
            _notes.Add("Your previous status line is shown next to Keepalive's status line (statusLineCmd).");
        }
    }

    /// <summary>Plans the profile, or gives what is to become of it once the settings no longer name it.</summary>
    private PlannedFile? PlanChain(ChainDecision chain, ProfileFileLocations locations, ProfileFiles files)
    {
        EditableFile file = EditableFile.Read(locations.Config, _clock, ProfileFile.MaximumLength);
        RecordedFile? earlier = _files.Earlier(file);
        if (chain.Source is { } source && Place is { } place)
        {
            _files.Add(file, ChainProfile.Set(file.Content, place.Word, source, files.Find(source)?["region"]?.Value), RecordedFileKind.Profiles, earlier);
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
        RecordedFile? earlier = _files.Earlier(file);
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
        _files.Add(file, edit.Document.Content, RecordedFileKind.Configuration, earlier, [.. older, .. edit.Values], edit.Created);
    }

    private void PlanSettings(JsoncDocument document, ChainDecision chain, List<(string Path, JsoncDocument Document)> settings, AwsProfile? profile)
    {
        RecordedFile? earlier = _files.Earlier(Settings);
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

        string[] own = [.. Slots.Hook.Events.Where(eventName => !edit.AddHook(eventName, Wiring.HookEntry()))];
        if (own.Length > 0)
        {
            _notes.Add($"{WordList.And(own.Select(eventName => Slots.HookPrefix + eventName))} in {Settings.Path} already {(own.Length == 1 ? "calls" : "call")} Keepalive with your own options. This is not changed.");
        }

        if (SharedSettings.Are(_options.Scope) && StatusLineSwap.OtherCommand(document) is not null)
        {
            _notes.Add("The existing status line is not changed: other people use these settings too, and would not see this status line next to Keepalive's status line.");
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
        Needs = BedrockNeeds.Of(name => _others.Variable([(Settings.Path, edit.Document), .. _isManaged ? [] : settings.Skip(1)], name), profile);

        // What an earlier installation has set and this one does not speak of (--bedrock) is ours as long as it stands.
        IEnumerable<RecordedValue> older = earlier?.Values.Where(value => !value.IsHook && !edit.Values.Any(one => one.Path.SequenceEqual(value.Path))
            && edit.Document.Find([.. value.Path]) is { } node && value.Is(edit.Document.ValueOf(node))) ?? [];
        _files.Add(Settings, edit.Document.Content, RecordedFileKind.Settings, earlier, [.. older, .. edit.Values], edit.Created);
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
}
