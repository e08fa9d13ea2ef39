using System.Text.Json;

namespace Keepalive.Configuration;

/// <summary>
/// Reads one file of settings from its beginning to its end: JSON with comments and trailing commas. What is wrong and
/// may change the account is an error; any other mistake is a problem, and the value is ignored.
/// </summary>
internal ref struct ConfigurationParser
{
    /// <summary>A file that is something else altogether need not be listed key by key.</summary>
    private const int MaximumProblems = 20;

    private readonly string _path;
    private readonly bool _isPolicy;
    private readonly List<ConfigurationProblem> _problems = [];
    private Utf8JsonReader _reader;
    private TextPlace _place;
    private bool _hasNamedSync;

    private ConfigurationParser(ReadOnlySpan<byte> content, string path, bool isPolicy)
    {
        _path = path;
        _isPolicy = isPolicy;
        _reader = new Utf8JsonReader(content, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        _place = new TextPlace(content);
    }

    /// <summary>Reads the file.</summary>
    /// <param name="content">Its bytes.</param>
    /// <param name="path">Its path, for messages.</param>
    /// <param name="isPolicy">It is the policy file: only settings of a policy are known.</param>
    /// <exception cref="KeepaliveException">ConfigurationInvalid.</exception>
    public static ParsedConfiguration Parse(ReadOnlySpan<byte> content, string path, bool isPolicy)
    {
        content = content.StartsWith("\uFEFF"u8) ? content[3..] : content;
        var parser = new ConfigurationParser(content, path, isPolicy);
        try
        {
            return parser.ReadFile();
        }
        catch (JsonException exception)
        {
            var place = new TextPlace(content);
            place.MoveTo(exception.LineNumber ?? 0, exception.BytePositionInLine ?? 0);
            throw parser.Invalid($"line {place.Line}, column {place.Column}: it is not valid JSON");
        }
        catch (InvalidOperationException)
        {
            // The reader passes over bytes and escapes that make no text; they are noticed when the text is asked for.
            parser._place.MoveTo(parser._reader.TokenStartIndex);
            throw parser.Fatal("it contains text that is not Unicode");
        }
    }

    private ParsedConfiguration ReadFile()
    {
        if (!_reader.Read() || _reader.TokenType != JsonTokenType.StartObject)
        {
            throw Invalid("it is not a JSON object");
        }

        var profiles = new Dictionary<string, IReadOnlyList<SettingAssignment>>(StringComparer.Ordinal);
        List<SettingAssignment> settings = ReadObject(profile: null, profiles);

        // Text after the object is a mistake too.
        _reader.Read();
        return new ParsedConfiguration(settings, profiles, _problems);
    }

    private List<SettingAssignment> ReadObject(string? profile, Dictionary<string, IReadOnlyList<SettingAssignment>>? profiles)
    {
        var settings = new List<SettingAssignment>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (_reader.Read() && _reader.TokenType == JsonTokenType.PropertyName)
        {
            _place.MoveTo(_reader.TokenStartIndex);
            string key = _reader.GetString()!;
            if (!seen.Add(key))
            {
                Report(key, $"'{key}' occurs more than once; the last value is used");
                settings.RemoveAll(assignment => assignment.Setting.Name == key);
            }

            _reader.Read();
            if (profiles is not null && key == AccountKeys.Profiles && !_isPolicy)
            {
                ReadProfiles(profiles);
            }
            else if (ConfigurationSettings.Find(key) is { } setting && (!_isPolicy || setting.IsPolicy))
            {
                ReadSetting(setting, profile, settings);
            }
            else if (profile is not null || key is not ("$schema" or "recipes") || (key == "recipes" && _isPolicy)) // Recipes are read when one is needed.
            {
                ReportUnknown(key);
            }

            _reader.Skip();
        }

        return settings;
    }

    private void ReadProfiles(Dictionary<string, IReadOnlyList<SettingAssignment>> profiles)
    {
        profiles.Clear();
        if (_reader.TokenType == JsonTokenType.Null)
        {
            return;
        }

        if (_reader.TokenType != JsonTokenType.StartObject)
        {
            throw Fatal("'profiles' must be an object with the names of profiles");
        }

        while (_reader.Read() && _reader.TokenType == JsonTokenType.PropertyName)
        {
            _place.MoveTo(_reader.TokenStartIndex);
            string name = _reader.GetString()!;
            if (profiles.ContainsKey(name))
            {
                Report(name, $"profile '{name}' occurs more than once; the last one is used");
            }

            _reader.Read();
            profiles[name] = _reader.TokenType switch
            {
                JsonTokenType.StartObject => ReadObject(name, profiles: null),
                JsonTokenType.Null => [],
                _ => throw Fatal($"the settings of profile '{name}' must be an object"),
            };
        }
    }

    private void ReadSetting(ConfigurationSetting setting, string? profile, List<SettingAssignment> settings)
    {
        if (profile is not null && !setting.IsPerProfile)
        {
            throw Fatal($"'{setting.Name}' can't be set for one profile");
        }

        SettingValue value = Value();
        if (value.IsNothing)
        {
            return;
        }

        if (setting.Normalize(value) is { } normal)
        {
            SettingOriginKind kind = _isPolicy ? SettingOriginKind.Policy : profile is null ? SettingOriginKind.File : SettingOriginKind.Profile;
            settings.Add(new(setting, normal, new SettingOrigin(kind, _path, _place.Line)));
        }
        else if (AccountKeys.Contains(setting.Name))
        {
            throw Fatal($"'{setting.Name}' must be {setting.Expected}");
        }
        else
        {
            Report(setting.Name, $"'{setting.Name}' must be {setting.Expected}; the value is ignored");
        }
    }

    private SettingValue Value() => _reader.TokenType switch
    {
        JsonTokenType.String => new(SettingForm.Text, _reader.GetString()!),
        JsonTokenType.Number => new(SettingForm.Number, System.Text.Encoding.ASCII.GetString(_reader.ValueSpan)),
        JsonTokenType.True => new(SettingForm.Flag, "true"),
        JsonTokenType.False => new(SettingForm.Flag, "false"),
        JsonTokenType.Null => new(SettingForm.Null, string.Empty),
        _ => new(SettingForm.Structure, string.Empty),
    };

    private void ReportUnknown(string key)
    {
        if (key is "syncTargets" or "syncTimeoutSeconds" or "syncCooldownSeconds")
        {
            if (!_hasNamedSync)
            {
                Report(key, "Keepalive does not copy credentials to other machines; this setting has no effect");
            }

            _hasNamedSync = true;
            return;
        }

        if (AccountKeys.Meant(key) is { } meant && !_isPolicy)
        {
            throw Fatal($"'{key}' is not a setting, and may be a misspelt setting that chooses the account; did you mean '{meant}'?");
        }

        if (_isPolicy && ConfigurationSettings.Find(key) is not null)
        {
            string deciding = string.Join(", ", ConfigurationSettings.All.Where(static setting => setting.IsPolicy).Select(static setting => setting.Name));
            Report(key, $"'{key}' can't be set by a policy, only by each user; a policy can set {deciding}");
            return;
        }

        bool isPolicy = _isPolicy;
        IReadOnlyList<string> near = _problems.Count >= MaximumProblems
            ? []
            : NearestNames.Of(key, ConfigurationSettings.All.Where(setting => !isPolicy || setting.IsPolicy).Select(setting => setting.Name));
        Report(key, near.Count == 0 ? $"'{key}' is not a setting of Keepalive" : $"'{key}' is not a setting of Keepalive; did you mean '{near[0]}'?");
    }

    private readonly void Report(string key, string message)
    {
        if (_problems.Count < MaximumProblems)
        {
            _problems.Add(new ConfigurationProblem(_path, _place.Line, _place.Column, key, message));
        }
    }

    private readonly KeepaliveException Fatal(string reason) =>
        Invalid($"line {_place.Line}, column {_place.Column}: {reason}");

    private readonly KeepaliveException Invalid(string reason) =>
        _isPolicy ? KeepaliveErrors.PolicyInvalid(_path, reason) : KeepaliveErrors.ConfigurationInvalid(_path, reason);
}
