using System.Reflection;
using System.Text;
using Keepalive.Diagnostics.Support;
using Keepalive.Host.Output;

namespace Keepalive.Host.Verbs;

/// <summary><c>claude-aws support-bundle</c>: lists, asks, writes.</summary>
internal static class SupportBundleVerb
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private static string Version =>
        typeof(SupportBundleVerb).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    public static int Run(string? profile, string? output, bool isAgreed, bool isDryRun)
    {
        SupportBundle? bundle = null;
        int status = VerbRunner.Run(Limit, async cancellationToken =>
        {
            var options = new SupportOptions(profile, WorkingFolder.Current, Version);
            bundle = await SupportBundle.CollectAsync(SystemEnvironment.Current, options, TimeProvider.System, cancellationToken).ConfigureAwait(false);
            return ExitStatus.Fine;
        });
        if (bundle is null)
        {
            return status;
        }

        string path = WorkingFolder.PathOf(output ?? bundle.FileName);
        status = VerbRunner.Run(Limit, _ =>
        {
            StandardOutput.WriteText(List(bundle, path));
            return ValueTask.FromResult(ExitStatus.Fine);
        });

        if (isDryRun)
        {
            return status;
        }

        // Outside of any limit and any watch for signals: Ctrl+C at the question ends everything at once.
        if (status != ExitStatus.Fine || (!isAgreed && !Console.IsInputRedirected && !CommonOptions.Agrees("Write the file? [Y/n] ")))
        {
            return status != ExitStatus.Fine ? status : ExitStatus.Interrupted;
        }

        return VerbRunner.Run(Limit, _ =>
        {
            bundle.Write(path);
            StandardOutput.WriteText($"Written: {VisibleText.Line(path)}");
            return ValueTask.FromResult(ExitStatus.Fine);
        });
    }

    private static string List(SupportBundle bundle, string path)
    {
        var text = new StringBuilder($"Into {VisibleText.Line(path)}:\n\n");
        foreach (SupportPart part in bundle.Parts)
        {
            Paragraph.Append(text, $"  {part.Name,-18}", part.What);
        }

        Paragraph.Append(text.Append('\n'), string.Empty, "The bundle contains no secrets. Accounts, addresses, e-mail addresses and your name are masked. Names of profiles, sso-sessions and roles are not masked.");
        return text.ToString().TrimEnd('\n');
    }
}
