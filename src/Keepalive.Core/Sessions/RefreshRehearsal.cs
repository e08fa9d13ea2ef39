using Keepalive.Aws.AccessKeys;
using Keepalive.Aws.Profiles;
using Keepalive.Aws.SecurityTokens;
using Keepalive.Credentials;

namespace Keepalive.Sessions;

/// <summary>What a refresh would do, in sentences.</summary>
internal static class RefreshRehearsal
{
    /// <summary>What was found.</summary>
    /// <param name="choice">The profile.</param>
    /// <param name="finding">What it has.</param>
    /// <param name="unasked">What is said of a key of which nothing is known from STS.</param>
    public static string Describe(ProfileChoice choice, SessionFinding finding, string unasked = "STS could not be asked")
    {
        string who = finding.Credential is { Profile: null } ? ProfileWords.Environment : choice.Name;
        if (finding.Fault is { } fault)
        {
            return fault.Message;
        }

        AwsCredential credential = finding.Credential!;
        string end = credential.Expiry is { } expiry ? $"lasts for another {Duration.Format(expiry.Instant - finding.Seen)}" : "has no known end";
        string standing = finding.Standing switch
        {
            KeyValidity.Alive => "STS takes it",
            KeyValidity.Dead => "STS takes it no longer",
            _ => unasked,
        };
        return $"The credential of profile '{who}' ({credential.MaskedAccessKeyId}) {end}; {standing}.";
    }
}
