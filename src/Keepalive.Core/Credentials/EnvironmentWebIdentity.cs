using Keepalive.Aws.Profiles;

namespace Keepalive.Credentials;

/// <summary>
/// A web identity in environment variables, as a cluster sets them for a pod. It is used only if no profile is set, like keys in the environment, and
/// after an assumed role of the profile <c>default</c>, as in botocore. Each variable overrides its key in the profile.
/// Source: https://docs.aws.amazon.com/sdkref/latest/guide/feature-assume-role-credentials.html
/// </summary>
internal static class EnvironmentWebIdentity
{
    private const string TokenFile = "AWS_WEB_IDENTITY_TOKEN_FILE";

    private static readonly (string Variable, string Key)[] s_variables =
        [(TokenFile, "web_identity_token_file"), ("AWS_ROLE_ARN", "role_arn"), ("AWS_ROLE_SESSION_NAME", "role_session_name")];

    /// <summary>The variables name a token file, and no profile is set.</summary>
    /// <param name="choice">The profile.</param>
    /// <param name="environment">The variables.</param>
    public static bool IsSet(ProfileChoice choice, SystemEnvironment environment) => !choice.IsNamed && environment.Get(TokenFile) is not null;

    /// <summary>The profile with the keys that the variables set; the profile itself if they are not used.</summary>
    /// <param name="choice">The profile that was asked for.</param>
    /// <param name="profile">The profile that was read.</param>
    /// <param name="environment">The variables.</param>
    public static AwsProfile Apply(ProfileChoice choice, AwsProfile profile, SystemEnvironment environment)
    {
        bool hasRole = RoleSettings.Find(profile, "role_arn") is not null
            && (RoleSettings.Find(profile, "source_profile") ?? RoleSettings.Find(profile, "credential_source")) is not null;
        if (!IsSet(choice, environment) || profile.Name != choice.Name || hasRole)
        {
            return profile;
        }

        var values = new Dictionary<string, ProfileProperty>(StringComparer.Ordinal);
        foreach ((string variable, string key) in s_variables)
        {
            if (environment.Get(variable) is { } value)
            {
                values[key] = ProfileProperty.OfVariable(value, variable);
            }
        }

        return profile.With(values);
    }
}
