using Keepalive.Aws.AccessKeys;
using Keepalive.Configuration;
using Keepalive.Host.Verbs;
using Keepalive.Platform.Time;
using Keepalive.Sessions;

namespace Keepalive.Host.Cmdlets;

/// <summary>The cmdlets that give a credential.</summary>
internal static class CredentialCmdlets
{
    private const string Activity = "Getting an AWS credential";

    public static async Task GetAsync(CmdletContext context)
    {
        CmdletRequest request = context.Request;
        context.IsForAll = true;
        var export = new CredentialExport(context.Environment, ConfigurationFile.Read(context.Environment, context.Clock), context.Clock) { Workers = WorkerCommand.Instance };
        context.IsForAll = false;
        Aws.Profiles.ProfileChoice choice = export.Choose(request.Profile);
        CredentialFormat? format = request.Flag("AsJson") ? CredentialFormat.Claude : request.Text("Format") is { } name ? Enum.Parse<CredentialFormat>(name) : null;
        context.Verbose($"Profile '{choice.Name}' was chosen by {choice.ChosenBy}.");
        context.Begin(Activity, $"Waiting for the source of profile '{choice.Name}'");
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.Stop);
        using ClientWatch? client = format is null ? null : ClientWatch.Start(context.Environment, end.Cancel);
        AwsCredential credential = await export
            .GetAsync(choice, format, Deadline.ForCredential(context.Clock, request.Time("Timeout") ?? Deadline.DefaultLimit, VerbRunner.Extend), end.Token).ConfigureAwait(false);
        context.Verbose($"Found {credential}; {Describe(credential.Expiry)}.");
        if (format is { } form)
        {
            context.Write(System.Text.Encoding.UTF8.GetString(CredentialText.Write(credential, form)).TrimEnd('\n'));
        }
        else
        {
            Write(context, credential);
        }
    }

    public static async Task UseAsync(CmdletContext context)
    {
        context.IsForAll = true;
        Deadline deadline = Deadline.ForCredential(context.Clock, context.Request.Time("Timeout") ?? Deadline.DefaultLimit, VerbRunner.Extend);
        context.Begin(Activity, "Waiting for the source of the profile");
        CommandCredential found = await CommandCredential
            .FindAsync(context.Request.Profile, context.Environment, WorkerCommand.Instance, context.Clock, deadline, context.Stop).ConfigureAwait(false);
        context.Verbose($"The script block runs with {found.Credential}.");
        CmdletMessage variables = context.Object("Variables");
        foreach ((string name, string? value) in found.Variables)
        {
            variables.Text(name, value);
        }

        variables.End();
        variables.Send();
    }

    private static void Write(CmdletContext context, AwsCredential credential)
    {
        CmdletMessage message = context.Object("ClaudeAwsCredential");
        message.Line("Profile", credential.Profile);
        message.Text("AccessKey", credential.AccessKeyId);
        message.Text("SecretKey", credential.SecretAccessKey);
        message.Text("SessionToken", credential.SessionToken);
        message.Time("Expiration", credential.Expiry?.Instant);
        message.Text("Source", credential.Origin.Kind.ToString());
        message.Line("Location", credential.Origin.Location);
        message.Text("MaskedAccessKey", credential.MaskedAccessKeyId);
        message.End();
        message.Send();
    }

    private static string Describe(CredentialExpiry? expiry) => expiry is null
        ? "its expiry is unknown"
        : $"expires {Timestamp.Format(expiry.Instant)}, read from {expiry.Source}{(expiry.Doubt is { } doubt ? $" ({doubt})" : null)}";
}
