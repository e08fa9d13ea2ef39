using Keepalive.Aws.AccessKeys;
using Keepalive.Aws.SecurityTokens;
using Keepalive.Core.Tests.Diagnostics;
using Keepalive.IdentityCenter;
using Keepalive.Login;
using Keepalive.Secrets;
using Keepalive.Sessions;
using Keepalive.Testing;
using Keepalive.Tokens;
using Keepalive.Workers;

namespace Keepalive.Core.Tests.Sessions;

/// <summary>Homes in every state that is remembered of a session, each with the verdict that <c>status</c> has to give, or the code of its error.</summary>
internal static class RememberedStates
{
    private static readonly TestKeys s_key = TestKeys.Temporary();
    private static readonly SsoSession s_session = new("corp", DiagnosticHome.StartUrl, "eu-west-1", ["sso:account:access"]);

    public static IReadOnlyDictionary<string, (Action<DiagnosticHome> Arrange, string Expected)> All { get; } = OfKeys().Concat(OfSignIns()).Concat(OfClients())
        .ToDictionary(state => state.Name, state => (state.Arrange, state.Expected));

    private static IEnumerable<(string Name, Action<DiagnosticHome> Arrange, string Expected)> OfKeys()
    {
        yield return ("a living key", home => Keys(home, 180), "Valid");
        yield return ("a key that ends soon", home => Keys(home, 20), "EndsSoon");
        yield return ("a key that does not end soon for whoever set warnMinutes", home => Configure(Keys(home, 20), """{"warnMinutes": 10}"""), "Valid");
        yield return ("a key that ends soon for whoever set warnMinutes", home => Configure(Keys(home, 180), """{"profiles": {"default": {"warnMinutes": 200}}}"""), "EndsSoon");
        yield return ("a key without an end", home => Keys(home, null), "Unknown");
        yield return ("a key that has ended", home => Keys(home, -90), KeepaliveErrorCode.CredentialExpired);
        yield return ("a key in its last minute", home => Keys(home, 0, seconds: 40), KeepaliveErrorCode.CredentialExpired);
        yield return ("a key that has ended days ago", home => Keys(home, -5000), KeepaliveErrorCode.CredentialExpired);
        yield return ("a key that STS took after its end", home => Said(Keys(home, -90), KeyValidity.Alive), "Unknown");
        yield return ("a key that has ended, which STS refused", home => Said(Keys(home, -90), KeyValidity.Dead), KeepaliveErrorCode.CredentialExpired);
        yield return ("a living key that STS took", home => Said(Keys(home, 180), KeyValidity.Alive), "Valid");
        yield return ("a living key that STS refused", home => Said(Keys(home, 180), KeyValidity.Dead), KeepaliveErrorCode.CredentialRevoked);
        yield return ("a key without an end that STS refused", home => Said(Keys(home, null), KeyValidity.Dead), KeepaliveErrorCode.CredentialRevoked);
        yield return ("a living key beside another that STS refused", home => Said(Keys(home, 180), KeyValidity.Dead, "ASIAEXAMPLE000000099"), "Valid");
        yield return ("a doubted end whose earlier reading is past", home => Doubted(home), "Valid");
        yield return ("a doubted end, and STS refused the key after the earlier reading", home => Said(Doubted(home), KeyValidity.Dead), KeepaliveErrorCode.CredentialExpired);
        yield return ("a doubted end, and STS took the key after the earlier reading", home => Said(Doubted(home), KeyValidity.Alive), "Valid");
        yield return ("a wrong correction of the clock ends a living key, and STS took it", home => Said(Skewed(Keys(home, 60), TimeSpan.FromDays(20)), KeyValidity.Alive), "Valid");
        yield return ("a correction of the clock ends a living key", home => Skewed(Keys(home, 60), TimeSpan.FromHours(2)), KeepaliveErrorCode.CredentialExpired);
        yield return ("a correction of the clock ends a living key that STS refused", home => Said(Skewed(Keys(home, 60), TimeSpan.FromHours(2)), KeyValidity.Dead), KeepaliveErrorCode.CredentialExpired);
        yield return ("a correction of the clock keeps a key that has ended", home => Skewed(Keys(home, -60), TimeSpan.FromHours(-20)), "Valid");
        yield return ("a wrong correction of the clock keeps a key that STS refused", home => Said(Skewed(Keys(home, -60), TimeSpan.FromDays(-20)), KeyValidity.Dead), KeepaliveErrorCode.CredentialRevoked);
        yield return ("an end that a login tool printed", home => Kept(Keys(home, null), -90), KeepaliveErrorCode.CredentialExpired);
        yield return ("a newer end that a login tool printed", home => Kept(Keys(home, -90), 180), "Valid");
        yield return ("a long-lived key", home => Plain(home).WithCredentials(TestKeys.LongLived().Section("default")), "LongLived");
        yield return ("no key", home => Plain(home), KeepaliveErrorCode.CredentialNotFound);
        yield return ("half a key", home => Plain(home).WithCredentials("[default]\naws_access_key_id = ASIAEXAMPLE000000001\n"), KeepaliveErrorCode.KeyPairIncomplete);
        yield return ("a role", home => home.WithConfig("[default]\nregion = eu-west-1\nrole_arn = arn:aws:iam::123456789012:role/x\nsource_profile = b\n[profile b]\nregion = eu-west-1\n"), KeepaliveErrorCode.RoleSourceEmpty);
        yield return ("keys in the environment", home => Environment(home, 180), "Valid");
        yield return ("keys in the environment that have ended", home => Environment(home, -90), KeepaliveErrorCode.CredentialExpired);
        yield return ("keys in the environment that STS refused", home => Said(Environment(home, 180), KeyValidity.Dead), KeepaliveErrorCode.CredentialRevoked);
        yield return ("a key that has ended, and an automatic login", home => Configure(Keys(home, -90), """{"autoLoginCmd": "true"}"""), KeepaliveErrorCode.CredentialExpired);
        yield return ("a key that STS refused, and an automatic login", home => Said(Configure(Keys(home, 180), """{"autoLoginCmd": "true"}"""), KeyValidity.Dead), KeepaliveErrorCode.CredentialRevoked);
        yield return ("a key that has ended, and a pause after a failed login", home => FailedLogin(Configure(Keys(home, -90), """{"autoLoginCmd": "true"}""")), KeepaliveErrorCode.CredentialExpired);
        yield return ("a key that has ended, and a refused password", home => RefusedPassword(Configure(Keys(home, -90), """{"recipe": "saml2aws"}""")), KeepaliveErrorCode.CredentialExpired);
        yield return ("a living key, and a refused password", home => RefusedPassword(Configure(Keys(home, 180), """{"recipe": "saml2aws"}""")), "Valid");
    }

    private static IEnumerable<(string Name, Action<DiagnosticHome> Arrange, string Expected)> OfSignIns()
    {
        yield return ("a living role and a living sign-in", home => Role(home, 60), "Valid");
        yield return ("a role that ends soon, and a sign-in that is renewed", home => Role(home, 20), "Valid");
        yield return ("a role that ends soon, and a sign-in that lasts", home => Role(home.WithToken("corp", 300, refresh: false), 20), "Valid");
        yield return ("a role and a sign-in that end soon", home => Role(home.WithToken("corp", 10, refresh: false), 20), "EndsSoon");
        yield return ("a living role and a sign-in that has ended", home => Role(home.WithToken("corp", -90, refresh: false), 60), "Valid");
        yield return ("a living role and nobody signed in", home => Role(home.WithoutTokens(), 60), "Valid");
        yield return ("a role that ends soon, and nobody signed in", home => Role(home.WithoutTokens(), 20), "EndsSoon");
        yield return ("a role that has ended, and a living sign-in", home => Role(home, -60), KeepaliveErrorCode.NetworkUnreachable);
        yield return ("a role that has ended, and a sign-in that is past and renewable", home => Role(home.WithToken("corp", -90), -60), KeepaliveErrorCode.NetworkUnreachable);
        yield return ("a role that has ended, and a sign-in that has ended", home => Role(home.WithToken("corp", -90, refresh: false), -60), KeepaliveErrorCode.SignInRequired);
        yield return ("a role that has ended, and nobody signed in", home => Role(home.WithoutTokens(), -60), KeepaliveErrorCode.SignInRequired);
        yield return ("no role, and a living sign-in", _ => { }, KeepaliveErrorCode.NetworkUnreachable);
        yield return ("no role, and nobody signed in", home => home.WithoutTokens(), KeepaliveErrorCode.SignInRequired);
        yield return ("no role, and a sign-in in its last minute", home => home.WithToken("corp", 0, refresh: false), KeepaliveErrorCode.SignInRequired);
        yield return ("a revoked refresh token of a sign-in that is past", home => RefusedRenewal(home.WithToken("corp", -90)), KeepaliveErrorCode.SignInRequired);
        yield return ("a revoked refresh token of a living sign-in, and a living role", home => RefusedRenewal(Role(home, 60)), "Valid");
        yield return ("a registration that has ended", home => home.WithToken("corp", -90, registrationMinutes: -60), KeepaliveErrorCode.SignInRequired);
        yield return ("a role that STS refused, and a living sign-in", home => Said(Role(home, 60), KeyValidity.Dead), KeepaliveErrorCode.NetworkUnreachable);
        yield return ("a role that STS refused, and nobody signed in", home => Said(Role(home.WithoutTokens(), 60), KeyValidity.Dead), KeepaliveErrorCode.SignInRequired);
        yield return ("keys that STS refused beside a living sign-in", home => Said(Beside(home, 180), KeyValidity.Dead), KeepaliveErrorCode.NetworkUnreachable);
        yield return ("keys that STS refused beside a living role", home => Said(Role(Beside(home, 180), 60, TestKeys.Temporary(2)), KeyValidity.Dead), "Valid");
        yield return ("keys that STS refused, and nobody signed in", home => Said(Beside(home.WithoutTokens(), 180), KeyValidity.Dead), KeepaliveErrorCode.SignInRequired);
        yield return ("keys that have ended beside a living role", home => Role(Beside(home, -90), 60, TestKeys.Temporary(2)), "Valid");
        yield return ("keys that have ended, and nobody signed in", home => Beside(home.WithoutTokens(), -90), KeepaliveErrorCode.SignInRequired);
        yield return ("a sign-in that waits for a person", home => Waiting(home.WithoutTokens()), KeepaliveErrorCode.SignInRequired);
        yield return ("a pause after a failed sign-in", home => FailedSignIn(home.WithoutTokens()), KeepaliveErrorCode.SignInRequired);
        yield return ("a session that is not there", home => home.WithConfig(DiagnosticHome.Profile), KeepaliveErrorCode.SsoConfigurationInvalid);
    }

    private static IEnumerable<(string Name, Action<DiagnosticHome> Arrange, string Expected)> OfClients()
    {
        yield return ("a key that ends soon, and a client with the same", home => HandedOut(Keys(home, 20), 20, s_key.AccessKeyId), "EndsSoon");
        yield return ("a living key, and a client with one that has ended", home => HandedOut(Keys(home, 180), -20, "ASIAEXAMPLE000000077"), "Valid");
        yield return ("a key that STS refused, and a client with the same", home => Said(HandedOut(Keys(home, 180), 180, s_key.AccessKeyId), KeyValidity.Dead), KeepaliveErrorCode.CredentialRevoked);
    }

    private static DiagnosticHome Plain(DiagnosticHome home) => home.WithoutTokens().WithConfig("[default]\nregion = eu-west-1\n");

    private static DiagnosticHome Keys(DiagnosticHome home, int? minutes, int seconds = 0) => Plain(home).WithCredentials(s_key.Section("default",
        minutes is { } left ? [$"x_security_token_expires = {Timestamp.Format(home.Now.AddMinutes(left).AddSeconds(seconds))}"] : []));

    private static DiagnosticHome Beside(DiagnosticHome home, int minutes) => home.WithCredentials(s_key.Section("default", $"x_security_token_expires = {home.At(minutes)}"));

    /// <summary>Two tools have left an end: 60 minutes ago, and in three hours.</summary>
    private static DiagnosticHome Doubted(DiagnosticHome home) =>
        Plain(home).WithCredentials(s_key.Section("default", $"x_security_token_expires = {home.At(-60)}", $"aws_expiration = {home.At(180)}"));

    private static DiagnosticHome Environment(DiagnosticHome home, int minutes) => Plain(home)
        .Set("AWS_ACCESS_KEY_ID", s_key.AccessKeyId).Set("AWS_SECRET_ACCESS_KEY", s_key.SecretAccessKey).Set("AWS_SESSION_TOKEN", s_key.SessionToken!)
        .Set("AWS_CREDENTIAL_EXPIRATION", home.At(minutes));

    private static DiagnosticHome Configure(DiagnosticHome home, string json) => home.With(".config/claude-aws/config.json", json);

    private static DiagnosticHome Said(DiagnosticHome home, KeyValidity standing, string? accessKeyId = null)
    {
        new KeyValidityCache(home.Environment, home.Clock).Write(accessKeyId ?? s_key.AccessKeyId, standing, keyEnds: null);
        return home;
    }

    private static DiagnosticHome Skewed(DiagnosticHome home, TimeSpan skew)
    {
        var file = new ClockSkewFile(home.Environment, home.Clock);
        file.Learn(home.Now + skew);
        file.Learn(home.Now + skew);
        return home;
    }

    private static DiagnosticHome Kept(DiagnosticHome home, int minutes)
    {
        Keepalive.Credentials.KeptExpiry.Remember(home.Environment, "default", s_key.AccessKeyId, home.Now.AddMinutes(minutes));
        return home;
    }

    private static DiagnosticHome Role(DiagnosticHome home, int minutes, TestKeys? key = null)
    {
        TestKeys role = key ?? s_key;
        new RoleCredentialCache(home.Environment, new SsoRole("default", s_session, "123456789012", "Developer"), AwsClock.Read(home.Environment, home.Clock))
            .Write(new RoleCredential(role.AccessKeyId, role.SecretAccessKey, role.SessionToken!, home.Now.AddMinutes(minutes)));
        return home;
    }

    private static DiagnosticHome RefusedRenewal(DiagnosticHome home)
    {
        byte[] token = File.ReadAllBytes(Path.Combine(home.Folder, DiagnosticHome.TokenPath("corp")));
        RefusedToken.Remember(new TokenState(home.Environment, s_session), SsoToken.Parse(token)!);
        return home;
    }

    private static DiagnosticHome HandedOut(DiagnosticHome home, int minutes, string accessKeyId)
    {
        new HandedOutKeys(home.Environment, home.Clock).Remember(
            new HandedOutKey("default", accessKeyId, home.Now.AddMinutes(minutes), home.Now.AddMinutes(minutes), home.Now, System.Environment.ProcessId));
        return home;
    }

    private static DiagnosticHome Waiting(DiagnosticHome home)
    {
        // Its worker has died without a word, so that nothing runs.
        new SignInLedger(WorkerPaths.OfSession(home.Environment, s_session.DisplayName), home.Clock).Write(Entry(home, SignInPhase.WaitingForPerson));
        return home;
    }

    private static DiagnosticHome FailedSignIn(DiagnosticHome home) => Failed(home, WorkerPaths.OfSession(home.Environment, s_session.DisplayName));

    private static DiagnosticHome FailedLogin(DiagnosticHome home) => Failed(home, WorkerPaths.OfProfile(home.Environment, "default"));

    private static DiagnosticHome Failed(DiagnosticHome home, WorkerPaths place)
    {
        KeepaliveException failure = KeepaliveErrors.AutoLoginFailed("default", "ended with exit status 1");
        new SignInLedger(place, home.Clock).Write(Entry(home, SignInPhase.Failed).Failed(SignInPhase.Failed, failure, home.Now));
        return home;
    }

    private static DiagnosticHome RefusedPassword(DiagnosticHome home)
    {
        new LoginBreaker(home.Environment, SecretName.ForProfile("default", SecretKind.Password), home.Clock).PasswordRejectedAsync("fingerprint", CancellationToken.None).GetAwaiter().GetResult();
        return home;
    }

    private static SignInEntry Entry(DiagnosticHome home, SignInPhase phase) => new()
    {
        Id = "one",
        Phase = phase,
        Flow = SignInFlow.DeviceCode,
        FlowReason = "a test",
        Started = home.Now,
        WorkerId = 1,
        WorkerStarted = home.Now,
    };
}
