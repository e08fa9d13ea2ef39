using System.Text;
using System.Text.RegularExpressions;
using Keepalive.Aws.AccessKeys;
using Keepalive.Platform.Files;

namespace Keepalive.ClaudeCode.Installation;

/// <summary>
/// The files of the state folder that Keepalive has written, told from those of others by their exact names: CLAUDE_AWS_STATE can name any
/// folder, also one whose <c>bin</c> and <c>log</c> are another program's. A file that no rule here knows is never deleted.
/// </summary>
/// <param name="folder">The state folder.</param>
/// <param name="keepsRecord">The record of the installations is neither Keepalive's to delete nor another program's.</param>
internal sealed class StateFiles(string folder, bool keepsRecord)
{
    private const string Programs = @"claude-aws(\.exe|\.dll|\.pdb|\.deps\.json|\.runtimeconfig\.json)?";
    private const string Worker = @"for .+\.(sign-in|renewal)(\.lock|-start\.lock|\.json|-cancel)";
    private const string Token = @"([0-9a-f]{40}|[0-9a-f]{64})\.(lock|held\.json|refused)";

    /// <summary>The names in each folder of <see cref="StatePaths"/>, with a slash between a folder and its files.</summary>
    private static readonly Dictionary<string, string> s_names = new(StringComparer.Ordinal)
    {
        [StatePaths.SingleSignOn] = $"{Worker}|{Token}",
        [StatePaths.ConsoleLogin] = $"{Worker}|{Token}",
        [StatePaths.Clients] = @"[0-9a-f]{64}\.json",
        [StatePaths.Roles] = @"(for .+|assumed|sessions|machine)/.+\.(json|role|lock|failed)|(mfa|longest)/[0-9a-f]{16}",
        [StatePaths.Standings] = "[A-Za-z0-9_]{16,128}",
        [StatePaths.HandedOut] = "[0-9]+~(process|claude)~.*",
        [StatePaths.Expiries] = "for .+",
        [StatePaths.AutoLogin] = Worker,
        [StatePaths.Prompts] = @"[0-9a-f]{32}\.(json|html)",
        [StatePaths.Renewals] = @"for .+\.(lock|start\.lock|started)",
        [StatePaths.Secrets] = @"for .+\.(last-code|stored-seed|refused-seed|breaker\.json)(\.lock)?|(used-codes|command\.salt)(\.lock)?|cmdkey-told",
        [StatePaths.Transcripts] = @"for .+\.txt",
        [StatePaths.Told] = @"session .*\.txt",
        [StatePaths.Notices] = "for-.+",
        [StatePaths.StatusLine] = @"for-.*~[0-9a-f]{16}(\.lock|\.out|!.+\.in)",
        [StatePaths.Log] = @"events(\.1)?\.jsonl(\.lock)?",
        [StatePaths.Installation] = @"record\.json|[0-9]+\.(before|after)",
        [StatePaths.Repairs] = @"[0-9]{8}-[0-9]{6}(-[0-9]{4})?/(record\.json|[0-9]+\.(before|after))",
        [StatePaths.Programs] = $"([0-9.]+/)?{Programs}",
    };

    private const int LongestClock = 256;

    /// <summary>The values of the stores that are files.</summary>
    private const string Values = @"for .+\.(txt|dpapi)";

    private readonly List<string> _own = [];
    private readonly List<string> _secrets = [];
    private readonly List<string> _others = [];
    private readonly List<string> _folders = [];

    /// <summary>The files of Keepalive.</summary>
    public IReadOnlyList<string> Own => _own;

    /// <summary>Stored secrets, which are the user's.</summary>
    public IReadOnlyList<string> Secrets => _secrets;

    /// <summary>Files and links that no rule knows.</summary>
    public IReadOnlyList<string> Others => _others;

    /// <summary>The folders of Keepalive, the deepest first; those that are empty at the end can go.</summary>
    public IEnumerable<string> Folders => _folders.AsEnumerable().Reverse();

    /// <summary>Looks at all of it.</summary>
    /// <param name="folder">The state folder.</param>
    /// <param name="keepsRecord">The record of the installations stays, with its copies.</param>
    public static StateFiles Read(string folder, bool keepsRecord)
    {
        var files = new StateFiles(folder, keepsRecord);
        if (Directory.Exists(folder))
        {
            files.Walk(string.Empty);
        }

        return files;
    }

    /// <summary>The same as a person sees it: a folder that is wholly ours is one line.</summary>
    public IReadOnlyList<string> Short() =>
        [.. _own.Select(file => Top(file) is var top && _others.Concat(_secrets).Any(other => Top(other) == top) ? file : top).Distinct().Order(StringComparer.Ordinal)];

    private string Top(string path) => Path.Combine(folder, Path.GetRelativePath(folder, path).Split(Path.DirectorySeparatorChar)[0]);

    private void Walk(string below)
    {
        foreach (FileSystemInfo entry in new DirectoryInfo(Path.Combine(folder, below)).EnumerateFileSystemInfos().OrderBy(static entry => entry.Name, StringComparer.Ordinal))
        {
            string name = below.Length == 0 ? entry.Name : $"{below}/{entry.Name}";
            if (entry is DirectoryInfo && entry.LinkTarget is null)
            {
                // A link to a folder leads to files of others.
                if (!keepsRecord || name != StatePaths.Installation)
                {
                    _folders.Add(entry.FullName);
                    Walk(name);
                }
            }
            else
            {
                (entry.LinkTarget is not null ? _others : IsSecret(name) ? _secrets : IsOwn(name) ? _own : _others).Add(entry.FullName);
            }
        }
    }

    private bool IsOwn(string name)
    {
        if (TemporaryName.Parse(name) is not null)
        {
            return true;
        }

        int slash = name.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? name is StatePaths.ConfigurationLock or StatePaths.InstallationLock || (name == StatePaths.Clock && IsClock(name))
            : s_names.TryGetValue(name[..slash], out string? names) && Regex.IsMatch(name[(slash + 1)..], $"^({names})$", RegexOptions.CultureInvariant | RegexOptions.Singleline)
                || (slash == StatePaths.Programs.Length && name.StartsWith(StatePaths.Programs, StringComparison.Ordinal) && IsAssembly(name));
    }

    private static bool IsSecret(string name) =>
        name.StartsWith(StatePaths.Secrets + "/", StringComparison.Ordinal) && Regex.IsMatch(name[(StatePaths.Secrets.Length + 1)..], $"^({Values})$", RegexOptions.CultureInvariant);

    private bool IsClock(string name)
    {
        try
        {
            return FileSnapshot.ReadOwn(Path.Combine(folder, name), LongestClock, TimeProvider.System) is { Exists: true } file
                && ClockReading.Parse(Encoding.ASCII.GetString(file.Content.Span).Split('\n')[0]) is not null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>A build for developers has its assemblies beside it.</summary>
    private bool IsAssembly(string name) =>
        Path.GetExtension(name) is ".dll" or ".json" && File.Exists(Path.Combine(folder, Path.GetDirectoryName(name)!, "claude-aws.dll"));
}
