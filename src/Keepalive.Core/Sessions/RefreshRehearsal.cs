using Keepalive.Aws.AccessKeys;
using Keepalive.Aws.Profiles;
using Keepalive.Aws.SecurityTokens;

namespace Keepalive.Sessions;

/// <summary>Describes the result of a refresh in sentences.</summary>
internal static class RefreshRehearsal
{
    /// <summary>Describes the credential that was found.</summary>
    /// <param name="choice">The profile.</param>
    /// <param name="finding">The finding about its credential.</param>
    /// <param name="unasked">The words for a key without an answer of STS.</param>
    public static string Describe(ProfileChoice choice, SessionFinding finding, string unasked = "STS could not be asked")
    {
        string who = finding.Credential is { Profile: null } ? ProfileWords.Environment : choice.Name;
        if (finding.Fault is { } fault)
        {
            return fault.Message;
        }

        AwsCredential credential = finding.Credential!;
        string end = credential.Expiry is { } expiry ? $"expires in {Duration.Format(expiry.Instant - finding.Seen)}" : "has no known expiry";
        string standing = finding.Standing switch
        {
            KeyValidity.Alive => "STS accepts it",
            KeyValidity.Dead => "STS rejects it",
            _ => unasked,
        };
        return $"The credential of {ProfileWords.Of(who)} ({credential.MaskedAccessKeyId}) {end}; {standing}.";
    }
}
