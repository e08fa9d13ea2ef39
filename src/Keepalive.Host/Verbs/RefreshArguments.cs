using System.Diagnostics.CodeAnalysis;

namespace Keepalive.Host.Verbs;

/// <summary>The options of <c>refresh</c>.</summary>
internal sealed record RefreshArguments
{
    public string? Profile { get; init; }

    public bool Force { get; init; }

    public bool IsDryRun { get; init; }

    /// <summary>
    /// Reads a plain <c>refresh</c> command without loading a command-line library. Whatever is not plain and right is left to
    /// <see cref="CommandTree"/>.
    /// </summary>
    public static bool TryRead(string[] arguments, [NotNullWhen(true)] out RefreshArguments? refresh)
    {
        refresh = null;
        if (arguments is not ["refresh", ..])
        {
            return false;
        }

        var read = new RefreshArguments();
        for (int i = 1; i < arguments.Length; i++)
        {
            switch (arguments[i])
            {
                case "--profile" when i + 1 < arguments.Length && arguments[i + 1] is not ([] or ['-', ..]):
                    read = read with { Profile = arguments[++i] };
                    break;
                case "--force":
                    read = read with { Force = true };
                    break;
                case "--dry-run":
                    read = read with { IsDryRun = true };
                    break;
                default:
                    return false;
            }
        }

        refresh = read;
        return true;
    }
}
