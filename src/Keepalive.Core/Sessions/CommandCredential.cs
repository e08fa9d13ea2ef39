using Keepalive.Aws.AccessKeys;
using Keepalive.Aws.Profiles;
using Keepalive.Configuration;
using Keepalive.Platform.Time;
using Keepalive.Workers;

namespace Keepalive.Sessions;

/// <summary>A credential for one command, and the environment variables for that command.</summary>
public sealed class CommandCredential
{
    private CommandCredential(AwsCredential credential, IReadOnlyDictionary<string, string?> variables)
    {
        Credential = credential;
        Variables = variables;
    }

    /// <summary>The credential.</summary>
    public AwsCredential Credential { get; }

    /// <summary>The variables to set; a variable with the value null is removed. Contains secrets.</summary>
    public IReadOnlyDictionary<string, string?> Variables { get; }

    /// <summary>Finds a valid credential.</summary>
    /// <param name="requested">The profile, or null for the one in use.</param>
    /// <param name="environment">The variables and the platform.</param>
    /// <param name="workers">The program of the workers.</param>
    /// <param name="clock">The machine's clock.</param>
    /// <param name="deadline">The caller's time limit.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="KeepaliveException">There is no valid credential; the error has the reason.</exception>
    public static async Task<CommandCredential> FindAsync(
        string? requested, SystemEnvironment environment, IWorkerProgram workers, TimeProvider clock, Deadline deadline, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(environment);
        var export = new CredentialExport(environment, ConfigurationFile.Read(environment, clock), clock) { Workers = workers };
        AwsCredential credential = await export.GetAsync(export.Choose(requested), format: null, deadline, cancellationToken).ConfigureAwait(false);
        var variables = new Dictionary<string, string?>(CredentialVariables.Of(credential))
        {
            // botocore reads the session token here first.
            ["AWS_SECURITY_TOKEN"] = null,
        };
        if (credential.Profile is { } profile && environment.Get("AWS_REGION") is null && environment.Get("AWS_DEFAULT_REGION") is null
            && RegionOf(profile, environment, clock) is { } region)
        {
            // The variable with the profile's name is removed, so the command can't read the profile's region.
            // The AWS CLI reads the second variable, the SDKs read the first.
            variables["AWS_REGION"] = region;
            variables["AWS_DEFAULT_REGION"] = region;
        }

        return new CommandCredential(credential, variables);
    }

    private static string? RegionOf(string profile, SystemEnvironment environment, TimeProvider clock) =>
        ProfileFiles.Read(ProfileFileLocations.Find(environment), clock).Find(profile)?["region"] is { Value.Length: > 0 } region ? region.Value : null;
}
