using Keepalive.Configuration;
using Keepalive.Platform.Time;
using Keepalive.Sessions;

namespace Keepalive.ClaudeCode.StatusLine;

/// <summary>The whole status line: what is left, beside what another status line shows.</summary>
/// <param name="environment">The variables and the platform.</param>
/// <param name="clock">The machine's clock.</param>
/// <param name="launcher">Starts the worker of the other one.</param>
public sealed class SessionStatusLine(SystemEnvironment environment, TimeProvider clock, IOtherStatusLineLauncher launcher)
{
    /// <summary>As much of its input as is passed on.</summary>
    public const int MaximumInput = 1024 * 1024;

    /// <summary>How long the input may take: the client writes it at once and ends it.</summary>
    public static readonly TimeSpan InputPatience = TimeSpan.FromMilliseconds(100);

    /// <summary>How long, from the beginning, another status line is waited for.</summary>
    public static readonly TimeSpan OtherPatience = TimeSpan.FromMilliseconds(250);

    /// <summary>The text if nothing is known.</summary>
    public const string Unknown = "AWS: ?";

    /// <summary>The text, of one line or several, without a line end; empty when there is nothing to show.</summary>
    /// <param name="input">What Claude Code handed us.</param>
    /// <param name="profile">The profile, or null for the one in use.</param>
    /// <param name="deadline">The caller's time, from its beginning.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async ValueTask<string> WriteAsync(ReadOnlyMemory<byte> input, string? profile, Deadline deadline, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(deadline);
        (SessionSnapshot? session, KeepaliveConfiguration settings) = Look(profile);
        string? other = settings.StatusLineCommand is { } command
            ? await new OtherStatusLine(environment, launcher, clock).ReadAsync(command, input, deadline, cancellationToken).ConfigureAwait(false)
            : null;
        return StatusLineComposition.Write(session, other, StatusLineStyle.Of(environment));
    }

    private (SessionSnapshot? Session, KeepaliveConfiguration Settings) Look(string? profile)
    {
        KeepaliveConfiguration configuration = KeepaliveConfiguration.Default;
        try
        {
            configuration = ConfigurationFile.Read(environment, clock);
            SessionSnapshot session = new SessionReader(environment, configuration, clock).Look(profile);
            return (session, session.Settings);
        }
        catch (KeepaliveException)
        {
            return (null, configuration);
        }
    }
}
