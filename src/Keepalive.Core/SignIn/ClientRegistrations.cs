using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Keepalive.Aws.Network;
using Keepalive.IdentityCenter;
using Keepalive.Platform.Files;
using Keepalive.Platform.Json;
using Keepalive.Workers;

namespace Keepalive.SignIn;

/// <summary>
/// This machine's own client registrations, each in an owner-only file in the state folder. The aws CLI keeps its own
/// beside the tokens, one file for both flows, which overwrite each other; those are never read or written.
/// </summary>
internal sealed class ClientRegistrations(SystemEnvironment environment, ISignInService service, TimeProvider clock)
{
    private const int MaximumLength = 64 * 1024;

    /// <summary>A sign-in that starts now should end before its registration expires.</summary>
    private static readonly TimeSpan LastUsable = TimeSpan.FromMinutes(15);

    /// <summary>The registration of an sso-session, region, flow and scopes: the stored one, otherwise a new one.</summary>
    /// <param name="session">The session.</param>
    /// <param name="flow">The flow; each has its own.</param>
    /// <param name="anew">Registers even if the stored one seems valid.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    public async Task<ClientRegistration> GetAsync(SsoSession session, SignInFlow flow, bool anew, CancellationToken cancellationToken)
    {
        string path = PathOf(session, flow);
        if (!anew && Read(path) is { } kept && kept.Expires - clock.GetUtcNow() > LastUsable)
        {
            return kept;
        }

        ClientRegistration registration = await service.RegisterClientAsync(session, flow, cancellationToken).ConfigureAwait(false);
        try
        {
            AtomicFile.Write(path, Encoding.UTF8.GetBytes(Write(registration)));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It can still be used for this sign-in; the next one registers again.
        }

        return registration;
    }

    /// <summary>The service does not know it any more.</summary>
    public void Forget(SsoSession session, SignInFlow flow)
    {
        try
        {
            File.Delete(PathOf(session, flow));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The next sign-in meets it again and says so.
        }
    }

    /// <summary>The endpoint is part of the name: a rehearsal's registration means nothing to AWS.</summary>
    internal string PathOf(SsoSession session, SignInFlow flow)
    {
        string key = string.Join('\n', [session.CacheKey, session.StartUrl, session.Region, flow.ToString(), service.AuthorizationEndpoint.ToString(), .. session.Scopes]);
        return StatePaths.Of(environment, StatePaths.Clients, Hexadecimal.Lower(SHA256.HashData(Encoding.UTF8.GetBytes(key))) + ".json");
    }

    private ClientRegistration? Read(string path)
    {
        try
        {
            FileSnapshot snapshot = FileSnapshot.ReadOwn(path, MaximumLength, clock);
            return snapshot.Exists ? Parse(snapshot.Content.Span) : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null; // As good as none; the new one replaces it.
        }
    }

    /// <summary>Null if the content is not a registration.</summary>
    internal static ClientRegistration? Parse(ReadOnlySpan<byte> content) =>
        JsonContent.Read(content) is { } json
        && json.Text("clientId") is { } id && WireText.IsToken(id)
        && json.Text("clientSecret") is { } secret && WireText.IsToken(secret)
        && json.Time("expiresAt") is { } expires
            ? new ClientRegistration(id, secret, expires)
            {
                AuthorizationEndpoint = WebUrl.Read(json.Text("authorizationEndpoint")),
            }
            : null;

    private static string Write(ClientRegistration registration)
    {
        var json = new JsonObject
        {
            ["clientId"] = registration.ClientId,
            ["clientSecret"] = registration.ClientSecret,
            ["expiresAt"] = Timestamp.Format(registration.Expires),
        };
        if (registration.AuthorizationEndpoint is { } endpoint)
        {
            json["authorizationEndpoint"] = endpoint.AbsoluteUri;
        }

        return json.ToJsonString();
    }
}
