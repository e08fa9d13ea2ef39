using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Keepalive.Platform.Files;
using Keepalive.Platform.Json;

namespace Keepalive.IdentityCenter;

/// <summary>
/// The result of the last failed call for a role, for the callers that waited for it: the service would give each of them the same answer, one
/// after the other until their time limit. A later caller asks again. Contains no token and no key.
/// </summary>
/// <param name="path">The file, beside the role's lock.</param>
/// <param name="profile">The profile: another one may have another way to the service.</param>
/// <param name="clock">The machine's clock, which all waiters share.</param>
internal sealed class RoleFailure(string path, string profile, TimeProvider clock)
{
    private const int MaximumLength = 16 * 1024;

    /// <summary>The failure that ended while this caller waited; null when there is none.</summary>
    /// <param name="since">When the caller came.</param>
    public KeepaliveException? Since(DateTimeOffset since)
    {
        try
        {
            return FileSnapshot.ReadOwn(path, MaximumLength, clock) is { Exists: true } file && JsonContent.Read(file.Content.Span) is { } json
                && json.Text("profile") == profile
                && long.TryParse(json.Text("ended"), NumberStyles.None, CultureInfo.InvariantCulture, out long ended)
                && ended >= since.UtcTicks && ended <= clock.GetUtcNow().UtcTicks
                && json.Text("code") is { } code && json.Text("message") is { } message && json.Text("advice") is { } advice
                    ? new KeepaliveException(code, message, advice, json.Text("target"))
                    : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null; // Then the service is asked.
        }
    }

    /// <summary>Tells those who wait. That a caller's own time was over says nothing about theirs.</summary>
    public void Remember(KeepaliveException failure)
    {
        if (failure.Code == KeepaliveErrorCode.TimedOut)
        {
            return;
        }

        try
        {
            AtomicFile.Write(path, Encoding.UTF8.GetBytes(new JsonObject
            {
                ["profile"] = profile,
                ["ended"] = clock.GetUtcNow().UtcTicks.ToString(CultureInfo.InvariantCulture),
                ["code"] = failure.Code,
                ["message"] = failure.Message,
                ["advice"] = failure.Advice,
                ["target"] = failure.Target,
            }.ToJsonString()), survivesPowerLoss: false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Slower for the others.
        }
    }

    /// <summary>Nothing waits for it any more.</summary>
    public void Forget()
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It is too old for the next caller.
        }
    }
}
