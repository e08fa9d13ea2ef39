using Keepalive.Aws.Profiles;
using Keepalive.Configuration;

namespace Keepalive.Secrets;

/// <summary>
/// The secrets of all profiles, by their names. No store can list its entries on every system, so each profile's are asked for; an account's once.
/// No command is run.
/// </summary>
/// <param name="Entries">Those that exist, those that a command gives, and the passwords that a recipe needs.</param>
/// <param name="Fault">Why a store could not be asked; null if all could.</param>
public sealed record SecretList(IReadOnlyList<ListedSecret> Entries, KeepaliveException? Fault)
{
    /// <summary>Lists them.</summary>
    /// <param name="environment">The variables and the platform.</param>
    /// <param name="profile">The only profile to list; null: all.</param>
    /// <param name="store">The store that the caller names, or null.</param>
    /// <param name="clock">The time.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="KeepaliveException">ConfigurationInvalid, PolicyInvalid, ForbiddenByPolicy; the AWS files can't be read.</exception>
    public static Task<SecretList> ReadAsync(SystemEnvironment environment, string? profile, string? store, TimeProvider clock, CancellationToken cancellationToken) =>
        ReadAsync(environment, profile, settings => SecretKeeper.Open(environment, settings, store, clock), clock, cancellationToken);

    internal static async Task<SecretList> ReadAsync(
        SystemEnvironment environment, string? profile, Func<KeepaliveConfiguration, SecretKeeper> open, TimeProvider clock, CancellationToken cancellationToken)
    {
        KeepaliveConfiguration configuration = ConfigurationFile.Read(environment, clock);
        var entries = new Dictionary<string, ListedSecret>();
        var keepers = new Dictionary<string, SecretKeeper>();
        KeepaliveException? fault = null;
        foreach (string name in Profiles(environment, configuration, profile, clock))
        {
            KeepaliveConfiguration settings = configuration.For(name);
            foreach (SecretKind kind in (ReadOnlySpan<SecretKind>)[SecretKind.Password, SecretKind.Totp])
            {
                if (SecretCommand.Of(settings, name, kind, environment) is { } command)
                {
                    entries[$"command/{name}/{kind}"] = new(kind, [name], settings.LoginAccount) { Setting = command.Setting, Program = command.Program, Exists = true };
                }
                else if (NameOf(settings, name, kind) is { } secret)
                {
                    entries[secret.Key] = entries.TryGetValue(secret.Key, out ListedSecret? known)
                        ? known with { Profiles = [.. known.Profiles, name], IsNeeded = known.IsNeeded || IsNeeded(settings, kind) }
                        : new(kind, [name], settings.LoginAccount) { Name = secret, Settings = settings, IsNeeded = IsNeeded(settings, kind) };
                }
            }
        }

        foreach ((string key, ListedSecret entry) in entries.ToArray())
        {
            if (entry is not { Name: { } secret, Settings: { } settings } || fault is not null)
            {
                continue; // The next store would make a person wait once more, for the same answer most of the time.
            }

            string chosen = settings.SecretStore ?? string.Empty;
            SecretKeeper keeper = keepers.TryGetValue(chosen, out SecretKeeper? opened) ? opened : keepers[chosen] = open(settings);
            try
            {
                bool exists = await keeper.ExistsAsync(secret, cancellationToken).ConfigureAwait(false);
                entries[key] = entry with { Exists = exists, Store = keeper.Store!.DisplayName };
            }
            catch (KeepaliveException exception)
            {
                fault = exception;
            }
        }

        return new([.. entries.Values.Where(static entry => entry.Exists == true || entry.IsNeeded).OrderBy(static entry => entry.Profiles[0], StringComparer.Ordinal).ThenBy(static entry => entry.Kind)], fault);
    }

    private static bool IsNeeded(KeepaliveConfiguration settings, SecretKind kind) => kind == SecretKind.Password && settings.IsDriven;

    /// <summary>Null for a profile whose name no store takes: it has no secret.</summary>
    private static SecretName? NameOf(KeepaliveConfiguration settings, string profile, SecretKind kind)
    {
        try
        {
            return SecretName.Of(settings, profile, kind);
        }
        catch (KeepaliveException exception) when (exception.Code == KeepaliveErrorCode.SecretInvalid)
        {
            return null;
        }
    }

    /// <summary>Of the AWS files and of our configuration, since a login tool writes a profile only at its first success; and the one in use.</summary>
    private static IEnumerable<string> Profiles(SystemEnvironment environment, KeepaliveConfiguration configuration, string? profile, TimeProvider clock)
    {
        string chosen = ProfileChoice.Make(profile, environment, configuration.Profile, configuration.Policy?.PinnedProfile).Name;
        return profile is not null ? [chosen]
            : ProfileFiles.Read(ProfileFileLocations.Find(environment), clock).ProfileNames()
                .Concat(configuration.Layers?.File.Profiles.Keys ?? [])
                .Append(chosen)
                .Distinct();
    }
}

/// <summary>A secret by its name.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Profiles">The profiles whose login uses it.</param>
/// <param name="Account">The account that they share; null if it is the profile's own.</param>
public sealed record ListedSecret(SecretKind Kind, IReadOnlyList<string> Profiles, string? Account)
{
    /// <summary>The setting whose command gives it; null if a store keeps it.</summary>
    public string? Setting { get; init; }

    /// <summary>The program of the command; null if there is none.</summary>
    public string? Program { get; init; }

    /// <summary>The store, as it is called; null if a command gives it, or no store could be asked.</summary>
    public string? Store { get; init; }

    /// <summary>Whether it is there; a command is not tried. Null if the store could not be asked.</summary>
    public bool? Exists { get; init; }

    /// <summary>The place, for a person.</summary>
    public string Place => Setting is not null ? $"{Setting} ({Program})" : Exists switch { true => Store!, false => "not stored", _ => "unknown" };

    internal SecretName? Name { get; init; }

    internal KeepaliveConfiguration? Settings { get; init; }

    internal bool IsNeeded { get; init; }
}
