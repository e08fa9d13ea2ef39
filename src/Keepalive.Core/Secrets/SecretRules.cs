using System.Text.Unicode;
using Keepalive.Configuration;

namespace Keepalive.Secrets;

/// <summary>The rules for values. Reasons describe the problem of a value, but contain no part of it.</summary>
internal static class SecretRules
{
    public static void Check(SecretName name, Secret secret, KeepaliveConfiguration configuration)
    {
        CheckAllowed(name, configuration);
        if (FindFault(secret.Utf8) is { } reason)
        {
            throw KeepaliveErrors.SecretInvalid(name.Description, reason);
        }

        if (name.Kind == SecretKind.Totp)
        {
            using TotpSeed seed = TotpSeed.Parse(secret, name.Description);
        }
    }

    /// <summary>Why no secret has this value; null if it may be one.</summary>
    public static string? FindFault(ReadOnlySpan<byte> value) => value.Length switch
    {
        0 => "it is empty",
        > Secret.MaximumLength => $"it has {value.Length} bytes; the limit is {Secret.MaximumLength}",
        _ when !Utf8.IsValid(value) => "it is not UTF-8 text",

        // Each would end the answer to a prompt before its time.
        _ when value.IndexOfAny((byte)'\r', (byte)'\n', (byte)0) >= 0 => "it contains a line end or a zero byte",
        _ => null,
    };

    /// <exception cref="KeepaliveException">TotpSeedForbidden.</exception>
    public static void CheckAllowed(SecretName name, KeepaliveConfiguration configuration)
    {
        if (name.Kind == SecretKind.Totp && configuration.ForbidStoredTotpSeeds)
        {
            throw KeepaliveErrors.TotpSeedForbidden(name.Description);
        }
    }
}
