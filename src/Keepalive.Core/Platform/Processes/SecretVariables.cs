namespace Keepalive.Platform.Processes;

/// <summary>The variables that a browser and a sign-in worker have no business with.</summary>
internal static class SecretVariables
{
    /// <summary>As changes to a child's environment.</summary>
    public static IReadOnlyDictionary<string, string?> Removed { get; } = new Dictionary<string, string?>
    {
        ["AWS_ACCESS_KEY_ID"] = null,
        ["AWS_SECRET_ACCESS_KEY"] = null,
        ["AWS_SESSION_TOKEN"] = null,
        ["AWS_SECURITY_TOKEN"] = null,
    };
}
