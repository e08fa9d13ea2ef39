using System.Net;
using Keepalive.Aws.Network;

namespace Keepalive.Diagnostics.Online;

/// <summary>Asks one host, on the way that every call takes, and tells how far it came. Sends no credential.</summary>
/// <param name="settings">How connections are made; its limit is the question's.</param>
/// <param name="clock">The time.</param>
/// <param name="resolve">Gives the addresses of a name; null: the system.</param>
internal sealed class EndpointProbe(NetworkSettings settings, TimeProvider clock, Func<string, CancellationToken, Task<IPAddress[]>>? resolve)
{
    /// <summary>For what no token reaches: a bundle on a dead network drive, a resolver that hangs.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(500);

    public async Task<EndpointReport> AskAsync(OnlineEndpoint endpoint, CancellationToken cancellationToken)
    {
        if (endpoint.Url is not { } url)
        {
            return new EndpointReport(endpoint.Service, Url: null, endpoint.ConfiguredBy, NetworkFaultKind.SettingInvalid, endpoint.Fault!.Message);
        }

        var witness = new ConnectionTrace(clock, resolve);
        var trace = new ProbeTrace(endpoint, url, witness, settings, clock);
        try
        {
            using var http = new AwsHttp(settings, AwsProxy.SystemProxy, witness);
            trace.Proxy = http.Proxy.RouteTo(url);
            using HttpRequestMessage request = endpoint.Ask();
            long begun = clock.GetTimestamp();
            using HttpResponseMessage answer = await Task.Run(() => http.Client.SendAsync(request, cancellationToken), cancellationToken)
                .WaitAsync(settings.CallTimeout + Grace, cancellationToken).ConfigureAwait(false);
            return trace.Answered(answer, clock.GetElapsedTime(begun));
        }
        catch (NetworkFaultException failed)
        {
            return trace.Failed(failed.Fault.Kind, failed.Fault.Error.Message) with { Advice = failed.Fault.Error.Advice };
        }
        catch (KeepaliveException setting)
        {
            return trace.Failed(NetworkFaultKind.SettingInvalid, setting.Message);
        }
        catch (TimeoutException)
        {
            return trace.Failed(NetworkFaultKind.ConnectTimedOut, $"{url.IdnHost} was not reached within {Duration.Format(settings.CallTimeout)}.");
        }
#pragma warning disable CA1031 // One host must not keep the others from being told of; the text may hold data, so only the kind is told.
        catch (Exception exception) when (exception is not OperationCanceledException)
#pragma warning restore CA1031
        {
            return trace.Failed(NetworkFaultKind.Unreachable, $"{url.IdnHost} can't be contacted ({exception.GetType().Name}).");
        }
    }
}
