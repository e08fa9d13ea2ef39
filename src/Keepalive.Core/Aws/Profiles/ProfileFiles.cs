namespace Keepalive.Aws.Profiles;

/// <summary>Both shared files as they were at one moment, and the profiles in them.</summary>
public sealed class ProfileFiles
{
    private ProfileFiles(ProfileFile config, ProfileFile credentials)
    {
        Config = config;
        Credentials = credentials;
    }

    /// <summary>The config file.</summary>
    public ProfileFile Config { get; }

    /// <summary>The credentials file.</summary>
    public ProfileFile Credentials { get; }

    /// <summary>Reads both files; one that is missing reads as empty.</summary>
    /// <param name="locations">Where they are.</param>
    /// <param name="clock">Tells the age of the last change.</param>
    /// <param name="first">An earlier read: what came from a pipe is taken from it, since it can't be read again.</param>
    /// <exception cref="KeepaliveException">One exists and can't be read.</exception>
    public static ProfileFiles Read(ProfileFileLocations locations, TimeProvider clock, ProfileFiles? first = null) => new(
        first is { Config.Snapshot.IsPipe: true } ? first.Config : ProfileFile.Read(locations.Config, ProfileFileKind.Config, clock),
        first is { Credentials.Snapshot.IsPipe: true } ? first.Credentials : ProfileFile.Read(locations.Credentials, ProfileFileKind.Credentials, clock));

    /// <summary>Two files that were read already.</summary>
    internal static ProfileFiles Of(ProfileFile config, ProfileFile credentials) => new(config, credentials);

    /// <summary>A profile, or null when neither file has it. One that aws-mfa has not written yet is there if its long-lived keys are.</summary>
    /// <param name="name">The name; upper and lower case differ.</param>
    public AwsProfile? Find(string name) =>
        FindWritten(name) ?? (new AwsProfile(name, this, config: null, credentials: null) is var unwritten && LongTermKeys.Find(unwritten) is not null ? unwritten : null);

    /// <summary>A profile with a section of its own, or null.</summary>
    /// <param name="name">The name; upper and lower case differ.</param>
    internal AwsProfile? FindWritten(string name)
    {
        ProfileSection? config = ProfileSection.Find(Config, name);
        ProfileSection? credentials = ProfileSection.Find(Credentials, name);
        return config is null && credentials is null ? null : new AwsProfile(name, this, config, credentials);
    }

    /// <summary>All profiles, each once, those of the credentials file first, in the files' order.</summary>
    public IEnumerable<AwsProfile> All()
    {
        OrderedProfiles credentials = ProfileSection.All(Credentials);
        OrderedProfiles config = ProfileSection.All(Config);
        foreach (string name in credentials.Names.Union(config.Names, StringComparer.Ordinal))
        {
            yield return new AwsProfile(name, this, config.Find(name), credentials.Find(name));
        }
    }

    /// <summary>All profile names, in the order of <see cref="All"/>.</summary>
    public IEnumerable<string> ProfileNames() =>
        ProfileSection.All(Credentials).Names.Union(ProfileSection.All(Config).Names, StringComparer.Ordinal);

    /// <summary>The first problem that belongs to no profile (a header without its bracket, say), if there is one.</summary>
    internal (ProfileFile File, IniProblem Problem)? FirstStrayProblem()
    {
        foreach (ProfileFile file in (ReadOnlySpan<ProfileFile>)[Credentials, Config])
        {
            foreach (IniProblem problem in file.Document.Problems)
            {
                if (problem.Section < 0 || file.Document.Sections[problem.Section].Type != IniSectionType.Profile)
                {
                    return (file, problem);
                }
            }
        }

        return null;
    }
}
