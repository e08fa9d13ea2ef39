using System.Text;
using Keepalive.Aws.AccessKeys;
using Keepalive.Aws.Profiles;
using Keepalive.Aws.SecurityTokens;
using Keepalive.ClaudeCode.Hook;
using Keepalive.ClaudeCode.Installation;
using Keepalive.Diagnostics.Repairs;
using Keepalive.Logging;
using Keepalive.Login;
using Keepalive.Platform.Jsonc;
using Keepalive.Sessions;
using Keepalive.SignIn;
using Keepalive.Testing;
using Keepalive.Workers;

namespace Keepalive.Core.Tests.Fuzz;

/// <summary>
/// Damaged files of our own state folder, which another version, a full disk, a second user or a hand may have written: what they say, or nothing, and
/// what is then done with it never throws.
/// </summary>
public sealed class StateFileFuzz(ITestOutputHelper output)
{
    private const string Time = "2026-11-21T12:30:00Z";

    [Fact]
    public void Damaged_ledgers_never_throw() =>
        Run([$$"""{"id":"a","phase":"WaitingForPerson","flow":"DeviceCode","flowReason":"r","started":"{{Time}}","workerId":"12","workerStarted":"{{Time}}","address":"https://x","userCode":"ABCD-EFGH","number":"12","tab":"Opened","tabProblem":"p","tabOpened":"{{Time}}","ended":"{{Time}}","outcome":"SignInDenied","message":"m","advice":"a"}"""], input =>
        {
            if (SignInEntry.Parse(input) is { } entry)
            {
                _ = FakeClock.Noon - entry.Started;
                Assert.Equal(entry.Id, SignInEntry.Parse(entry.ToUtf8())?.Id);
            }
        });

    [Fact]
    public void Damaged_breaker_states_never_throw() =>
        Run([$$"""{"rejectedAt":"{{Time}}","rejectedFingerprint":"ab","failures":"2","failedAt":"{{Time}}","failure":"MfaDenied","failedFingerprint":"ab","mfaFailures":"2","mfaFailedAt":"{{Time}}"}"""], input =>
        {
            if (LoginBreakerState.Parse(input) is { } state)
            {
                _ = state.CoolDownLeft(FakeClock.Noon);
                Assert.NotNull(LoginBreakerState.Parse(state.WithFailure("MfaDenied", "ab", FakeClock.Noon).WithoutFailures().ToUtf8()));
            }
        });

    [Fact]
    public void Damaged_client_registrations_never_throw() =>
        Run([$$"""{"clientId":"i","clientSecret":"s","expiresAt":"{{Time}}","authorizationEndpoint":"https://x/authorize"}"""], input =>
        {
            if (ClientRegistrations.Parse(input) is { } registration)
            {
                _ = registration.Expires - FakeClock.Noon;
                _ = registration.AuthorizationEndpoint?.AbsoluteUri;
            }
        });

    [Fact]
    public void Damaged_lines_of_the_log_never_throw() =>
        Run([$$"""{"at":"{{Time}}","event":"Refresh","caller":"Export","profile":"a","session":"s","way":"w","outcome":"Succeeded","started":"{{Time}}","durationMs":12,"expires":"{{Time}}","message":"m","process":7}"""], input =>
        {
            if (LogLine.Parse(input) is { } entry)
            {
                _ = entry.Started;
                Assert.InRange(LogLine.Write(entry).Length, 1, LogLine.MaximumLength);
            }
        });

    [Fact]
    public void Damaged_installation_records_take_out_what_can_be_understood_and_never_throw()
    {
        byte[] settings = Encoding.UTF8.GetBytes("""
            { // mine
              "awsAuthRefresh": "claude-aws refresh", "env": { "AWS_PROFILE": "claude-aws", }, "statusLine": { "type": "command", "command": "claude-aws statusline" },
              "hooks": { "UserPromptSubmit": [ { "hooks": [ { "type": "command", "command": "claude-aws", "args": [ "check" ] } ] } ] }
            }
            """);
        string[] corpus =
        [
            """{"programFolder":"/p","files":[{"path":"/s","id":1,"kind":"Settings","existed":true,"created":[["env"],["hooks"]],"values":[{"path":["awsAuthRefresh"],"isHook":false,"ours":"\"claude-aws refresh\"","previous":"\"x\""},{"path":["hooks","UserPromptSubmit"],"isHook":true,"ours":"{\"type\":\"command\",\"command\":\"claude-aws\",\"args\":[\"check\"]}","previous":null},{"path":["env","AWS_PROFILE"],"isHook":false,"ours":"\"claude-aws\"","previous":"{ // c\n }"},{"path":["statusLine","command"],"isHook":false,"ours":"\"claude-aws statusline\"","previous":null}]}]}""",
        ];
        Run(corpus, input =>
        {
            JsoncDocument document = JsoncDocument.Parse(settings);
            foreach (RecordedFile file in RecordText.Read(input.ToArray()).Files)
            {
                Assert.All(file.States, state => Assert.InRange(state.Id, 1, int.MaxValue - 2));
                document = SettingsUndo.Apply(document, file.Values, file.Created, []);
                _ = RecordedFileJson.Write(file).ToJsonString();
            }

            _ = JsoncDocument.Parse(document.Content);
        });
    }

    [Fact]
    public void Damaged_records_of_repairs_never_throw() =>
        Run(["""{"files":[{"path":"/c","kind":"Config","existed":true,"exists":true,"modeBefore":420,"modeAfter":384,"backup":"/c.1"},{"path":"/t","kind":"Whole","existed":true,"exists":false,"modeBefore":null,"modeAfter":null,"backup":null}]}"""], input =>
        {
            foreach (RepairedFile file in RepairRecord.Parse(input) ?? [])
            {
                Assert.True(file.ModeBefore is null || ((int)file.ModeBefore & ~0xFFF) == 0);
            }
        });

    [Fact]
    public void Damaged_lines_of_the_small_files_never_throw()
    {
        string[] corpus =
        [
            $"alive {Time} {Time}\n", $"dead {Time} -\n", $"-600 {Time} 12345\n", $"ASIAEXAMPLE {Time} {Time} {Time} 123456\n", "soon\tclock\tid 3\twork\n", $"signed-in {Time}\n", $"ASIAEXAMPLE {Time}\n",
            "9223372036854775807 9999-12-31T23:59:59Z 9223372036854775807\n", "alive 0001-01-01T00:00:00Z 9999-12-31T23:59:59Z\n",
        ];
        var standing = new KeyValidityCache(new SystemEnvironment(_ => null, isWindows: false), new FakeClock());
        Run(corpus, (random, samples) => new Mutator(random, samples, s_lineSpecials).Make(), input =>
        {
            string line = Encoding.ASCII.GetString(input);
            _ = standing.Parse(line);
            if (ClockReading.Parse(line) is { } clock)
            {
                _ = DateTimeOffset.UnixEpoch + clock.Skew + clock.Uptime;
                _ = FakeClock.Noon - clock.Measured;
            }

            if (HandedOutKeys.Parse(["12", "claude", "a%20b"], line.Split(' ', StringSplitOptions.TrimEntries)) is { } key)
            {
                _ = (FakeClock.Noon - key.Given, key.Expires - FakeClock.Noon, key.Horizon + TimeSpan.FromHours(1));
            }

            Assert.NotNull(HookState.Parse(Encoding.UTF8.GetString(input)).ToLine());
            _ = Timestamp.TryRead(line, out DateTimeOffset instant) ? instant + TimeSpan.FromDays(36_525) : default;
        });
    }

    [Fact]
    public void Damaged_role_credentials_never_throw_more_than_a_designed_error()
    {
        var origin = new CredentialOrigin(CredentialSourceKind.SingleSignOn, "role r");
        Run([$$"""{"Version":1,"AccessKeyId":"ASIAEXAMPLE","SecretAccessKey":"s","SessionToken":"t","Expiration":"{{Time}}"}"""], input =>
        {
            try
            {
                AwsCredential credential = CredentialProcessOutput.Read(input, "a", "the role credential cache", origin);
                _ = credential.Expiry?.Instant + TimeSpan.FromDays(36_525);
                _ = credential.Expiry?.Instant - TimeSpan.FromDays(36_525);
                _ = ClientExpiration.Apply(credential, FakeClock.Noon);
            }
            catch (KeepaliveException)
            {
                // Such a file is as good as none.
            }
        });
    }

    private static readonly byte[][] s_lineSpecials =
    [
        .. new[] { " ", "\t", "\n", "-", "+", "0", "99999999999999999999", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "10000-01-01T00:00:00Z", "alive", "dead", "\0", "é", "%", "%zz" }.Select(Encoding.UTF8.GetBytes),
        [0xFF],
    ];

    private void Run(string[] corpus, Action<byte[]> check) => Run(corpus, static (random, samples) => new JsonMutator(random, samples).Make(), check);

    private void Run(string[] corpus, Func<Random, byte[][], byte[]> make, Action<byte[]> check)
    {
        byte[][] samples = [.. corpus.Select(Encoding.UTF8.GetBytes)];
        FuzzRun.Run(output, random => make(random, samples), check);
    }
}
