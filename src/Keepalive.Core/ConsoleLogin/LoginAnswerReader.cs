using System.Text.Json.Nodes;
using Keepalive.Aws.AccessKeys;
using Keepalive.Platform.Json;
using Keepalive.Tokens;

namespace Keepalive.ConsoleLogin;

/// <summary>
/// Reads an answer of CreateOAuth2Token. By then the old refresh token is spent, so the next one is looked at first: whatever else is wrong with
/// the answer, it is not lost.
/// </summary>
internal static class LoginAnswerReader
{
    /// <summary>The service gives fifteen minutes; what claims more is not believed, and asked for again earlier.</summary>
    private static readonly TimeSpan LongestLife = TimeSpan.FromMinutes(15);

    /// <summary>For a lifetime that can't be read: long enough for an export, and renewed a minute later.</summary>
    private static readonly TimeSpan ShortLife = TimeSpan.FromMinutes(6);

    /// <summary>Reads it.</summary>
    /// <param name="answer">The answer; null if it is not an object.</param>
    /// <param name="session">The session.</param>
    /// <param name="isRefresh">A refresh token was sent, not a code.</param>
    /// <exception cref="UnfinishedRenewalException">The answer to a refresh has the next refresh token, and no credential.</exception>
    /// <exception cref="KeepaliveException">AnswerLost, CredentialMalformed: it has neither.</exception>
    public static LoginAnswer Read(JsonObject? answer, LoginSession session, bool isRefresh)
    {
        // One that can't be sent is as good as none: the old one is tried again.
        string? refresh = answer?.Text("refreshToken") is { } next && WireText.IsKept(next) ? next : null;
        if (refresh is null && !isRefresh)
        {
            throw KeepaliveErrors.AnswerLost(session.DisplayName, "it contains no refresh token");
        }

        try
        {
            AwsCredential keys = ReadKeys(answer, session);
            TimeSpan life = answer!.Seconds("expiresIn") is not { } told ? ShortLife : told < LongestLife ? told : LongestLife;
            return new LoginAnswer(
                keys.AccessKeyId, keys.SecretAccessKey, keys.SessionToken!, life, refresh,
                answer!.Text("idToken") is { } identity && identity.Length <= WireText.LongestToken ? identity : null);
        }
        catch (KeepaliveException exception) when (isRefresh && refresh is not null)
        {
            throw new UnfinishedRenewalException(refresh, exception);
        }
    }

    private static AwsCredential ReadKeys(JsonObject? answer, LoginSession session)
    {
        if (answer?["accessToken"] is not JsonObject keys)
        {
            throw KeepaliveErrors.AnswerLost(session.DisplayName, "it contains no credential (accessToken)");
        }

        string? missing = Array.Find(["accessKeyId", "secretAccessKey", "sessionToken"], name => keys.Text(name) is null);
        return missing is null
            ? new KeyMaterial(keys.Text("accessKeyId"), keys.Text("secretAccessKey"), keys.Text("sessionToken"), "the answer of AWS Sign-In")
                .ToCredential(session.DisplayName, expiry: null, new CredentialOrigin(CredentialSourceKind.Login, "aws login"))
            : throw KeepaliveErrors.AnswerLost(session.DisplayName, $"its credential (accessToken) contains no {missing}");
    }
}
