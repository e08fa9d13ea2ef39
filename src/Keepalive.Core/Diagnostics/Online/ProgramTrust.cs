using Keepalive.Aws.Network;
using Keepalive.Diagnostics.Facts;
using Keepalive.Platform.Processes;

namespace Keepalive.Diagnostics.Online;

/// <summary>Whether a program trusts the certificate authority of a decrypting proxy, and the setting with which it would.</summary>
/// <param name="Program">The program.</param>
/// <param name="Variable">The setting that would help it, and helps it where it is set.</param>
/// <param name="Trusts">It trusts the authority by its settings.</param>
/// <param name="Seen">Why, or why not.</param>
public sealed record ProgramTrust(string Program, string Variable, bool Trusts, string Seen)
{
    internal const string Ours = "claude-aws";

    internal const string Client = "Claude Code";

    private const string NodeVariable = "NODE_EXTRA_CA_CERTS";

    internal static IReadOnlyList<ProgramTrust> All(DiagnosticContext context, ObservedCertificate certificate)
    {
        var settings = NetworkSettings.Read(context.Environment, context.InUse);
        string path = context.Environment.Get("PATH") ?? string.Empty;
        return
        [
            new(Ours, "AWS_CA_BUNDLE", certificate.IsTrusted,
                certificate.IsBySystem ? "the operating system trusts it" : certificate.IsTrusted ? "a certificate bundle in its settings contains it" : "neither the operating system nor a certificate bundle contains it"),
            OfClient(context, certificate),
            .. ProgramSearch.Find("aws", path, context.Environment, context.WorkingDirectory).Length > 0
                ? [OfCommandLine(settings.AwsCaBundle ?? settings.ProfileCaBundle ?? Named(context.Environment, "REQUESTS_CA_BUNDLE", context.Environment.Get("REQUESTS_CA_BUNDLE")), certificate)]
                : Array.Empty<ProgramTrust>(),
        ];
    }

    /// <summary>
    /// It takes the system's authorities too, unless it is told not to (or runs on a Node.js before 22.15, which can't be seen).
    /// Source: https://code.claude.com/docs/en/network-config
    /// </summary>
    private static ProgramTrust OfClient(DiagnosticContext context, ObservedCertificate certificate)
    {
        CaBundle? bundle = Named(context.Environment, NodeVariable, context.ClientVariable(NodeVariable));
        bool takesSystem = context.ClientVariable("CLAUDE_CODE_CERT_STORE") is not { Length: > 0 } store || store.Contains("system", StringComparison.OrdinalIgnoreCase);
        return certificate.IsBySystem && takesSystem
            ? new(Client, NodeVariable, Trusts: true, "the operating system trusts it (npm installations need Node.js 22.15 for that)")
            : Of(Client, NodeVariable, bundle, $"{NodeVariable} is not set", certificate);
    }

    /// <summary>It brings its own authorities and never asks the system. The first of the three that is set counts alone.</summary>
    private static ProgramTrust OfCommandLine(CaBundle? bundle, ObservedCertificate certificate) =>
        Of("the aws CLI", "AWS_CA_BUNDLE", bundle, "none of AWS_CA_BUNDLE, ca_bundle and REQUESTS_CA_BUNDLE is set", certificate);

    private static ProgramTrust Of(string program, string variable, CaBundle? bundle, string unset, ObservedCertificate certificate)
    {
        try
        {
            return bundle is null ? new(program, variable, Trusts: false, unset)
                : certificate.IsVouchedForBy(bundle) ? new(program, variable, Trusts: true, $"{bundle.Source} contains it")
                : new(program, variable, Trusts: false, $"the file in {bundle.Source} does not contain it");
        }
        catch (KeepaliveException unreadable)
        {
            return new(program, variable, Trusts: false, unreadable.Message);
        }
    }

    private static CaBundle? Named(SystemEnvironment environment, string source, string? path) =>
        path is { Length: > 0 } ? new CaBundle(environment.ExpandHome(path), source) : null;
}
