using System.Globalization;
using System.Security.Cryptography;

namespace Keepalive.Sandbox.Services;

/// <summary>
/// What saml2aws, gimme-aws-creds and their like leave behind: a profile in the credentials file with temporary keys
/// and their expiry, the file truncated and written anew. Run as a program of its own, as the real ones are.
/// </summary>
internal static class FakeLoginTool
{
    public const string Verb = "fake-login-tool";

    /// <summary>The key that saml2aws and gimme-aws-creds write.</summary>
    private const string ExpiryKey = "x_security_token_expires";

    /// <summary>Arguments: the credentials file, the profile, the lifetime in seconds.</summary>
    public static int Run(string[] arguments)
    {
        Write(arguments[0], arguments[1], TimeSpan.FromSeconds(double.Parse(arguments[2], CultureInfo.InvariantCulture)));
        return 0;
    }

    /// <summary>Keys that the server does not know.</summary>
    public static void Write(string path, string profile, TimeSpan lifetime)
    {
        string suffix = RandomNumberGenerator.GetHexString(16);
        Write(path, profile, $"ASIA{suffix}", $"SandboxSecret/{suffix}", $"SandboxToken/{suffix}", DateTimeOffset.Now + lifetime);
    }

    /// <summary>Truncates the file and writes the profile with its new keys.</summary>
    public static void Write(string path, string profile, string accessKeyId, string secretAccessKey, string sessionToken, DateTimeOffset expires) =>
        File.WriteAllText(path, $"""
            [{profile}]
            aws_access_key_id = {accessKeyId}
            aws_secret_access_key = {secretAccessKey}
            aws_session_token = {sessionToken}
            {ExpiryKey} = {Format(expires)}

            """.ReplaceLineEndings("\n"));

    /// <summary>Lets time pass without waiting: the same keys, but their end is <paramref name="ago"/> behind us.</summary>
    public static void Expire(string path, TimeSpan ago)
    {
        IEnumerable<string> lines = File.ReadAllLines(path).Select(line =>
            line.StartsWith(ExpiryKey, StringComparison.Ordinal) ? $"{ExpiryKey} = {Format(DateTimeOffset.Now - ago)}" : line);
        File.WriteAllText(path, string.Join('\n', lines) + "\n");
    }

    /// <summary>RFC 3339 with the local offset, as saml2aws writes it.</summary>
    private static string Format(DateTimeOffset instant) => instant.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
}
