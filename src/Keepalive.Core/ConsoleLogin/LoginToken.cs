using System.Globalization;
using Keepalive.Aws.AccessKeys;
using Keepalive.Platform.Jsonc;
using Keepalive.Platform.Time;
using Keepalive.Tokens;

namespace Keepalive.ConsoleLogin;

/// <summary>
/// The file of <c>aws login</c>: a credential of fifteen minutes at most, and what gets the next one. An export reads it without a JSON library,
/// and a renewal leaves every byte that it does not change, so the keys of other tools stay.
/// </summary>
internal sealed class LoginToken : IRenewableToken
{
    private const string Access = "accessToken";

    private static readonly string[] s_parts = ["accessKeyId", "secretAccessKey", "sessionToken", "expiresAt"];

    private static readonly string[] s_members = [Access, "tokenType", "clientId", "refreshToken", "idToken", "dpopKey", "signInRegion"];

    private readonly JsoncDocument _file;

    private LoginToken(JsoncDocument file, string accessKeyId, string secretAccessKey, string sessionToken, DateTimeOffset expires)
    {
        _file = file;
        AccessKeyId = accessKeyId;
        SecretAccessKey = secretAccessKey;
        SessionToken = sessionToken;
        Expires = expires;
    }

    public string AccessKeyId { get; }

    /// <summary>A secret.</summary>
    public string SecretAccessKey { get; }

    /// <summary>A secret.</summary>
    public string SessionToken { get; }

    /// <summary>The credential's end, on the clock of the machine that wrote it.</summary>
    public DateTimeOffset Expires { get; }

    public string Identity => AccessKeyId;

    public string? RefreshToken => Text("refreshToken");

    /// <summary>The client that the refresh token belongs to: for this device, or for another one.</summary>
    public string? ClientId => Text("clientId");

    /// <summary>The private key that proves the possession of the refresh token, as PEM (SEC 1 or PKCS#8). A secret.</summary>
    public string? DpopKey => Text("dpopKey");

    /// <summary>The region of the sign-in, to which a refresh must go; null where the tool that signed in did not write it.</summary>
    public string? SignInRegion => Text("signInRegion") is { } region && WireText.IsRegion(region) ? region : null;

    /// <summary>The first of the keys that a renewal needs and that is missing; null when none is.</summary>
    public string? Missing => RefreshToken is null ? "refreshToken" : ClientId is null ? "clientId" : DpopKey is null ? "dpopKey" : null;

    public bool CanBeRefreshed(DateTimeOffset now) => Missing is null;

    public byte[] ToUtf8() => _file.Content.ToArray();

    /// <summary>The file of a sign-in.</summary>
    /// <param name="session">The session.</param>
    /// <param name="answer">The answer of the service.</param>
    /// <param name="client">The client.</param>
    /// <param name="dpopKey">The private key, as PEM.</param>
    /// <param name="region">The region of the sign-in.</param>
    /// <param name="now">The present by this machine's clock.</param>
    public static LoginToken Create(LoginSession session, LoginAnswer answer, string client, string dpopKey, string region, DateTimeOffset now)
    {
        JsoncDocument file = JsoncDocument.Parse("{}"u8.ToArray());
        file = With(file, session, answer, region, now)
            .Set(["tokenType"], "aws_sigv4")
            .Set(["clientId"], client)
            .Set(["dpopKey"], dpopKey);
        return Of(file)!;
    }

    /// <summary>The same session with the next credential.</summary>
    public LoginToken Renewed(LoginSession session, LoginAnswer answer, string region, DateTimeOffset now) => Of(With(_file, session, answer, region, now))!;

    /// <summary>The same credential with the next refresh token: an answer had nothing else.</summary>
    public LoginToken WithRefreshToken(string refreshToken, string region) => Of(Fitting(_file.Set(["refreshToken"], refreshToken).Set(["signInRegion"], region)))!;

    /// <summary>Reads a file's content; null if it is not complete (another tool may be writing it).</summary>
    public static LoginToken? Parse(ReadOnlyMemory<byte> content)
    {
        try
        {
            return Of(JsoncDocument.Parse(content));
        }
        catch (JsoncException)
        {
            return null;
        }
    }

    /// <summary>The part of a credential that the file lacks; null if it is not JSON at all.</summary>
    public static string? FindFault(ReadOnlyMemory<byte> content)
    {
        try
        {
            var file = JsoncDocument.Parse(content);
            return file.Root is not { Kind: JsoncKind.Object } ? null
                : file.Find(Access) is not { Kind: JsoncKind.Object } ? $"it has no {Access}"
                : s_parts.FirstOrDefault(name => TextOf(file, Access, name) is null) is { } missing ? $"its {Access} has no {missing}"
                : "its expiresAt is not a time";
        }
        catch (JsoncException)
        {
            return null;
        }
    }

    /// <summary>The credential.</summary>
    /// <param name="profile">The profile in use.</param>
    /// <param name="session">Its session.</param>
    /// <param name="clock">AWS's time; the end in the file is on the machine's clock.</param>
    /// <exception cref="KeepaliveException">CredentialMalformed, SessionTokenMissing.</exception>
    public AwsCredential ToCredential(string profile, LoginSession session, AwsClock clock) =>
        new KeyMaterial(AccessKeyId, SecretAccessKey, SessionToken, "the file of aws login").ToCredential(
            profile,
            new CredentialExpiry(Expires.ShiftedBy(clock.Skew), "aws login"),
            new CredentialOrigin(CredentialSourceKind.Login, $"login_session {session.Arn}"));

    /// <summary>The end, never a key.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"until {Timestamp.Format(Expires)}");

    private static LoginToken? Of(JsoncDocument file) =>
        file.Root is { Kind: JsoncKind.Object }
        && TextOf(file, Access, "accessKeyId") is { } id && TextOf(file, Access, "secretAccessKey") is { } secret && TextOf(file, Access, "sessionToken") is { } token
        && TextOf(file, Access, "expiresAt") is { } end && ExpiryParser.TryParse(end, out DateTimeOffset expires, out _)
            ? new LoginToken(file, id, secret, token, expires)
            : null;

    private static JsoncDocument With(JsoncDocument file, LoginSession session, LoginAnswer answer, string region, DateTimeOffset now)
    {
        file = file
            .Set([Access, "accessKeyId"], answer.AccessKeyId)
            .Set([Access, "secretAccessKey"], answer.SecretAccessKey)
            .Set([Access, "sessionToken"], answer.SessionToken);

        // The SDK for JavaScript reads no file without it.
        if (TextOf(file, Access, "accountId") is null && session.AccountId is { } account)
        {
            file = file.Set([Access, "accountId"], account);
        }

        file = file.Set([Access, "expiresAt"], Timestamp.Format(now.ShiftedBy(answer.Lifetime)));
        file = answer.RefreshToken is { } refresh ? file.Set(["refreshToken"], refresh) : file;
        file = answer.IdToken is { } identity ? file.Set(["idToken"], identity) : file;
        return Fitting(file.Set(["signInRegion"], region));
    }

    /// <summary>A file that its readers would not take loses the largest of what no tool of AWS writes: better than the only refresh token.</summary>
    private static JsoncDocument Fitting(JsoncDocument file)
    {
        while (file.Content.Length > TokenFileContent.MaximumLength
            && file.Root!.Items.Where(static item => !s_members.Contains(item.Name)).MaxBy(static item => item.End - item.Start) is { Name: { } largest })
        {
            file = file.Remove(largest);
        }

        return file;
    }

    private string? Text(string name) => TextOf(_file, name);

    private static string? TextOf(JsoncDocument file, params ReadOnlySpan<string> path) => file.StringOf(file.Find(path)) is { Length: > 0 } text ? text : null;
}
