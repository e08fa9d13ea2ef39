using Keepalive.Aws.AccessKeys;
using Keepalive.Aws.Profiles;
using Keepalive.Credentials;
using Keepalive.Diagnostics.Facts;
using static Keepalive.Diagnostics.Explanation.ExplanationContext;

namespace Keepalive.Diagnostics.Explanation;

/// <summary>Every value that a source is made of, with file and line; a secret one by its name alone.</summary>
internal static class SourceValues
{
    private const ExplanationTopic Topic = ExplanationTopic.Sources;

    private static readonly string[] s_keyParts = ["aws_secret_access_key", "aws_session_token", "aws_security_token"];

    public static IEnumerable<ExplanationStep> Of(AwsProfile profile, CredentialSourceKind kind, SystemEnvironment environment) => kind switch
    {
        CredentialSourceKind.AssumeRole => RoleValues.Of(profile),
        CredentialSourceKind.CredentialProcess => Program(profile, environment),
        CredentialSourceKind.LongTermKeys => LongTerm(LongTermKeys.Find(profile)!),
        CredentialSourceKind.Environment or CredentialSourceKind.CredentialsFile or CredentialSourceKind.ConfigFile => Keys(profile),
        _ => Plain(profile, kind),
    };

    private static IEnumerable<ExplanationStep> Plain(AwsProfile profile, CredentialSourceKind kind) => CredentialSources.Of(kind).AllKeys
        .Where(name => profile[name] is not null)
        .Select(name => Step(Topic, ExplanationMark.Note, $"{name} = {Shown(name, profile[name]!.Value)}", profile[name]));

    /// <summary>The text after the program's name may be a secret.</summary>
    private static IEnumerable<ExplanationStep> Program(AwsProfile profile, SystemEnvironment environment)
    {
        ProfileProperty command = profile["credential_process"]!;
        string program = Helper.ProgramOf(command.Value) is { } name ? name : "a shell command line";
        string? chain = environment.Get(ProcessChain.Variable) is null ? null : " (called by a program that Keepalive called)";
        yield return Step(Topic, ExplanationMark.Note, $"credential_process starts {program}{chain}", command);
    }

    private static IEnumerable<ExplanationStep> LongTerm(LongTermKeys found)
    {
        yield return Step(
            Topic, ExplanationMark.Note, $"long-lived keys in '{found.Profile.Name}'", found.Keys.Section.Properties.GetValueOrDefault("aws_access_key_id"));
        yield return Step(Topic, ExplanationMark.Note, $"their MFA device: {found.Device.Unquoted}", found.Device);
    }

    private static IEnumerable<ExplanationStep> Keys(AwsProfile profile)
    {
        StaticKeys? taken = StaticKeys.Find(profile);
        foreach (string name in s_keyParts)
        {
            if (taken?.Section.Properties.GetValueOrDefault(name) is { Value.Length: > 0 } part)
            {
                yield return Step(Topic, ExplanationMark.Note, $"{name} (not shown)", part);
            }
        }

        foreach (ProfileSection section in profile.Sections.Where(section => section != taken?.Section))
        {
            if (StaticKeys.In(section) is not null && section.Properties.GetValueOrDefault("aws_access_key_id") is { } other)
            {
                yield return Step(Topic, ExplanationMark.PassedOver, $"a key that ends in {Ending(other.Value)} in the config file: the key in the credentials file is used", other);
            }
        }
    }
}
