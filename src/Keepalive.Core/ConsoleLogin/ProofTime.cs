using Keepalive.Aws.AccessKeys;
using Keepalive.Aws.Network;

namespace Keepalive.ConsoleLogin;

/// <summary>
/// The time for DPoP proofs. The service rejects a proof of another time as it rejects a session of another region, with one word for both. So a
/// refusal whose Date is another time than ours is answered once with a proof of that time.
/// </summary>
/// <param name="environment">The variables and the platform.</param>
/// <param name="clock">AWS's time, as far as it is known.</param>
internal sealed class ProofTime(SystemEnvironment environment, AwsClock clock)
{
    private TimeSpan _correction = TimeSpan.Zero;
    private DateTimeOffset? _learned;

    /// <summary>The time of the next proof.</summary>
    public DateTimeOffset Now => clock.GetUtcNow().ShiftedBy(_correction);

    /// <summary>Takes the time of a refusal, once.</summary>
    /// <param name="url">What was asked.</param>
    /// <param name="answer">The refusal.</param>
    /// <returns>The request can be made again with another time.</returns>
    public bool TryCorrect(Uri url, HttpResponseMessage answer)
    {
        if (_learned is not null || ServerTime.Trusted(url, answer) is not { } date || Difference(date).Duration() <= ClockReading.Tolerance
            || (date - clock.Machine.GetUtcNow()).Duration() > ClockReading.Farthest)
        {
            return false;
        }

        (_learned, _correction) = (date, Difference(date));
        return true;
    }

    /// <summary>How far this machine's clock is ahead, by the Date of a refusal that <see cref="TryCorrect"/> could not use; null if that says nothing.</summary>
    public TimeSpan? Ahead(HttpResponseMessage answer) =>
        _learned is null && answer.Headers is { Date: { } date, Age: null } && Difference(date).Duration() > ClockReading.Tolerance ? -(date - clock.Machine.GetUtcNow()) : null;

    /// <summary>A proof of the corrected time was taken: the refusal's Date is the first measurement of the clock, and the Date of the success was the second.</summary>
    public void Confirm()
    {
        if (_learned is { } date)
        {
            new ClockSkewFile(environment, clock.Machine).Learn(date);
        }
    }

    private TimeSpan Difference(DateTimeOffset date) => date - clock.GetUtcNow();
}
