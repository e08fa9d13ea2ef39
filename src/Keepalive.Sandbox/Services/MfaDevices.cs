using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;

namespace Keepalive.Sandbox.Services;

/// <summary>MFA devices of IAM users, by serial number or ARN: a code of the device's seed counts once (RFC 6238, 30 s, six digits, SHA-1).</summary>
public sealed class MfaDevices
{
    private const int Period = 30;

    private readonly ConcurrentDictionary<string, Device> _devices = new(StringComparer.Ordinal);

    /// <summary>Registers a device.</summary>
    /// <param name="serialNumber">Its serial number or ARN.</param>
    /// <param name="seed">The key of its codes.</param>
    public void Add(string serialNumber, byte[] seed) => _devices[serialNumber] = new Device(seed);

    /// <summary>The code that a device shows at a moment.</summary>
    /// <param name="serialNumber">Its serial number or ARN.</param>
    /// <param name="at">The moment.</param>
    public string CodeAt(string serialNumber, DateTimeOffset at) => Code(_devices[serialNumber].Seed, Window(at));

    /// <summary>Checks device and code of a request; does nothing if the request has neither.</summary>
    /// <returns>True if the caller is authenticated by MFA.</returns>
    internal bool Check(SandboxRequest request, DateTimeOffset now)
    {
        (string? serial, string? code) = (request["SerialNumber"], request["TokenCode"]);
        if (serial is null && code is null)
        {
            return false;
        }

        if (serial is null || code is null)
        {
            throw Refused("MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code.");
        }

        if (!_devices.TryGetValue(serial, out Device? device))
        {
            throw Refused("MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user.");
        }

        lock (device)
        {
            for (long window = Window(now) - 1; window <= Window(now) + 1; window++)
            {
                if (Code(device.Seed, window) == code && window > device.LastWindow)
                {
                    device.LastWindow = window;
                    return true;
                }
            }
        }

        throw Refused("MultiFactorAuthentication failed with invalid MFA one time pass code. ");
    }

    private static ServiceErrorException Refused(string message) => new("AccessDenied", message);

    private static long Window(DateTimeOffset at) => at.ToUnixTimeSeconds() / Period;

    private static string Code(byte[] seed, long window)
    {
        Span<byte> counter = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(counter, window);
#pragma warning disable CA5350 // The algorithm of the devices.
        byte[] hash = HMACSHA1.HashData(seed, counter);
#pragma warning restore CA5350
        int number = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 0xF)) & int.MaxValue;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    private sealed class Device(byte[] seed)
    {
        public byte[] Seed { get; } = seed;

        public long LastWindow { get; set; } = -1;
    }
}
