using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Keepalive.Aws.AccessKeys;
using Keepalive.Login;
using Keepalive.Sessions;
using Keepalive.SignIn;
using Keepalive.Workers;

namespace Keepalive.Host.Output;

/// <summary>A session as <c>status --json</c> prints it. Fields are added, never renamed. Holds no secret.</summary>
internal sealed record StatusDocument(
    string? Profile,
    string? ChosenBy,
    CredentialSourceKind? Source,
    string? Location,
    string? AccessKeyId,
    string? Expires,
    long? RemainingSeconds,
    string? ExpirySource,
    string? ExpiryDoubt,
    long ClockSkewSeconds,
    SessionVerdict Verdict,
    bool IsUsable,
    string? ErrorCode,
    string? Note,
    SignInDocument? SignIn,
    HoldDocument? AutoLoginHold)
{
    public static StatusDocument From(SessionSnapshot session) => new(
        session.Profile,
        session.ChosenBy,
        session.Source,
        session.Location,
        session.MaskedAccessKeyId,
        session.Expires is { } expires ? Timestamp.Format(expires) : null,
        session.Remaining is { } remaining ? (long)remaining.TotalSeconds : null,
        session.ExpirySource,
        session.ExpiryDoubt,
        (long)session.ClockSkew.TotalSeconds,
        session.Verdict,
        session.IsUsable,
        session.ErrorCode,
        session.Note,
        session.SignIn is { } signIn ? SignInDocument.From(signIn) : null,
        session.Hold is { } hold ? HoldDocument.From(hold) : null);
}

/// <summary>A sign-in that runs at this moment.</summary>
internal sealed record SignInDocument(string Name, SignInFlow Flow, string Started, string? Address, string? UserCode, string? Number, string? Asks, string? Question)
{
    public static SignInDocument From(SignInStatus running) => new(
        running.Name, running.Flow, Timestamp.Format(running.Started), running.Address, running.UserCode, running.Number, running.Asks, running.Question);
}

/// <summary>The reason why automatic login is paused.</summary>
internal sealed record HoldDocument(string Reason, string? PasswordRejected, int MfaFailures, string? CoolDownEnds, long? CoolDownSeconds)
{
    public static HoldDocument From(AutoLoginHold hold) => new(
        hold.Sentence,
        hold.PasswordRejected is { } rejected ? Timestamp.Format(rejected) : null,
        hold.MfaFailures,
        hold.CoolDownEnds is { } ends ? Timestamp.Format(ends) : null,
        hold.CoolDownLeft is { } left ? (long)left.TotalSeconds : null);
}

/// <summary>Serialisation without reflection, for native AOT.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, UseStringEnumConverter = true)]
[JsonSerializable(typeof(StatusDocument))]
[JsonSerializable(typeof(StatusDocument[]))]
internal sealed partial class StatusJsonContext : JsonSerializerContext
{
    /// <summary>Profile names in any script stay readable.</summary>
    public static StatusJsonContext Readable =>
        new(new JsonSerializerOptions(Default.GeneratedSerializerOptions!) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
