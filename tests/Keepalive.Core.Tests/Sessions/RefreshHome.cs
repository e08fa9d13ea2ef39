using System.Collections.Concurrent;
using Keepalive.Aws.AccessKeys;
using Keepalive.Aws.Profiles;
using Keepalive.Aws.SecurityTokens;
using Keepalive.Configuration;
using Keepalive.Core.Tests.SignIn;
using Keepalive.IdentityCenter;
using Keepalive.Login;
using Keepalive.Prompts;
using Keepalive.Platform.Files;
using Keepalive.Sessions;
using Keepalive.SignIn;
using Keepalive.Testing;
using Keepalive.Workers;

namespace Keepalive.Core.Tests.Sessions;

/// <summary>A home with keys in a file and a profile of IAM Identity Center, STS that says what it is told, and workers that are tasks.</summary>
internal sealed class RefreshHome : IDisposable
{
    public const string Keys = "keys";
    public const string Sso = "sso";

    public static readonly TestKeys Old = TestKeys.Temporary(1);
    public static readonly TestKeys New = TestKeys.Temporary(2);

    private static readonly SsoSession s_session = SignedInHome.Session;

    private readonly SyntheticHome _home;

    public RefreshHome(TimeProvider? clock = null)
    {
        Clock = clock ?? TimeProvider.System;
        _home = new SyntheticHome(Clock);
        _home.Variables["CLAUDE_AWS_STATE"] = Path.Combine(_home.Folder, "state");
        _home.Variables["SSH_TTY"] = "/dev/pts/1";

        // Whatever asks the portal gets no answer, and no request leaves this machine.
        _home.Variables["AWS_ENDPOINT_URL"] = "http://127.0.0.1:1";
        _home.WriteConfig(SignedInFiles.Profile("profile sso") + SignedInFiles.Session());
        Program = new FakeProgram(this);
        Verifier = new FakeVerifier(Clock);
    }

    public TimeProvider Clock { get; }

    public Dictionary<string, string> Variables => _home.Variables;

    public SystemEnvironment Environment => _home.Environment;

    public KeepaliveConfiguration Configuration { get; set; } = KeepaliveConfiguration.Default;

    public FakeProgram Program { get; }

    public FakeVerifier Verifier { get; }

    /// <summary>What autoLoginCmd does; gives its complaint.</summary>
    public Func<Task<string?>> Login { get; set; } = () => Task.FromResult<string?>("ended with exit status 1");

    /// <summary>What the person does on the page.</summary>
    public Func<SignInAnswer> Approve { get; set; } = () => SignInAnswer.Of(FakeSignInService.NewToken());

    public WorkerPaths PlaceOf(string profile) => profile == Sso ? WorkerPaths.OfSession(Environment, s_session.DisplayName) : WorkerPaths.OfProfile(Environment, profile);

    public SignInEntry? EntryOf(string profile) => new SignInLedger(PlaceOf(profile), Clock).Read();

    public void WriteKeys(TestKeys keys, int? minutes = 60) => _home.WriteCredentials(keys.Section(
        Keys, minutes is { } left ? [$"expiration = {Timestamp.Format(Clock.GetUtcNow().AddMinutes(left))}"] : []));

    /// <summary>Somebody has signed in to the session of <see cref="Sso"/>.</summary>
    public void WriteToken(int minutes) => AtomicFile.Write(new TokenCache(Environment, s_session, Clock).Path, SsoToken.Create(
        s_session, "access", Clock.GetUtcNow().AddMinutes(minutes), "refresh", new ClientRegistration("client", "secret", Clock.GetUtcNow().AddDays(90))).ToUtf8());

    public Task<RefreshResult> RefreshAsync(
        string profile = Keys, RefreshOptions? options = null, IProgress<SignInProgress>? progress = null, CancellationToken? cancellationToken = null) =>
        new SessionRefresh(Environment, Configuration, Program, Clock, Verifier)
            .RunAsync(profile, options ?? new RefreshOptions(), progress, cancellationToken ?? TestContext.Current.CancellationToken).AsTask();

    public Task<KeepaliveException> FailsAsync(string code, string profile = Keys, RefreshOptions? options = null) =>
        HomeExtensions.FailsAsync(() => RefreshAsync(profile, options), code);

    public void Dispose() => _home.Dispose();

    private Task WorkAsync(string verb, string profile, SignInOptions options)
    {
        if (verb == AutoLoginWorker.Verb)
        {
            return new AutoLoginWorker(Environment, Configuration, profile, () => new DelegateLogin(Login), Clock, verifier: Verifier).RunAsync(CancellationToken.None);
        }

        var service = new FakeSignInService
        {
            VerificationUri = new Uri("https://device.sso.eu-west-1.amazonaws.com/"),
            AuthorizationEndpoint = new Uri("https://oidc.eu-west-1.amazonaws.com/authorize"),
            DeviceInterval = TimeSpan.FromSeconds(1),
            AnswerDevice = _ => Approve(),
        };
        return new SignInWorker(
            Environment, s_session, options, () => service, () => null, Clock, new Machine(Environment, isMac: false, _ => false), new FakeBrowser(), _ => Task.CompletedTask)
            .RunAsync(CancellationToken.None);
    }

    internal sealed class FakeProgram(RefreshHome home) : IWorkerProgram
    {
        public ConcurrentQueue<(string Verb, string Profile, SignInOptions Options)> Launched { get; } = [];

        public IWorkerLauncher LauncherOf(string verb, string profile) => new TaskLauncher(options =>
        {
            Launched.Enqueue((verb, profile, options));
            return home.WorkAsync(verb, profile, options);
        });
    }

    /// <summary>STS in memory: a key that is past its end is dead, and so is one that was killed.</summary>
    internal sealed class FakeVerifier(TimeProvider clock) : IKeyVerifier
    {
        private readonly ConcurrentDictionary<string, KeyValidity> _standings = new();
        private int _asked;

        public int Asked => _asked;

        public KeyValidity Otherwise { get; set; } = KeyValidity.Alive;

        public void Kill(TestKeys keys) => _standings[keys.AccessKeyId] = KeyValidity.Dead;

        public Task<KeyValidity> VerifyAsync(AwsCredential credential, AwsProfile? profile, TimeSpan bound, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _asked);
            bool isPast = Otherwise == KeyValidity.Alive && credential.Expiry is { } expiry && expiry.HasExpired(clock.GetUtcNow());
            return Task.FromResult(_standings.GetValueOrDefault(credential.AccessKeyId, isPast ? KeyValidity.Dead : Otherwise));
        }
    }

    private sealed class DelegateLogin(Func<Task<string?>> login) : IAutoLogin
    {
        public string Setting => "autoLoginCmd";

        public Task<string?> RunAsync(IProgress<LoginNotice> number, IPersonPrompt prompt, CancellationToken cancellationToken) => login();
    }
}
