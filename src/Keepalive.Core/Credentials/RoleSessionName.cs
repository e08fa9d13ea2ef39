namespace Keepalive.Credentials;

/// <summary>
/// The name of a role's session when the profile gives none: it tells CloudTrail the program and the person. The same in every process, so that a kept
/// credential serves all.
/// Source: https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html (RoleSessionName: 2 to 64 of \w+=,.@-)
/// </summary>
internal static class RoleSessionName
{
    private const string Program = "claude-aws";
    private const int Longest = 64;

    /// <summary>The name for the person who runs this process.</summary>
    /// <param name="environment">The variables.</param>
    public static string Of(SystemEnvironment environment) =>
        (environment.Get("USER") ?? environment.Get("USERNAME") ?? environment.Get("LOGNAME")) is { } user
            ? Clean($"{Program}-{user}")
            : Program;

    private static string Clean(string name) => string.Create(Math.Min(name.Length, Longest), name, static (target, source) =>
    {
        for (int i = 0; i < target.Length; i++)
        {
            target[i] = char.IsAsciiLetterOrDigit(source[i]) || source[i] is '_' or '+' or '=' or ',' or '.' or '@' or '-' ? source[i] : '-';
        }
    });
}
