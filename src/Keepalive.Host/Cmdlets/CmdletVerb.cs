using Keepalive.Host.Verbs;
using Keepalive.Workers;

namespace Keepalive.Host.Cmdlets;

/// <summary>
/// <c>claude-aws cmdlet</c>: one cmdlet of the module Keepalive.Desktop, for shells that can't load Core. The request is a line of JSON on standard
/// input, what the cmdlet writes is a line each on standard output (docs/decisions/0095-desktop-module.md).
/// </summary>
internal static class CmdletVerb
{
    /// <summary>Changes when an older module or companion would misread the other.</summary>
    public const int Protocol = 1;

    private const string Verb = "cmdlet";

    /// <summary>The module writes the request at once.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    /// <summary>Beyond the time that a cmdlet has, for its last words.</summary>
    private static readonly TimeSpan s_margin = TimeSpan.FromMinutes(1);

    /// <summary>More than any work takes, and what a timer takes.</summary>
    private static readonly TimeSpan s_longest = TimeSpan.FromDays(20);

    /// <summary>Read by hand: a person waits at a prompt, and the command-line library takes longer than most cmdlets.</summary>
    public static bool TryRun(string[] arguments, out int status)
    {
        bool isOurs = arguments is [Verb];
        status = isOurs ? Run() : ExitStatus.Fine;
        return isOurs;
    }

    private static int Run()
    {
        using var channel = new CmdletChannel();
        CmdletRequest? request = channel.ReadRequest(s_patience);
        if (request is null)
        {
            Output.ErrorOutput.Write("'cmdlet' is for the module Keepalive.Desktop: its request did not come, or is not one.");
            return ExitStatus.Usage;
        }

        channel.Greet();
        if (request.Protocol == Protocol && !CmdletTable.Has(request.Cmdlet))
        {
            Output.ErrorOutput.Write("Keepalive.Desktop asks for a cmdlet that this claude-aws does not have: one of them is of another version.");
            return ExitStatus.Usage;
        }

        return request.Protocol == Protocol
            ? VerbRunner.Run(Limit(request) + s_margin, cancellationToken => RunAsync(channel, request, cancellationToken))
            : ExitStatus.Usage;
    }

    /// <summary>A person may read a difference, or sign in; the cmdlets themselves keep to shorter limits, and to that of -Timeout.</summary>
    private static TimeSpan Limit(CmdletRequest request) => (request.Time("Timeout") switch
    {
        null => TimeSpan.Zero,
        { Ticks: < 0 } => TimeSpan.Zero,
        { } told when told > s_longest => s_longest,
        { } told => told,
    }) + SignInOptions.Limit;

    private static async ValueTask<int> RunAsync(CmdletChannel channel, CmdletRequest request, CancellationToken cancellationToken)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, channel.Closed);
        var context = new CmdletContext(channel, request, end.Token);
        int status = ExitStatus.Fine;
        try
        {
            await CmdletTable.RunAsync(context).ConfigureAwait(false);
        }
        catch (KeepaliveException exception)
        {
            context.Fail(exception);
            status = ExitStatus.Of(exception.Code);
        }

        channel.Begin("end").Send();
        return status;
    }
}
