using Keepalive.Testing;

namespace Keepalive.Core.Tests.Credentials;

/// <summary>A <c>credential_process</c> made of a script for <c>/bin/sh</c>, written into the home.</summary>
internal static class ShellProcess
{
    public static void SkipOnWindows() => Assert.SkipWhen(OperatingSystem.IsWindows(), "needs /bin/sh");

    /// <summary>Writes the script and gives the value of credential_process.</summary>
    public static string Script(SyntheticHome home, string body)
    {
        SkipOnWindows();
        string path = Path.Combine(home.Folder, "credential tool.sh");
        File.WriteAllText(path, body);
        return $"/bin/sh \"{path}\"";
    }

    /// <summary>A script that prints <paramref name="output"/>, byte for byte.</summary>
    public static string Prints(SyntheticHome home, string output)
    {
        string path = Path.Combine(home.Folder, "output");
        File.WriteAllText(path, output);
        return Script(home, $"cat '{path}'\n");
    }

    public static string Json(TestKeys keys, string? expiration = "\"2026-11-21T15:00:00Z\"") =>
        $$"""{"Version": 1, "AccessKeyId": "{{keys.AccessKeyId}}", "SecretAccessKey": "{{keys.SecretAccessKey}}", "SessionToken": "{{keys.SessionToken}}"{{(expiration is null ? "" : $", \"Expiration\": {expiration}")}}}""";
}
