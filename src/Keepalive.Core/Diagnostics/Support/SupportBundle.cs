using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Keepalive.Configuration;
using Keepalive.Diagnostics.Explanation;
using Keepalive.Diagnostics.Facts;
using Keepalive.Logging;
using Keepalive.Login;
using Keepalive.Platform.Files;
using Keepalive.Platform.Time;

namespace Keepalive.Diagnostics.Support;

/// <summary>
/// What helps a stranger to find out why a session dies, and nothing that he need not know: collected, masked and listed first,
/// written after a person has agreed. Uses no network and starts only <c>aws --version</c> and <c>pwsh --version</c>.
/// </summary>
public sealed class SupportBundle
{
    private const int LogLines = 500;
    private const int LongestTranscript = 1024 * 1024;

    private static readonly JsonSerializerOptions s_readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly JsonSerializerOptions s_line = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly DateTimeOffset _made;

    private SupportBundle(IReadOnlyList<SupportPart> parts, DateTimeOffset made)
    {
        Parts = parts;
        _made = made;
    }

    /// <summary>The parts of the bundle.</summary>
    public IReadOnlyList<SupportPart> Parts { get; }

    /// <summary>A name that says when it was made.</summary>
    public string FileName => $"claude-aws-support-{_made.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}.zip";

    /// <summary>Collects and masks; writes nothing.</summary>
    /// <param name="environment">The variables and the platform.</param>
    /// <param name="options">What is asked for.</param>
    /// <param name="clock">The machine's clock.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="KeepaliveException">HomeNotFound; ForbiddenByPolicy: the policy pins another profile.</exception>
    public static async Task<SupportBundle> CollectAsync(SystemEnvironment environment, SupportOptions options, TimeProvider clock, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(environment);
        ArgumentNullException.ThrowIfNull(options);
        var context = new DiagnosticContext(environment, new DiagnosticOptions(options.Profile, options.WorkingDirectory), clock);
        var mask = new SupportMask(Homes(environment), Names(environment, context.OwnSettings), Portals(context), KnownSecrets.Collect(environment, context.Settings));
        CredentialExplanation explanation = await Explainer.ExplainAsync(
            environment, new ExplanationOptions(options.Profile, options.WorkingDirectory, IsOffline: true), Deadline.After(clock, TimeSpan.FromSeconds(5)), clock, cancellationToken)
            .ConfigureAwait(false);
        SupportPart?[] parts =
        [
            Json("versions.json", "versions of this program, the system, .NET, Claude Code, aws, pwsh", await SupportVersions.ReadAsync(context, options.Version, clock, cancellationToken).ConfigureAwait(false), mask),
            Json("settings.json", "the settings in use; for a command, only the program name", Settings(environment, context, clock), mask),
            Json("environment.json", "environment variables that Keepalive reads; secrets are only marked as set", SupportDocuments.Variables(environment), mask),
            Json("doctor.json", "the findings of 'doctor --offline'", SupportDocuments.Doctor(Doctor.Examine(context)), mask),
            Json("explain.json", "the output of 'explain --offline'", SupportDocuments.Explanation(explanation), mask),
            Log(environment, mask),
            Transcript(environment, context.Choice.Name, mask, clock),
        ];
        DateTimeOffset made = clock.GetUtcNow();
        SupportPart[] masked = [.. parts.OfType<SupportPart>()];
        return new SupportBundle([new SupportPart("README.txt", "this list, and the kinds of values that are masked", Readme(masked, made)), .. masked], made);
    }

    /// <summary>Writes the bundle, readable only for its owner. Never replaces a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="KeepaliveException">SupportBundleUnwritable.</exception>
    public void Write(string path)
    {
        bool isOurs = false;
        try
        {
            byte[] archive = ZipWriter.Pack(Parts, _made.DateTime);
            using FileStream file = AtomicFile.Create(path);
            isOurs = true;
            FileContent.Write(file, archive);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            if (isOurs)
            {
                Remove(path);
            }

            // A new file can't be what is missing: a relative path begins in a current folder that no longer exists.
            string reason = exception is FileNotFoundException ? "the current folder no longer exists" : FileFault.Describe(path, exception);
            throw KeepaliveErrors.SupportBundleUnwritable(path, reason, exception);
        }
    }

    /// <summary>An incomplete bundle is useless.</summary>
    private static void Remove(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The first fault is the one to tell.
        }
    }

    private static IEnumerable<string> Homes(SystemEnvironment environment) =>
        new[] { environment.Home, environment.Get("USERPROFILE") }.OfType<string>().Select(static home => home.TrimEnd('/', '\\')).OrderByDescending(static home => home.Length);

    private static IEnumerable<string> Names(SystemEnvironment environment, KeepaliveConfiguration settings) => new[]
    {
        environment.Get("USER"), environment.Get("LOGNAME"), environment.Get("USERNAME"), environment.Get("USERDOMAIN"), environment.Get("COMPUTERNAME"),
        environment.Get("HOSTNAME"), environment.Home is { } home ? Path.GetFileName(home.TrimEnd('/', '\\')) : null, settings.LoginUser, settings.LoginAccount, Environment.MachineName, Environment.UserName,
    }.OfType<string>();

    private static IEnumerable<string> Portals(DiagnosticContext context) => (context.Files?.All() ?? [])
        .Select(static profile => SsoUse.Of(profile)?.Find("sso_start_url")?.Value)
        .Select(static address => Uri.TryCreate(address, UriKind.Absolute, out Uri? uri) ? uri.Host.Split('.')[0] : null)
        .OfType<string>();

    private static JsonObject Settings(SystemEnvironment environment, DiagnosticContext context, TimeProvider clock)
    {
        try
        {
            return SupportDocuments.Settings(ConfigurationReport.Make(environment, context.Choice.Name, clock));
        }
        catch (KeepaliveException fault)
        {
            return new JsonObject { ["error"] = fault.Code, ["message"] = fault.Message };
        }
    }

    private static SupportPart? Log(SystemEnvironment environment, SupportMask mask)
    {
        try
        {
            IReadOnlyList<LogEntry> entries = new EventLogReader(environment).ReadLast(LogLines);
            IEnumerable<string> lines = entries.Select(entry => mask.Clean(JsonNode.Parse(EventLogReader.ToJson(entry)))!.ToJsonString(s_line) + "\n");
            return entries.Count == 0 ? null : new SupportPart("log.jsonl", $"the last {WordList.Count(entries.Count, "line")} of the log (about_KeepaliveLog)", string.Concat(lines));
        }
        catch (KeepaliveException)
        {
            return null; // The doctor says what is wrong with the state folder.
        }
    }

    private static SupportPart? Transcript(SystemEnvironment environment, string profile, SupportMask mask, TimeProvider clock)
    {
        try
        {
            using var redaction = new Redaction();
            FileSnapshot snapshot = FileSnapshot.Read(Login.Transcript.Of(environment, profile, redaction, clock).Path, LongestTranscript, clock);
            return snapshot.Exists ? new SupportPart("transcript.txt", "the last output of the login tool", mask.CleanRows(Encoding.UTF8.GetString(snapshot.Content.Span))) : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static SupportPart Json(string name, string what, JsonObject content, SupportMask mask) => new(name, what, mask.Clean(content)!.ToJsonString(s_readable) + "\n");

    private static string Readme(IEnumerable<SupportPart> parts, DateTimeOffset made) => $"""
        claude-aws support bundle, made {Timestamp.Format(made)}

        {string.Join('\n', parts.Select(static part => $"{part.Name,-18}{part.What}"))}

        No secret is in it: no key, token, password or seed, no argument of a command.
        The same stand-in means the same thing in every file: account-1 an account,
        address-1 a start URL or another address, email-1, name-1 (user, machine,
        account of a login tool), hash-1 a file named by SHA-1; ~ the home folder.
        Names of profiles, sessions and roles, regions and times are as they are.
        Look through it before you hand it on: it is plain text.

        """.ReplaceLineEndings("\n");
}

/// <summary>One file of a bundle, masked already.</summary>
/// <param name="Name">Its name in the bundle.</param>
/// <param name="What">What it is, in a few words.</param>
/// <param name="Text">Its whole content.</param>
public sealed record SupportPart(string Name, string What, string Text);
