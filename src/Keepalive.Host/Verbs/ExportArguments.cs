using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Keepalive.Aws.AccessKeys;
using Keepalive.Platform.Time;

namespace Keepalive.Host.Verbs;

/// <summary>The options of <c>export</c>.</summary>
internal sealed record ExportArguments
{
    public static readonly TimeSpan DefaultTimeout = Deadline.DefaultLimit;

    public string? Profile { get; init; }

    public CredentialFormat Format { get; init; } = CredentialFormat.Claude;

    public TimeSpan Timeout { get; init; } = DefaultTimeout;

    /// <summary>
    /// Reads a plain <c>export</c> command without loading a command-line library. Whatever is not plain and right
    /// (help, a typing error) is left to <see cref="CommandTree"/>.
    /// </summary>
    public static bool TryRead(string[] arguments, [NotNullWhen(true)] out ExportArguments? export)
    {
        export = null;
        if (arguments is not ["export", ..])
        {
            return false;
        }

        var read = new ExportArguments();
        for (int i = 1; i < arguments.Length; i += 2)
        {
            if (i + 1 >= arguments.Length || arguments[i + 1] is [] or ['-', ..])
            {
                return false;
            }

            string value = arguments[i + 1];
            switch (arguments[i])
            {
                case "--profile":
                    read = read with { Profile = value };
                    break;
                case "--format" when TryReadFormat(value, out CredentialFormat format):
                    read = read with { Format = format };
                    break;
                case "--timeout" when TryReadSeconds(value, out TimeSpan timeout):
                    read = read with { Timeout = timeout };
                    break;
                default:
                    return false;
            }
        }

        export = read;
        return true;
    }

    public static bool TryReadFormat(string value, out CredentialFormat format)
    {
        CredentialFormat? known = value.ToLowerInvariant() switch
        {
            "claude" => CredentialFormat.Claude,
            "process" => CredentialFormat.Process,
            "env" => CredentialFormat.Env,
            "powershell" => CredentialFormat.PowerShell,
            _ => null,
        };
        format = known.GetValueOrDefault();
        return known is not null;
    }

    /// <summary>Whole or broken seconds, more than none and at most an hour.</summary>
    public static bool TryReadSeconds(string value, out TimeSpan time) => TryReadSeconds(value, 3600, out time);

    /// <summary>Whole or broken seconds, more than none and at most a day, as in the cmdlets: a credential may be needed for a whole working day.</summary>
    public static bool TryReadLongSeconds(string value, out TimeSpan time) => TryReadSeconds(value, 86400, out time);

    private static bool TryReadSeconds(string value, int most, out TimeSpan time)
    {
        bool read = double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double seconds)
            && seconds > 0 && seconds <= most;
        time = read ? TimeSpan.FromSeconds(seconds) : default;
        return read;
    }
}
