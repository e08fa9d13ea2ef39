using Keepalive.Diagnostics.Online;

namespace Keepalive.Commands;

/// <summary>Shows on the cmdlet's progress bar how many hosts have answered.</summary>
/// <param name="progress">The bar.</param>
internal sealed class OnlineStreams(DelayedProgress progress) : IProgress<OnlineProgress>
{
    public void Report(OnlineProgress value) => progress.Say(value.ToString());
}
