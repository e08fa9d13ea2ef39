namespace Keepalive.Aws.Profiles;

/// <summary>
/// A sign that a file was caught between a login tool's truncation and its last line. At any instant such a file is a
/// beginning of the new version, so what has to be noticed is an end that comes too early.
/// </summary>
/// <param name="Unended">The file whose last line belongs to the profile and has no line end, or null for another sign.</param>
internal sealed record TornRead(ProfileFile? Unended)
{
    /// <summary>
    /// No writer pauses longer in the middle of a file. A file that was not changed for so long has the content that its owner wants,
    /// including a last line without a line end.
    /// </summary>
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(10);

    /// <summary>For signs that are also found in whole files, so that those are delayed only just after a login.</summary>
    private static readonly TimeSpan Young = TimeSpan.FromSeconds(1);

    /// <summary>
    /// A file without the wanted profile may be one whose writer has not come to it, though it ends with a whole line. Writers are between two lines for
    /// moments; waiting longer for a misspelt name would be useless.
    /// </summary>
    private static readonly TimeSpan JustNow = TimeSpan.FromMilliseconds(200);

    public static TornRead? Find(ProfileFiles files, AwsProfile? profile, string? expirationField, DateTimeOffset now)
    {
        if (profile is null)
        {
            return EndsEarly(files.Credentials) || EndsEarly(files.Config) || WasJustRemoved(files.Credentials) ? new TornRead(Unended: null) : null;
        }

        foreach (ProfileSection section in profile.Sections)
        {
            if (section.EndsInsideLine && IsYounger(section.File, Settled))
            {
                return new TornRead(section.File);
            }

            if (IsCutShort(section))
            {
                return new TornRead(Unended: null);
            }
        }

        // A config file without the profile may be one that has not come to it; it may name a role: another identity.
        return (profile.Credentials is null && IsYounger(files.Credentials, Young)) || (profile.Config is null && IsYounger(files.Config, Young))
            ? new TornRead(Unended: null)
            : null;

        bool IsYounger(ProfileFile file, TimeSpan age) => file.Exists && file.Snapshot.Age(now) < age;

        // Some tools delete the file and write it anew.
        bool WasJustRemoved(ProfileFile file) => !file.Exists && file.Snapshot.Age(now) < Young;

        // Empty, in the middle of a line, or with an incomplete last profile: a program may be about to continue.
        bool EndsEarly(ProfileFile file) => IsYounger(file, JustNow)
            || (IsYounger(file, Young) && (file.Document.Sections is not [.., var last] || file.Document.EndsInsideLine
                || (ProfileSection.Find(file, last.Name, last.Type) is { } section && IsCutShort(section))));

        bool IsCutShort(ProfileSection section)
        {
            StaticKeys? keys = StaticKeys.In(section);
            if (section.Problems.Count > 0 || keys is { Material.IsComplete: false })
            {
                // A line in the middle of the file is complete: the beginning of a file is cut only at its end.
                return section.IsLastInFile && IsYounger(section.File, Settled);
            }

            // The section may just not have come to its keys, to its role, or to its expiry.
            return section.IsLastInFile && IsYounger(section.File, Young) && (keys is null || !ExpiryDiscovery.IsTold(keys.Section, expirationField));
        }
    }
}
