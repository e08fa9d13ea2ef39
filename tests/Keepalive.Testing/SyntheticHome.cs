using System.Text;

namespace Keepalive.Testing;

/// <summary>A home folder of its own in the temporary folder, with its own variables; deletes itself.</summary>
public sealed class SyntheticHome : IDisposable
{
    /// <summary>An age at which no reader suspects that the file is still being written.</summary>
    public static readonly TimeSpan LongAgo = TimeSpan.FromHours(1);

    /// <summary>Makes the folder.</summary>
    /// <param name="clock">The time from which ages are counted: a <see cref="FakeClock"/>, unless told otherwise.</param>
    public SyntheticHome(TimeProvider? clock = null)
    {
        Clock = clock ?? new FakeClock();
        Folder = Directory.CreateTempSubdirectory("keepalive-home-").FullName;
        Rest(Directory.CreateDirectory(Path.Combine(Folder, ".aws")).FullName);
        Variables = new Dictionary<string, string>(OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal)
        {
            ["HOME"] = Folder,

            // The machine of the tests may be an EC2 instance.
            ["AWS_EC2_METADATA_DISABLED"] = "true",
        };
        if (OperatingSystem.IsWindows())
        {
            Variables["USERPROFILE"] = Folder;
            Variables["APPDATA"] = Path.Combine(Folder, "AppData", "Roaming");
        }

        Environment = new SystemEnvironment(Variables.GetValueOrDefault, OperatingSystem.IsWindows());
    }

    public TimeProvider Clock { get; }

    public string Folder { get; }

    public string ConfigPath => Path.Combine(Folder, ".aws", "config");

    public string CredentialsPath => Path.Combine(Folder, ".aws", "credentials");

    /// <summary>All variables there are. Changes are seen through <see cref="Environment"/> at once.</summary>
    public Dictionary<string, string> Variables { get; }

    /// <summary>This home, with the rules of the platform the test runs on.</summary>
    public SystemEnvironment Environment { get; }

    /// <summary>Writes <c>~/.aws/config</c>.</summary>
    /// <param name="text">The content.</param>
    /// <param name="age">How long ago it was written by <see cref="Clock"/>; <see cref="LongAgo"/> when not told.</param>
    public SyntheticHome WriteConfig(string text, TimeSpan? age = null) => Write(ConfigPath, Encoding.UTF8.GetBytes(text), age);

    /// <summary>Writes <c>~/.aws/credentials</c>.</summary>
    /// <param name="text">The content.</param>
    /// <param name="age">How long ago it was written by <see cref="Clock"/>; <see cref="LongAgo"/> when not told.</param>
    public SyntheticHome WriteCredentials(string text, TimeSpan? age = null) => Write(CredentialsPath, Encoding.UTF8.GetBytes(text), age);

    /// <summary>Writes any file and sets its age.</summary>
    /// <param name="path">The path.</param>
    /// <param name="content">The bytes.</param>
    /// <param name="age">How long ago it was written by <see cref="Clock"/>; <see cref="LongAgo"/> when not told.</param>
    public SyntheticHome Write(string path, ReadOnlySpan<byte> content, TimeSpan? age = null)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content.ToArray());
        File.SetLastWriteTimeUtc(path, (Clock.GetUtcNow() - (age ?? LongAgo)).UtcDateTime);
        Rest(Path.GetDirectoryName(path)!);
        return this;
    }

    /// <summary>A file that is missing in a folder that has just changed may have been removed a moment ago: by the clock, not by the day of the test.</summary>
    private void Rest(string folder) => Directory.SetLastWriteTimeUtc(folder, (Clock.GetUtcNow() - LongAgo).UtcDateTime);

    public void Dispose()
    {
        try
        {
            Directory.Delete(Folder, recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // A test may have removed it itself.
        }
    }
}
