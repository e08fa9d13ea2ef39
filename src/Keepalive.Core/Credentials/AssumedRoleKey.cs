using Keepalive.Aws.Profiles;
using Keepalive.Aws.SecurityTokens;
using Keepalive.IdentityCenter;

namespace Keepalive.Credentials;

/// <summary>
/// All that decides the credential of a role, as one line: its parameters and those of the roles behind it, the place where AWS is called, and whose
/// credential assumes them. Two profiles with equal lines share one credential; any change gives another one. Holds no secret, and needs no service.
/// </summary>
internal static class AssumedRoleKey
{
    private static readonly string[] s_endpointVariables = ["AWS_ENDPOINT_URL_STS", "AWS_ENDPOINT_URL", "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"];
    private static readonly string[] s_placeKeys = ["endpoint_url", "services", "ignore_configured_endpoint_urls"];

    /// <summary>The line for one role of a chain.</summary>
    /// <param name="environment">The variables.</param>
    /// <param name="inUse">The profile in use.</param>
    /// <param name="chain">The chain, without a fault.</param>
    /// <param name="from">The place of the role in it.</param>
    /// <param name="sessionName">The session's name for roles that give none.</param>
    public static string Of(SystemEnvironment environment, AwsProfile inUse, RoleChain chain, int from, string sessionName)
    {
        IEnumerable<string?> parts = s_endpointVariables.Select(environment.Get)
            .Concat(s_placeKeys.Select(key => RoleSettings.Value(inUse, key)))
            .Append(sessionName)
            .Concat(chain.Hops.Skip(from).SelectMany(hop => hop.Parameters.Append(StsRegion.Of(environment, hop.Profile, inUse))))
            .Concat(Source(environment, chain));

        // Neither '|' nor a line end is left unescaped.
        return string.Join('|', parts.Select(static part => part is null ? string.Empty : Uri.EscapeDataString(part)));
    }

    /// <summary>The line for a session of a long-lived key. It is the same for every region: the session is valid in all of them, and its code is given once.</summary>
    public static string OfSession(SystemEnvironment environment, AwsProfile inUse, string accessKeyId, string? serial) => string.Join(
        '|', s_endpointVariables.Select(environment.Get).Concat(s_placeKeys.Select(key => RoleSettings.Value(inUse, key))).Append("session").Append(accessKeyId).Append(serial)
            .Select(static part => part is null ? string.Empty : Uri.EscapeDataString(part)));

    /// <summary>The line for a role by web identity.</summary>
    public static string OfWebIdentity(SystemEnvironment environment, AwsProfile profile, string tokenFile, string sessionName) => string.Join(
        '|', s_endpointVariables.Select(environment.Get).Concat(s_placeKeys.Select(key => RoleSettings.Value(profile, key)))
            .Concat(["web identity", RoleSettings.Value(profile, "role_arn"), RoleSettings.Value(profile, "role_session_name") ?? sessionName, tokenFile, StsRegion.Of(environment, profile, profile)])
            .Select(static part => part is null ? string.Empty : Uri.EscapeDataString(part)));

    /// <summary>The line for the credential of the machine.</summary>
    public static string OfMachine(SystemEnvironment environment, string source) => string.Join(
        '|', new[]
        {
            "machine", source, environment.Get("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"), environment.Get("AWS_CONTAINER_CREDENTIALS_FULL_URI"),
            environment.Get("AWS_EC2_METADATA_SERVICE_ENDPOINT"),
        }.Select(static part => part is null ? string.Empty : Uri.EscapeDataString(part)));

    private static IEnumerable<string?> Source(SystemEnvironment environment, RoleChain chain) => chain switch
    {
        { NamedSource.Unquoted: "Environment" } => ["Environment", environment.Get("AWS_ACCESS_KEY_ID")],
        { NamedSource: { } named } => [named.Unquoted],
        { Base: { } end } =>
        [
            (StaticKeys.Find(end) ?? LongTermKeys.Find(end)?.Keys)?.Material.AccessKeyId,
            LongTermKeys.DeviceOf(end)?.Unquoted,
            .. SsoSession.Serves(end)
                ? (IEnumerable<string?>)[end["sso_session"]?.Unquoted, end["sso_start_url"]?.Unquoted, end["sso_account_id"]?.Unquoted, end["sso_role_name"]?.Unquoted]
                : [],
            end["login_session"]?.Unquoted,
            RoleSettings.Value(end, "role_arn"),
            RoleSettings.Value(end, "web_identity_token_file"),

            // The command may hold a secret.
            end["credential_process"] is { } command ? StableHash.Of(command.Value) : null,
        ],
        _ => [],
    };
}
