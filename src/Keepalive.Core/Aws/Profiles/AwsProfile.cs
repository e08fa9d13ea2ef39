using Keepalive.Aws.AccessKeys;

namespace Keepalive.Aws.Profiles;

/// <summary>
/// A profile as both files together define it. A property of the credentials file overrides one of the config file
/// (published parser cases); <see cref="Config"/> and <see cref="Credentials"/> stay apart for whatever must not be
/// mixed, above all the parts of a key.
/// </summary>
public sealed class AwsProfile
{
    private readonly ProfileFiles _files;
    private readonly IReadOnlyDictionary<string, ProfileProperty>? _variables;

    internal AwsProfile(string name, ProfileFiles files, ProfileSection? config, ProfileSection? credentials, IReadOnlyDictionary<string, ProfileProperty>? variables = null)
    {
        _variables = variables;
        _files = files;
        Name = name;
        Config = config;
        Credentials = credentials;
    }

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>The part of the config file, if it has the profile.</summary>
    public ProfileSection? Config { get; }

    /// <summary>The part of the credentials file, if it has the profile.</summary>
    public ProfileSection? Credentials { get; }

    /// <summary>The same profile with values that environment variables set in place of its own.</summary>
    /// <param name="variables">The values by their keys.</param>
    internal AwsProfile With(IReadOnlyDictionary<string, ProfileProperty> variables) => new(Name, _files, Config, Credentials, variables);

    /// <summary>A property of either file, or of an environment variable that overrides it.</summary>
    /// <param name="name">The name in lower case.</param>
    public ProfileProperty? this[string name] =>
        _variables?.GetValueOrDefault(name) ?? Credentials?.Properties.GetValueOrDefault(name) ?? Config?.Properties.GetValueOrDefault(name);

    /// <summary>The place in the profile that names the source; null if none does.</summary>
    /// <param name="source">The source.</param>
    public ProfileProperty? NamerOf(CredentialSource source)
    {
        foreach (string key in source.NamingKeys)
        {
            if (this[key] is { } place)
            {
                return place;
            }
        }

        return null;
    }

    /// <summary>The names of all properties, each once.</summary>
    public IEnumerable<string> PropertyNames =>
        (Config?.Properties.Keys ?? []).Union(Credentials?.Properties.Keys ?? []);

    /// <summary>Its sections in order of precedence.</summary>
    internal IEnumerable<ProfileSection> Sections
    {
        get
        {
            if (Credentials is not null)
            {
                yield return Credentials;
            }

            if (Config is not null)
            {
                yield return Config;
            }
        }
    }

    /// <summary>Another profile of the same moment, which this one may name; null when there is none of that name.</summary>
    /// <param name="name">The name.</param>
    internal AwsProfile? FindOther(string name) => _files.Find(name);

    /// <summary>The files it was read from.</summary>
    internal ProfileFiles Files => _files;

    /// <summary>A section of another type that the profile names, or null when the config file has none of that name.</summary>
    /// <param name="type">The type: an sso-session, services.</param>
    /// <param name="name">The section's name.</param>
    public ProfileSection? FindSection(IniSectionType type, string name) => ProfileSection.Find(_files.Config, name, type);

    /// <summary>Rejects a profile with an invalid line.</summary>
    /// <exception cref="KeepaliveException">Names file, line and column.</exception>
    public void ThrowIfInvalid()
    {
        foreach (ProfileSection section in Sections)
        {
            if (section.Problems.Count > 0)
            {
                throw section.Problems[0].ToError(section.File.Path);
            }
        }
    }
}
