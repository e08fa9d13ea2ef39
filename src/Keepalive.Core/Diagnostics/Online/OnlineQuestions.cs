using Keepalive.Aws.Network;
using Keepalive.Diagnostics.Facts;

namespace Keepalive.Diagnostics.Online;

/// <summary>Asks everything at once.</summary>
/// <param name="context">The machine.</param>
/// <param name="options">How.</param>
internal sealed class OnlineQuestions(DiagnosticContext context, OnlineOptions options)
{
    private int _answered;
    private int _total;

    public async Task<OnlineFacts> AskAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<OnlineEndpoint> endpoints = OnlineEndpoints.Of(context);
        bool asksRole = RoleQuestion.CanAsk(context);
        _total = endpoints.Count + (asksRole ? 1 : 0);
        options.Progress?.Report(new OnlineProgress(0, _total));
        var probe = new EndpointProbe(NetworkSettings.Read(context.Environment, context.InUse, options.Limit), context.Clock, options.Resolve);
        Task<KeepaliveException?> role = asksRole
            ? CountAsync(RoleQuestion.AskAsync(context, options.Limit, cancellationToken))
            : Task.FromResult<KeepaliveException?>(null);
        Task<EndpointReport[]> probes = Task.WhenAll(endpoints.Select(endpoint => CountAsync(probe.AskAsync(endpoint, cancellationToken))));
        await Task.WhenAll(role, probes).ConfigureAwait(false);
        EndpointReport[] reports = await probes.ConfigureAwait(false);
        ObservedCertificate? foreign = reports.FirstOrDefault(report => report.IsIntercepted || report.Fault == NetworkFaultKind.Untrusted)?.Certificate;
        return new OnlineFacts(context, reports, foreign is null ? [] : ProgramTrust.All(context, foreign), await role.ConfigureAwait(false));
    }

    private async Task<T> CountAsync<T>(Task<T> question)
    {
        T answer = await question.ConfigureAwait(false);
        options.Progress?.Report(new OnlineProgress(Interlocked.Increment(ref _answered), _total));
        return answer;
    }
}
