using System.Text.RegularExpressions;
using System.Xml.Linq;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.Architecture;

/// <summary>Rules of docs/architecture.md and docs/decisions, such as who knows whom.</summary>
public sealed class ArchitectureTests
{
    private static readonly string Root = Repository.Root;

    private static readonly string Core = Path.Combine(Root, "src", "Keepalive.Core");

    [Theory]
    [InlineData("System.Management.Automation")]
    [InlineData("System.Console")]
    [InlineData("System.CommandLine")]
    public void Core_does_not_reference(string assembly) =>
        Assert.DoesNotContain(typeof(KeepaliveException).Assembly.GetReferencedAssemblies(), reference => reference.Name == assembly);

    [Fact]
    public void No_source_of_core_mentions_the_console() =>
        Assert.DoesNotContain(Sources(Core), file => Regex.IsMatch(File.ReadAllText(file), @"\bSystem\.Console\b|\bConsole\.\w"));

    /// <summary>One place takes out what a terminal would obey; what writes past it does not.</summary>
    [Theory]
    [InlineData("Keepalive.Host", "StandardStream.cs")]
    [InlineData("Keepalive.Cmdlets", "")]
    [InlineData("Keepalive.Loader", "")]
    public void Only_the_writer_writes_to_the_console(string project, string writer) => Assert.DoesNotContain(
        Sources(Path.Combine(Root, "src", project)).Where(file => Path.GetFileName(file) != writer),
        file => Regex.IsMatch(File.ReadAllText(file), @"Console\.(Write|Out\b|Error\b|OpenStandardOutput|OpenStandardError)|Libc\.Write\b|\bWrite\.All\b|Host\.UI\b"));

    /// <summary>KeepaliveCmdlet.Streams hides those of PowerShell's own class; one that is reached all the same passes text on as it came.</summary>
    [Fact]
    public void No_cmdlet_writes_past_the_streams_of_its_base_class() => Assert.DoesNotContain(
        Sources(Path.Combine(Root, "src", "Keepalive.Cmdlets")).Where(file => Path.GetFileName(file) != "KeepaliveCmdlet.Streams.cs"),
        file => Regex.IsMatch(File.ReadAllText(file), @"base\.(Write|Should|Throw)|\(\s*\(?(PS)?Cmdlet\)|\b(Cmdlet|PSCmdlet) cmdlet\b(?!, string vault)|ShouldContinue|WriteCommandDetail"));

    [Fact]
    public void No_source_of_core_reads_the_environment_or_the_clock_behind_our_back()
    {
        // The one place that may, and what children inherit, which is this process's real environment.
        string[] allowed = ["SystemEnvironment.cs", "OuterPath.cs", "ChildEnvironment.cs", "UnixExecutable.cs", "WindowsExecutable.cs", "WindowsBatchFile.cs"];

        Assert.DoesNotContain(
            Sources(Core).Where(file => !allowed.Contains(Path.GetFileName(file))),
            file => Regex.IsMatch(File.ReadAllText(file), @"\bEnvironment\.GetEnvironmentVariable|\bDateTime(Offset)?\.(UtcNow|Now)\b|SpecialFolder"));
    }

    /// <summary>What others may have put into our state folder is never taken for ours (docs/security.md).</summary>
    [Fact]
    public void Files_of_the_state_folder_are_read_as_our_own()
    {
        // These read what others write too, or what is ours and theirs: AWS's files, Claude Code's settings, our configuration and policy, recordings that are named, the system's table of connections, the token files of clusters.
        string[] foreign =
        [
            "CaBundle.cs", "ClientVersion.cs", "ConfigurationEditor.cs", "ConfigurationFile.cs", "ConfigurationUndo.cs", "DisplacedFile.cs", "FileSnapshot.cs", "FileSwap.cs", "KnownSecrets.cs",
            "LeftOvers.cs", "MachineCredentials.cs", "OuterPath.cs", "PolicyFile.cs", "ProfileFile.cs", "RecipeBook.cs", "RecordedTranscript.cs", "EditableFile.cs", "SharedFile.cs", "SocketOwner.cs", "SupportBundle.cs", "TokenFile.cs", "TokenFileContent.cs", "TokenFolder.cs",
            "WebIdentitySource.cs",
        ];

        Assert.DoesNotContain(
            Sources(Core).Where(file => !foreign.Contains(Path.GetFileName(file))),
            file => Regex.IsMatch(File.ReadAllText(file), @"\bFileSnapshot\.Read\(|\bFile\.Read(All|Lines)|\bFile\.Open(Read|Text)"));
    }

    [Fact]
    public void Nothing_in_src_references_tests() =>
        Assert.DoesNotContain(Projects("src"), project => References(project).Any(reference => reference.Contains("/tests/", StringComparison.Ordinal)));

    [Theory]
    [InlineData("Keepalive.Host", "Keepalive.Cmdlets")]
    [InlineData("Keepalive.Cmdlets", "Keepalive.Host")]
    [InlineData("Keepalive.Core", "Keepalive.")]
    [InlineData("Keepalive.Loader", "Keepalive.")]
    [InlineData("Keepalive.Desktop", "Keepalive.")]
    public void A_project_does_not_know(string project, string other) =>
        Assert.DoesNotContain(
            Projects("src").Where(file => Path.GetFileNameWithoutExtension(file) == project).SelectMany(References),
            reference => Path.GetFileName(reference).StartsWith(other, StringComparison.Ordinal));

    [Fact]
    public void The_solution_lists_every_project_there_is()
    {
        // One that is missing there would never be built, and its tests would never run.
        IEnumerable<string> listed = XDocument.Load(Path.Combine(Root, "Keepalive.slnx")).Descendants("Project").Select(project => project.Attribute("Path")!.Value);
        IEnumerable<string> existing = Repository.Files("src", "*.csproj").Concat(Repository.Files("tests", "*.csproj"))
            .Select(project => Path.GetRelativePath(Root, project).Replace('\\', '/'));

        Assert.Equal(existing.Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void No_source_has_a_region_or_a_place_of_somebody_s_machine() =>
        Assert.DoesNotContain(
            Sources(Path.Combine(Root, "src")),
            file => Regex.IsMatch(File.ReadAllText(file), @"^\s*#region|/home/\w+/|C:\\\\?Users\\", RegexOptions.Multiline));

    private static IEnumerable<string> Projects(string folder) =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), "*.csproj", SearchOption.AllDirectories);

    private static IEnumerable<string> Sources(string folder) =>
        Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin"));

    private static IEnumerable<string> References(string project) =>
        XDocument.Load(project).Descendants().Where(element => element.Name.LocalName is "ProjectReference" or "Reference")
            .Select(element => element.Attribute("Include")?.Value.Replace('\\', '/') ?? "");
}
