using System.Management.Automation;
using System.Reflection;
using Keepalive.Diagnostics.Support;

namespace Keepalive.Commands;

/// <summary>Collects information about a problem in a file for another person, without secrets.</summary>
[Cmdlet(VerbsCommon.New, "ClaudeAwsSupportBundle", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(FileInfo))]
public sealed class NewClaudeAwsSupportBundleCommand : KeepaliveCmdlet
{
    /// <summary>The file, a new one; claude-aws-support-&lt;time&gt;.zip in the current folder when not given.</summary>
    [Parameter(Position = 0)]
    [Alias("Out")]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>The profile; without it, the one in use.</summary>
    [Parameter(Position = 1)]
    [Alias("Profile")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ProfileNameCompleter))]
    public string? ProfileName { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing() => ForRecord(Run);

    private void Run()
    {
        string version = typeof(NewClaudeAwsSupportBundleCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
        string folder = SessionState.Path.CurrentFileSystemLocation.ProviderPath;
        SupportBundle bundle = Await("Making a support bundle", "Collecting and masking", stop =>
            SupportBundle.CollectAsync(SystemEnvironment.Current, new SupportOptions(ProfileName, folder, version), TimeProvider.System, stop));
        string path = Path is null ? System.IO.Path.Combine(folder, bundle.FileName) : FilePath(Path);
        string list = string.Join("\n", bundle.Parts.Select(static part => $"  {part.Name,-18}{part.What}"));
        foreach (SupportPart part in bundle.Parts)
        {
            WriteVerbose($"{part.Name}: {part.What}");
        }

        if (ShouldProcess($"Write {path} with\n{list}", $"Write {path} with\n{list}", "Make a support bundle"))
        {
            bundle.Write(path);
            WriteObject(InvokeProvider.Item.Get([path], force: true, literalPath: true), enumerateCollection: true);
        }
    }

    /// <summary>Drives such as Env: and Variable: hold no files.</summary>
    private string FilePath(string given)
    {
        string path = SessionState.Path.GetUnresolvedProviderPathFromPSPath(given, out ProviderInfo provider, out _);
        return provider.Name == "FileSystem" ? path : throw KeepaliveErrors.SupportBundleUnwritable(given, $"it is a path of the provider {provider.Name}, not of a file");
    }
}
