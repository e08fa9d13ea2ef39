using System.Runtime.CompilerServices;
using Keepalive.Platform.Files;

namespace Keepalive.Aws.Profiles;

/// <summary>
/// Reads a profile from both files, again and again for up to a second while another program seems to be
/// writing it.
/// </summary>
/// <param name="locations">Where the files are.</param>
/// <param name="clock">The time.</param>
/// <param name="expirationField">The key that holds the expiry, when one is configured.</param>
public sealed class ProfileReader(ProfileFileLocations locations, TimeProvider clock, string? expirationField = null)
{
    /// <summary>How long a writer is waited for by default.</summary>
    public static readonly TimeSpan DefaultPatience = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan BetweenReads = TimeSpan.FromMilliseconds(20);

    /// <summary>How long a writer is waited for.</summary>
    public TimeSpan Patience { get; init; } = DefaultPatience;

    /// <summary>Reads the profile; if it uses another profile (<see cref="SourceProfile"/>), reads that one.</summary>
    /// <param name="choice">The profile's name and who chose it.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="KeepaliveException">It does not exist, or has invalid lines.</exception>
    [AsyncMethodBuilder(typeof(PrecompiledBuilder<>))]
    public async ValueTask<AwsProfile> ReadAsync(ProfileChoice choice, CancellationToken cancellationToken)
    {
        long start = clock.GetTimestamp();
        ProfileFiles? before = null;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            bool isLast = clock.GetElapsedTime(start) >= Patience;
            if (TryReadFiles(before, isLast) is not { } files)
            {
                await Task.Delay(BetweenReads, clock, cancellationToken).ConfigureAwait(false);
                continue;
            }

            before ??= files;
            AwsProfile? first = files.Find(choice.Name);
            ProfileChoice meant = SourceProfile.Follow(choice, first);
            AwsProfile? profile = meant == choice ? first : files.Find(meant.Name);
            TornRead? torn = TornRead.Find(files, profile, expirationField, clock.GetUtcNow())
                ?? (meant == choice ? null : TornRead.Find(files, first, expirationField, clock.GetUtcNow()))
                ?? (profile is null ? null : RoleChain.ProfilesBehind(profile)
                    .Select(source => TornRead.Find(files, source, expirationField, clock.GetUtcNow())).FirstOrDefault(static sign => sign is not null));
            if (torn is null || isLast)
            {
                if (torn is { Unended: { } file } && !HasRested(file, before))
                {
                    throw KeepaliveErrors.ProfileFileIncomplete(file.Path, choice.Name);
                }

                first?.ThrowIfInvalid();
                profile = profile ?? throw NotFound(meant, files);
                profile.ThrowIfInvalid();
                SourceProfile.ThrowIfEndless(first!, profile);
                return profile;
            }

            await Task.Delay(BetweenReads, clock, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Its clock is ahead of ours, so that its age is unknown, but it did not change while it was waited for.</summary>
    private bool HasRested(ProfileFile file, ProfileFiles first)
    {
        ProfileFile before = file.Document.Kind == ProfileFileKind.Config ? first.Config : first.Credentials;
        return file.Snapshot.Age(clock.GetUtcNow()) < TimeSpan.Zero && file.Snapshot.LastWrite == before.Snapshot.LastWrite;
    }

    /// <summary>Null while another program has a file open exclusively.</summary>
    private ProfileFiles? TryReadFiles(ProfileFiles? first, bool isLast)
    {
        try
        {
            return ProfileFiles.Read(locations, clock, first);
        }
        catch (KeepaliveException exception) when (!isLast && exception.InnerException is FileBusyException or FileUnsettledException)
        {
            return null;
        }
    }

    private KeepaliveException NotFound(ProfileChoice choice, ProfileFiles files) => NotFound(choice, files, locations);

    /// <summary>The profile is in neither file, with the names that may have been meant.</summary>
    internal static KeepaliveException NotFound(ProfileChoice choice, ProfileFiles files, ProfileFileLocations locations)
    {
        if (files.FirstStrayProblem() is { } stray)
        {
            // The invalid header may be the header of the missing profile.
            return stray.Problem.ToError(stray.File.Path);
        }

        string places = (files.Credentials.Exists, files.Config.Exists) switch
        {
            (true, true) => $"{locations.Credentials} or {locations.Config}",
            (true, false) => $"{locations.Credentials} ({locations.Config} does not exist)",
            (false, true) => $"{locations.Config} ({locations.Credentials} does not exist)",
            _ => $"{locations.Credentials} or {locations.Config}: neither file exists",
        };
        return KeepaliveErrors.ProfileNotFound(choice.Name, choice.ChosenBy, places, Hint(choice.Name, files));
    }

    private static string Hint(string name, ProfileFiles files)
    {
        if (files.Config.Document.Sections.Any(section => section.Type == IniSectionType.Other && section.Name == name))
        {
            return $"The config file has a section [{name}]; in this file a profile's section must be named [profile {name}].";
        }

        if (files.Credentials.Document.Sections.Any(section => section.Type == IniSectionType.Other && section.Name == $"profile {name}"))
        {
            return $"The credentials file has a section [profile {name}]; in this file a profile's section must be named [{name}].";
        }

        IReadOnlyList<string> names = [.. files.ProfileNames()];
        IReadOnlyList<string> nearest = NearestNames.Of(name, names);
        return (nearest.Count, names.Count) switch
        {
            ( > 0, _) => $"Did you mean {WordList.Or(nearest.Select(WordList.Quoted))}?",
            (_, 0) => "Sign in with your login tool, which writes a profile, or set AWS_SHARED_CREDENTIALS_FILE to the file that contains the profile.",
            (_, <= 5) => $"The {WordList.Are("profile", names.Select(WordList.Quoted))}.",
            _ => $"There are {names.Count} profiles; 'claude-aws status --all' (Get-ClaudeAwsSession -All) lists them.",
        };
    }
}
