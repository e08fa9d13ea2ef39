using System.Text;
using System.Text.RegularExpressions;
using Keepalive.Diagnostics.Online;

namespace Keepalive.Host.Output;

/// <summary>The results of the network checks for a person; shown only if there is a problem.</summary>
internal static partial class NetworkText
{
    private const int HostWidth = 44;

    private static readonly string s_margin = new(' ', DoctorText.Indent);

    public static void Append(StringBuilder text, NetworkReport network)
    {
        if (network.Endpoints.Any(endpoint => endpoint.Fault is not null || endpoint.IsIntercepted))
        {
            Section(text, "Connection to each host", network.Endpoints.Select(endpoint => (Host(endpoint), Words(endpoint))));
        }

        if (network.Programs.Count > 0)
        {
            Section(text, "Programs that trust the proxy's certificate authority", network.Programs.Select(program =>
                ($"{program.Program.PadRight(12)}", $"{(program.Trusts ? "yes" : "no")}: {program.Seen}")));
        }

        if (network.HostsToAllow.Count > 0)
        {
            Section(text, "Hosts to allow without decryption (for your network administrators)", network.HostsToAllow.Select(host => (host.Host.PadRight(HostWidth), host.Purpose)));
            text.Append("Meanwhile\n\n");
            foreach (string advice in network.Meanwhile)
            {
                Paragraph.Append(text, s_margin + "- ", advice);
            }

            text.Append('\n');
        }
    }

    private static void Section(StringBuilder text, string heading, IEnumerable<(string Name, string Words)> lines)
    {
        text.Append(heading).Append("\n\n");
        foreach ((string name, string words) in lines)
        {
            Paragraph.Append(text, s_margin, $"{name} {words}");
        }

        text.Append('\n');
    }

    private static string Host(EndpointReport endpoint) =>
        (endpoint.Url is { } url ? new Uri(url).Authority : endpoint.ConfiguredBy ?? endpoint.Service).PadRight(HostWidth);

    private static string Words(EndpointReport endpoint) => endpoint.Fault is { } fault
        ? Capitals().Replace(fault.ToString(), match => " " + match.Value.ToLowerInvariant()).TrimStart()
        : $"answered{(endpoint.IsIntercepted ? ", opened" : string.Empty)}";

    [GeneratedRegex("[A-Z][a-z]*")]
    private static partial Regex Capitals();
}
