using System.Globalization;
using System.Text;
using Keepalive.Platform.Files;

namespace Keepalive.Credentials;

/// <summary>
/// The longest session that AWS has given for a role, after it refused the duration that the profile asks for. AWS tells the limit of a role only by
/// refusing, so it is kept for a week: the limit may be raised.
/// </summary>
/// <param name="environment">The variables and the platform.</param>
/// <param name="role">The ARN.</param>
/// <param name="clock">The machine's clock.</param>
internal sealed class RoleDurations(SystemEnvironment environment, string role, TimeProvider clock)
{
    /// <summary>Half a day, then less: the durations that administrators set.</summary>
    private static readonly int[] s_steps = [43200, 28800, 14400, 7200, 3600];

    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(7);
    private const int MaximumLength = 4096;

    /// <summary>The duration to ask for: the wanted one, or the kept limit if that is shorter.</summary>
    public int? Limit(int? wanted) => wanted is { } seconds && Read() is { } longest && longest < seconds ? longest : wanted;

    /// <summary>The next shorter duration; null if there is none.</summary>
    public static int? Below(int seconds) => s_steps.Where(step => step < seconds).Cast<int?>().FirstOrDefault();

    /// <summary>Keeps a duration that AWS has accepted after it refused a longer one.</summary>
    public void Remember(int seconds)
    {
        try
        {
            AtomicFile.Write(
                PathOf(), Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{seconds} {Timestamp.Format(clock.GetUtcNow())} {Uri.EscapeDataString(role)}\n")),
                survivesPowerLoss: false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or KeepaliveException)
        {
            // AWS is asked for the longer one again.
        }
    }

    private int? Read()
    {
        try
        {
            FileSnapshot snapshot = FileSnapshot.ReadOwn(PathOf(), MaximumLength, clock);
            return snapshot.Exists
                && Encoding.UTF8.GetString(snapshot.Content.Span).Split(' ', StringSplitOptions.TrimEntries) is [var text, var said, var arn] && arn == Uri.EscapeDataString(role)
                && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int seconds) && seconds >= s_steps[^1]
                && Timestamp.TryRead(said, out DateTimeOffset at) && clock.GetUtcNow() - at is var age && age >= TimeSpan.Zero && age < KeptFor
                    ? seconds
                    : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or KeepaliveException)
        {
            return null;
        }
    }

    private string PathOf() => environment.Combine(StatePaths.Of(environment, StatePaths.Roles, "longest"), StableHash.Of(role));
}
