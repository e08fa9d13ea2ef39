using System.Runtime.Versioning;
using Keepalive.Platform.Files;
using Keepalive.Platform.Native.Advapi32;

namespace Keepalive.Secrets;

/// <summary>
/// Users of cc-aws-keepalive have stored a domain credential with <c>cmdkey /add</c>. Windows does not let programs read its value.
/// They are told so once, and asked for the password once.
/// </summary>
public static class CmdkeyLeftover
{
    private const string Target = "cc-aws-keepalive";

    /// <summary>The sentence for the person, the first time that it is asked for on a machine with such an entry; else null.</summary>
    /// <param name="environment">The variables and the platform.</param>
    public static string? TellOnce(SystemEnvironment environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        return OperatingSystem.IsWindows() ? TellOnce(environment, FindTarget) : null;
    }

    internal static string? TellOnce(SystemEnvironment environment, Func<string?> find)
    {
        string marker = StatePaths.Of(environment, StatePaths.Secrets, "cmdkey-told");
        if (File.Exists(marker) || find() is not { } target)
        {
            return null;
        }

        try
        {
            AtomicFile.Write(marker, "1"u8);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Then it is said again the next time.
        }

        return $"Windows does not let programs read the entry '{target}' that cmdkey stored, so its password can't be taken over. "
            + $"Enter the password here. Then you can delete the old entry: cmdkey /delete:{target}";
    }

    [SupportedOSPlatform("windows")]
    private static string? FindTarget() => CredEnumerate.DomainTargets(Target) is [var target, ..] ? target : null;
}
