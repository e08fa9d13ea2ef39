using Keepalive.Credentials;

namespace Keepalive.Profiles;

/// <summary>
/// A sign that a file was caught between a login tool's truncation and its last line. At any instant such a file is a
/// beginning of the new version, so what has to be noticed is an end that comes too early.
/// </summary>
/// <param name="UnendedFile">The file whose last line belongs to the profile and has no line end, or null for another sign.</param>
internal sealed record TornRead(string? UnendedFile)
{
    /// <summary>
    /// No writer pauses longer in the midst of a file. A file that has rested so long is what its owner wants it to
    /// be, its last line without a line end included.
    /// </summary>
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(10);

    /// <summary>For signs that are also found in whole files, so that those are delayed only just after a login.</summary>
    private static readonly TimeSpan Young = TimeSpan.FromSeconds(1);

    public static TornRead? Find(ProfileFiles files, AwsProfile? profile, string? expirationField, DateTimeOffset now)
    {
        if (profile is null)
        {
            return IsYounger(files.Credentials, Settled) || IsYounger(files.Config, Settled) ? new TornRead(UnendedFile: null) : null;
        }

        foreach (ProfileSection section in profile.Sections)
        {
            if (section.EndsInsideLine && IsYounger(section.File, Settled))
            {
                return new TornRead(section.File.Path);
            }

            if (IsCutShort(section))
            {
                return new TornRead(UnendedFile: null);
            }
        }

        return profile.Credentials is null && IsYounger(files.Credentials, Young) ? new TornRead(UnendedFile: null) : null;

        bool IsYounger(ProfileFile file, TimeSpan age) => file.Exists && file.Snapshot.Age(now) < age;

        bool IsCutShort(ProfileSection section)
        {
            StaticKeys? keys = StaticKeys.In(section);
            if (section.Problems.Count > 0 || keys is { Material.IsComplete: false })
            {
                return IsYounger(section.File, Settled);
            }

            // The section may just not have come to its keys, or to its expiry.
            return section.IsLastInFile && IsYounger(section.File, Young)
                && (keys is null ? section.File.Document.Kind == ProfileFileKind.Credentials : keys.FindExpiry(expirationField) is null);
        }
    }
}
