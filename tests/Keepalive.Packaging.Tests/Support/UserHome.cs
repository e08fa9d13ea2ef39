namespace Keepalive.Packaging.Tests.Support;

/// <summary>The home of a user who installs a package: a profile with keys that last, and nothing else.</summary>
internal sealed class UserHome : IDisposable
{
    public UserHome()
    {
        string credentials = Path.Combine(Folder, ".aws", "credentials");
        Directory.CreateDirectory(Path.GetDirectoryName(credentials)!);
        File.WriteAllText(credentials, Keys.Profile("default", "2099-01-01T00:00:00Z"));
        File.SetLastWriteTimeUtc(credentials, DateTime.UtcNow.AddHours(-1));
        foreach (string name in Environment.GetEnvironmentVariables().Keys.Cast<string>().Where(name => name.StartsWith("AWS_", StringComparison.Ordinal) || name.StartsWith("CLAUDE", StringComparison.Ordinal)))
        {
            Variables[name] = null;
        }

        foreach (string name in (string[])["HOME", "USERPROFILE"])
        {
            Variables[name] = Folder;
        }

        // A tester's own folders would be used in place of the home's.
        foreach (string name in (string[])["XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "PSModulePath"])
        {
            Variables[name] = null;
        }

        Variables["POWERSHELL_TELEMETRY_OPTOUT"] = "1";
        Variables["NO_COLOR"] = "1";
        Variables["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "../../.."));
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("keepalive-user-").FullName;

    public Dictionary<string, string?> Variables { get; } = [];

    public Task<Run> RunAsync(string program, params string[] arguments) => Packages.RunAsync(program, arguments, Variables);

    /// <summary>The paths below a folder that have this name in them: what a package has left.</summary>
    public static IEnumerable<string> PathsWith(string folder, string name) =>
        Directory.EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories).Where(path => path[folder.Length..].Contains(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Runs the program as a user does first, and checks its answers.</summary>
    public async Task ServesAsync(string program)
    {
        Run version = await RunAsync(program, "--version");
        Assert.True(version.ExitStatus == 0, version.Errors);
        Assert.StartsWith(Packages.Version, version.Output);
        Run export = await RunAsync(program, "export");
        Assert.True(export.ExitStatus == 0, export.Errors);
        Assert.Contains("\"Expiration\":\"2099-01-01T00:00:00Z\"", export.Output);
        Run check = await RunAsync(program, "check");
        Assert.Equal((0, string.Empty), (check.ExitStatus, check.Errors));
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
