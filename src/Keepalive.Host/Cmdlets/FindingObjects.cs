using Keepalive.Diagnostics;
using Keepalive.Diagnostics.Findings;
using Keepalive.Diagnostics.Online;

namespace Keepalive.Host.Cmdlets;

/// <summary>The answers of the doctor, as the module's ClaudeAwsFinding and ClaudeAwsEndpoint take them.</summary>
internal static class FindingObjects
{
    public static void Write(CmdletContext context, DiagnosticReport report)
    {
        foreach (DiagnosticFinding finding in report.Findings)
        {
            CmdletMessage message = context.Object("ClaudeAwsFinding");
            Fill(message, finding);
            message.Lines("HostsToAllow", report.Network is { } network && finding.EndsWhenHostsAreAllowed ? network.HostsToAllow.Select(static host => host.Host) : []);
            message.End();
            message.Send();
        }
    }

    public static void Write(CmdletContext context, IReadOnlyList<EndpointReport> endpoints)
    {
        foreach (EndpointReport endpoint in endpoints)
        {
            CmdletMessage message = context.Object("ClaudeAwsEndpoint");
            message.Text("Service", endpoint.Service);
            message.Line("Url", endpoint.Url);
            message.Line("ConfiguredBy", endpoint.ConfiguredBy);
            message.Text("Fault", endpoint.Fault?.ToString());
            message.Line("Message", endpoint.Message);
            message.Number("Status", endpoint.Status);
            message.Line("Issuer", endpoint.Issuer);
            message.Flag("IsIntercepted", endpoint.IsIntercepted);
            message.Span("ClockSkew", endpoint.ClockSkewSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null);
            message.Text("Dns", Text(endpoint.Dns));
            message.Text("Connect", Text(endpoint.Connect));
            message.Text("Proxy", Text(endpoint.Proxy));
            message.Text("Tls", Text(endpoint.Tls));
            message.Text("Http", Text(endpoint.Http));
            message.End();
            message.Send();
        }
    }

    public static void Add(CmdletMessage message, string name, IReadOnlyList<DiagnosticFinding> findings)
    {
        message.List(name);
        foreach (DiagnosticFinding finding in findings)
        {
            message.Item();
            Fill(message, finding);
            message.End();
        }

        message.EndList();
    }

    private static void Fill(CmdletMessage message, DiagnosticFinding finding)
    {
        message.Text("Id", finding.Id);
        message.Text("Area", finding.Area.ToString());
        message.Text("Severity", finding.Severity.ToString());
        message.Line("Title", finding.Title);
        message.Line("Seen", finding.Seen);
        message.Line("Why", finding.Why);
        message.Line("Remedy", finding.Remedy);
        message.Flag("Fixable", finding.Fixable);
        message.Line("File", finding.File);
        message.Number("Line", finding.Line);
    }

    private static string Text(ProbeStep step) => string.Join(
        ", ", new[] { step.State.ToString(), step.Milliseconds is { } time ? $"{time} ms" : null, step.Detail }.OfType<string>());
}
