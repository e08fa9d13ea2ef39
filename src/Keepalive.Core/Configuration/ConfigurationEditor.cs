using System.Text.Json.Nodes;
using Keepalive.Aws.Profiles;
using Keepalive.Platform.Files;
using Keepalive.Platform.Jsonc;

namespace Keepalive.Configuration;

/// <summary>
/// Changes single settings of the configuration file. Comments, order and everything else stay as they are; a file
/// that can't be read as JSON stays as it is altogether.
/// </summary>
/// <param name="environment">The variables and the platform.</param>
/// <param name="clock">The time.</param>
/// <param name="recipes">Gives the names of all recipes: a setting that names one is checked against them.</param>
public sealed class ConfigurationEditor(SystemEnvironment environment, TimeProvider clock, Func<IReadOnlyList<string>> recipes)
{
    private static readonly TimeSpan LockLimit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LockPoll = TimeSpan.FromMilliseconds(20);

    /// <summary>Thinks a change through; writes nothing.</summary>
    /// <param name="name">The setting. To remove it, any other key of the file is allowed too.</param>
    /// <param name="value">The value as text; null: the setting is removed.</param>
    /// <param name="profile">The profile that gets it for its own; null: it is for all.</param>
    /// <exception cref="KeepaliveException">SettingInvalid, ConfigurationInvalid, HomeNotFound.</exception>
    public ConfigurationEdit Plan(string name, string? value, string? profile) => Planned(name, value, profile).Edit;

    private (ConfigurationEdit Edit, ReadOnlyMemory<byte>? Read, Func<ReadOnlyMemory<byte>?, ReadOnlyMemory<byte>?> Again) Planned(string name, string? value, string? profile)
    {
        if (value is not null && (profile is { Length: 0 } || (name == "profile" && value.Length == 0)))
        {
            throw KeepaliveErrors.SettingInvalid(name, "The name of a profile is empty", "To remove the setting 'profile': claude-aws config unset profile (-Unset).");
        }

        string path = FullPath(ConfigurationFile.Locate(environment) ?? throw KeepaliveErrors.HomeNotFound());
        string[] keys = profile is null ? [name] : [AccountKeys.Profiles, profile, name];
        string place = profile is null ? $"'{name}'" : $"'{name}' of profile '{profile}'";
        string? json = value is null ? null : Json(name, value, profile);
        FileSnapshot snapshot = Read(path);
        JsoncDocument before = Parse(path, snapshot.Content);
        JsoncDocument after = Change(path, before, keys, json);
        bool isChange = !after.Content.Span.SequenceEqual(before.Content.Span);
        if (!isChange && json is null && ConfigurationSettings.Find(name) is null)
        {
            throw ConfigurationReport.Unknown(name);
        }

        var edit = new ConfigurationEdit(path, place, json, isChange) { Content = after.Content, IsNewFile = before.Root is null, Doubt = json is null ? null : Doubt(name, value, profile) };
        return (edit, snapshot.Exists ? snapshot.Content : default(ReadOnlyMemory<byte>?), now => Change(path, Parse(path, now ?? default), keys, json).Content);
    }

    private static JsoncDocument Parse(string path, ReadOnlyMemory<byte> content)
    {
        try
        {
            return JsoncDocument.Parse(content);
        }
        catch (JsoncException exception)
        {
            throw KeepaliveErrors.ConfigurationInvalid(path, exception.Message);
        }
    }

    private static JsoncDocument Change(string path, JsoncDocument before, string[] keys, string? json)
    {
        try
        {
            JsoncDocument start = before.Root is null && json is not null ? before.Set(["$schema"], JsonValue.Create(ConfigurationSchema.Reference)) : before;
            JsoncDocument after = json is null ? Remove(before, keys) : start.Set(keys, JsonNode.Parse(json));
            if (!after.Content.Span.SequenceEqual(before.Content.Span))
            {
                // The written file must be readable: a mistake elsewhere in the file is reported now and not at the next start.
                ParsedConfiguration.Parse(after.Content.Span, path, isPolicy: false);
            }

            return after;
        }
        catch (JsoncException exception)
        {
            throw KeepaliveErrors.ConfigurationInvalid(path, exception.Message);
        }
    }

    /// <summary>Makes a change. Two programs that do so at once follow one another.</summary>
    /// <param name="name">See <see cref="Plan"/>.</param>
    /// <param name="value">See <see cref="Plan"/>.</param>
    /// <param name="profile">See <see cref="Plan"/>.</param>
    /// <param name="cancellationToken">Ends the waiting for another program.</param>
    /// <exception cref="KeepaliveException">As of <see cref="Plan"/>; ConfigurationUnwritable, StateFolderUnusable, TimedOut.</exception>
    public async Task<ConfigurationEdit> ApplyAsync(string name, string? value, string? profile, CancellationToken cancellationToken)
    {
        if (Plan(name, value, profile) is { IsChange: true } planned)
        {
            RequireWritable(planned.Path);
        }

        using FileLock held = await LockAsync(cancellationToken).ConfigureAwait(false);
        var (edit, read, again) = Planned(name, value, profile);
        if (edit.IsChange)
        {
            Write(edit, read, again);
        }
        else
        {
            LeftOvers.Clean(Path.GetDirectoryName(edit.Path)!);
        }

        return edit;
    }

    /// <summary>From the root, with its dots: behind a link they are the kernel's.</summary>
    private static string FullPath(string path) => Path.IsPathFullyQualified(path) ? path : Path.Combine(Environment.CurrentDirectory, path);

    private string Json(string name, string value, string? profile)
    {
        ConfigurationSetting setting = ConfigurationSettings.Find(name) ?? throw ConfigurationReport.Unknown(name);
        if (profile is not null && !setting.IsPerProfile)
        {
            throw KeepaliveErrors.SettingInvalid(name, $"'{name}' can't be set for one profile", "Set it for all profiles, without --profile (-ProfileName).");
        }

        string normal = setting.Normalize(SettingValue.Of(value))
            ?? throw KeepaliveErrors.SettingInvalid(name, $"'{name}' must be {setting.Expected}", Nearest(value, setting.Choices) ?? "Nothing was changed.");
        if (name == "recipe" && value.Length > 0)
        {
            RequireRecipe(value);
        }

        return setting.ToJson(normal);
    }

    /// <summary>Otherwise a missing recipe would be noticed only at the next automatic login.</summary>
    private void RequireRecipe(string name)
    {
        IReadOnlyList<string> known = recipes();
        if (!known.Contains(name))
        {
            throw KeepaliveErrors.SettingInvalid(
                "recipe", $"There is no recipe '{name}'",
                $"{Nearest(name, known) ?? $"The {WordList.Are("recipe", known)}."} Your own recipe must first be written under 'recipes' (about_KeepaliveRecipes).");
        }
    }

    private static string? Nearest(string value, IEnumerable<string> known) => NearestNames.Of(value, known) is [var nearest, ..] ? $"Did you mean '{nearest}'?" : null;

    private string? Doubt(string name, string? value, string? profile) =>
        profile is not null ? Missing(profile, AwsFiles()) : name == "profile" && value is { Length: > 0 } && AwsFiles() is { } files ? Missing(value, files) ?? OtherChain(value, files) : null;

    /// <summary>Null if they can't be read: the profile's next user gets the error.</summary>
    private ProfileFiles? AwsFiles()
    {
        try
        {
            return ProfileFiles.Read(ProfileFileLocations.Find(environment), clock);
        }
        catch (KeepaliveException)
        {
            return null;
        }
    }

    /// <summary>A profile need not exist yet; but a misspelt one would make every command fail.</summary>
    private static string? Missing(string name, ProfileFiles? files) => files?.Find(name) is not null || files is null
        ? null
        : $"There is no profile '{name}' in the AWS files yet. {Nearest(name, files.ProfileNames())}".TrimEnd();

    /// <summary>Claude Code's default credential chain has a profile of ours, which an installation wrote for the profile of that time.</summary>
    private static string? OtherChain(string name, ProfileFiles files) => files.All()
        .Where(profile => profile.Name != name && profile[SourceProfile.Key] is { Value: { Length: > 0 } source } && source != name)
        .Select(profile => $"Profile '{profile.Name}', for Claude Code's default credential chain, still uses '{profile[SourceProfile.Key]!.Value}'. To change it too, run: claude-aws install {CommandWord.Profile(name)}")
        .FirstOrDefault();

    private static JsoncDocument Remove(JsoncDocument document, string[] keys)
    {
        document = document.Remove(keys);
        for (int depth = keys.Length - 1; depth > 0; depth--)
        {
            // An empty entry of a profile is removed too, unless it contains a comment.
            string[] parent = keys[..depth];
            if (document.Find(parent) is { Kind: JsoncKind.Object, Items.Count: 0 } empty && !document.TextOf(empty).Contains((byte)'/'))
            {
                document = document.Remove(parent);
            }
        }

        return document;
    }

    private FileSnapshot Read(string path)
    {
        try
        {
            return FileSnapshot.Read(path, ConfigurationFile.MaximumLength, clock);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw KeepaliveErrors.ConfigurationInvalid(path, FileFault.Describe(path, exception), exception, WriteAdvice.ForRights(path, exception));
        }
    }

    /// <summary>In a home that can't be written the lock fails too, but the person has asked for the configuration file.</summary>
    private static void RequireWritable(string path)
    {
        try
        {
            if (FolderObstacle.Find(Path.GetDirectoryName(FileTarget.Of(path))!) is { } obstacle)
            {
                throw KeepaliveErrors.ConfigurationUnwritable(path, $"{obstacle.Folder} {obstacle.Reason}", obstacle.Advice);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw KeepaliveErrors.ConfigurationUnwritable(path, FileFault.Describe(path, exception), WriteAdvice.For(path, exception), exception);
        }
    }

    private async Task<FileLock> LockAsync(CancellationToken cancellationToken)
    {
        string path = StatePaths.Of(environment, StatePaths.ConfigurationLock);
        for (long start = clock.GetTimestamp(); ;)
        {
            if (FileLock.TryAcquire(path) is { } held)
            {
                return held;
            }

            if (clock.GetElapsedTime(start) > LockLimit)
            {
                throw KeepaliveErrors.TimedOut("Another program's change to the configuration file", LockLimit, path, isOfCaller: false);
            }

            await Task.Delay(LockPoll, clock, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>An editor may save the file at this moment: his content gets the change too.</summary>
    private void Write(ConfigurationEdit edit, ReadOnlyMemory<byte>? read, Func<ReadOnlyMemory<byte>?, ReadOnlyMemory<byte>?> again)
    {
        try
        {
            string folder = Path.GetDirectoryName(edit.Path)!;
            string target = FileTarget.Of(edit.Path);
            new SharedFile(target, ConfigurationFile.MaximumLength, again) { IsPrivate = true }.Change(read, edit.Content);
            LeftOvers.Clean(Path.GetDirectoryName(target)!);
            if (environment.Get("CLAUDE_AWS_CONFIG") is null)
            {
                // The folder is only ours; it may have been created with other rights.
                AtomicFile.CloseFolder(folder);
            }

            string schema = Path.Combine(folder, ConfigurationSchema.FileName);
            if (edit.IsNewFile || File.Exists(schema))
            {
                AtomicFile.Write(schema, ConfigurationSchema.Read());
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw KeepaliveErrors.ConfigurationUnwritable(edit.Path, FileFault.Describe(edit.Path, exception), WriteAdvice.For(edit.Path, exception), exception);
        }
    }
}
