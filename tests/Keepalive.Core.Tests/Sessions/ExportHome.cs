using Keepalive.Aws.AccessKeys;
using Keepalive.Configuration;
using Keepalive.Platform.Processes;
using Keepalive.Platform.Time;
using Keepalive.Sessions;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.Sessions;

/// <summary>A home whose exports Claude Code asks for, from a process of its own.</summary>
internal sealed class ExportHome : IDisposable
{
    public ExportHome()
    {
        Clock = new FakeClock();
        Home = new SyntheticHome(Clock);
        Home.Variables["CLAUDE_AWS_STATE"] = Path.Combine(Home.Folder, "state");
        Home.Variables["CLAUDE_CODE_ENTRYPOINT"] = "cli";
    }

    public FakeClock Clock { get; }

    public SyntheticHome Home { get; }

    public FakeVerifier Sts { get; } = new();

    /// <summary>This process, unless told otherwise: it has to be one that lives.</summary>
    public CallingProcess? Client { get; set; } = new(Environment.ProcessId, ProcessOrigin.Of(Environment.ProcessId)!.Value.Started);

    public static string FirstKey => TestKeys.Temporary(1).AccessKeyId;

    public static string SecondKey => TestKeys.Temporary(2).AccessKeyId;

    public HandedOutKeys HandedOut => new(Home.Environment, Clock);

    public HandedOutKey? Given => HandedOut.LastFor("work", Environment.ProcessId);

    /// <summary>Keys in the credentials file that have this much left; null when nothing tells.</summary>
    public ExportHome WithKeys(TimeSpan? left, int generation = 1)
    {
        string[] more = left is { } time ? [$"x_security_token_expires = {Timestamp.Format(Clock.GetUtcNow() + time)}"] : [];
        Home.WriteCredentials(TestKeys.Temporary(generation).Section("work", more));
        return this;
    }

    public Task<AwsCredential> ExportAsync(CredentialFormat? format = CredentialFormat.Claude, string profile = "work")
    {
        var export = new CredentialExport(Home.Environment, KeepaliveConfiguration.Default, Clock) { Verifier = Sts, FindCaller = () => Client };
        return export.GetAsync(export.Choose(profile), format, Deadline.After(Clock, TimeSpan.FromSeconds(15)), TestContext.Current.CancellationToken).AsTask();
    }

    public void Dispose() => Home.Dispose();
}
