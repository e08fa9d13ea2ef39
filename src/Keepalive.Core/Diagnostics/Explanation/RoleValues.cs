using Keepalive.Aws.AccessKeys;
using Keepalive.Aws.Profiles;
using static Keepalive.Diagnostics.Explanation.ExplanationContext;

namespace Keepalive.Diagnostics.Explanation;

/// <summary>The chain of a profile's roles, one role after the other, each value with file and line.</summary>
internal static class RoleValues
{
    private const ExplanationTopic Topic = ExplanationTopic.Sources;

    public static IEnumerable<ExplanationStep> Of(AwsProfile profile)
    {
        RoleChain chain = RoleChain.Read(profile);
        if (chain.Names.Contains('→', StringComparison.Ordinal))
        {
            yield return Step(Topic, chain.Fault is null ? ExplanationMark.Note : ExplanationMark.Trouble, $"the chain of profiles: {chain.Names}");
        }

        foreach (RoleHop hop in chain.Hops)
        {
            foreach (ExplanationStep step in Of(hop, isInUse: hop.Profile.Name == profile.Name))
            {
                yield return step;
            }
        }

        if (chain.Base is { } end)
        {
            CredentialSource? source = CredentialSources.All.FirstOrDefault(row => row.Kind != CredentialSourceKind.AssumeRole && end.NamerOf(row) is not null);
            ProfileProperty? key = (StaticKeys.Find(end) ?? LongTermKeys.Find(end)?.Keys)?.Section.Properties.GetValueOrDefault("aws_access_key_id");
            yield return Step(Topic, ExplanationMark.Note, $"'{end.Name}' has the first credential, from {(key is not null ? "keys in a file" : source?.Name ?? "no source")}", key ?? (source is null ? null : end.NamerOf(source)));
        }
    }

    private static IEnumerable<ExplanationStep> Of(RoleHop hop, bool isInUse)
    {
        string of = isInUse ? string.Empty : $" of '{hop.Profile.Name}'";
        foreach (string name in CredentialSources.Of(CredentialSourceKind.AssumeRole).AllKeys)
        {
            if (RoleSettings.Find(hop.Profile, name) is { } property)
            {
                yield return Step(Topic, ExplanationMark.Note, $"{name} = {(name == "mfa_process" ? "(a program)" : property.Value)}{of}", property);
            }
        }
    }
}
