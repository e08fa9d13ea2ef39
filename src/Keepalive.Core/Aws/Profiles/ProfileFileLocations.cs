namespace Keepalive.Aws.Profiles;

/// <summary>
/// Where the two shared files are. Home is HOME, then (Windows) USERPROFILE, then HOMEDRIVE and HOMEPATH: the order of
/// the published location cases and of Claude Code's own SDK, which differs on Windows from the aws CLI's.
/// Source: https://docs.aws.amazon.com/sdkref/latest/guide/file-location.html
/// </summary>
/// <param name="Config">AWS_CONFIG_FILE, else <c>.aws/config</c> in the home folder.</param>
/// <param name="Credentials">AWS_SHARED_CREDENTIALS_FILE, else <c>.aws/credentials</c> in the home folder.</param>
public sealed record ProfileFileLocations(string Config, string Credentials)
{
    /// <summary>Finds both.</summary>
    /// <param name="environment">The variables to read.</param>
    /// <exception cref="KeepaliveException">No home folder, and not both files named.</exception>
    public static ProfileFileLocations Find(SystemEnvironment environment) => new(
        Locate(environment, "AWS_CONFIG_FILE", "config"),
        Locate(environment, "AWS_SHARED_CREDENTIALS_FILE", "credentials"));

    /// <summary>The variable that sets the path of a file: its own, otherwise that of the home folder.</summary>
    /// <param name="environment">The variables.</param>
    /// <param name="kind">Which of the two.</param>
    internal static string? VariableOf(SystemEnvironment environment, ProfileFileKind kind)
    {
        string own = kind == ProfileFileKind.Config ? "AWS_CONFIG_FILE" : "AWS_SHARED_CREDENTIALS_FILE";
        return environment.Get(own) is not null ? own : environment.HomeVariable;
    }

    private static string Locate(SystemEnvironment environment, string variable, string name) =>
        environment.Get(variable) is { } named
            ? environment.ExpandHome(named)
            : environment.Combine(environment.Home ?? throw KeepaliveErrors.HomeNotFound(), ".aws", name);
}
