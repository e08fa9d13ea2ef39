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
        string path = arguments[0];
        string profile = arguments[1];
        double seconds = double.Parse(arguments[2], CultureInfo.InvariantCulture);
        string suffix = RandomNumberGenerator.GetHexString(16);
        File.WriteAllText(path, $"""
            [{profile}]
            aws_access_key_id = ASIA{suffix}
            aws_secret_access_key = SandboxSecret/{suffix}
            aws_session_token = SandboxToken/{suffix}
            {ExpiryKey} = {Format(DateTimeOffset.Now.AddSeconds(seconds))}

            """.ReplaceLineEndings("\n"));
        return 0;
    }

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
