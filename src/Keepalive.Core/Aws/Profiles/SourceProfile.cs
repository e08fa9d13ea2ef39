namespace Keepalive.Aws.Profiles;

/// <summary>
/// A profile that uses the credential of another one. Claude Code's default credential chain gets one whose <c>credential_process</c> is our own export
/// of that other profile; we go there at once, instead of starting ourselves for what we know.
/// </summary>
internal static class SourceProfile
{
    public const string Key = "claude_aws_source";

    /// <summary>The choice that is really meant: the same one for every profile but those of ours.</summary>
    /// <param name="choice">What was chosen.</param>
    /// <param name="profile">The profile of that name; null when there is none.</param>
    public static ProfileChoice Follow(ProfileChoice choice, AwsProfile? profile) =>
        profile?[Key] is { Value: { Length: > 0 } name } ? Through(choice, name) : choice;

    /// <summary>Where the profile was set, if a profile of ours refers to it.</summary>
    public static ProfileChoice Through(ProfileChoice choice, string name) => choice.Name == name
        ? choice
        : new ProfileChoice(name, $"{Key} of profile '{choice.Name}', chosen by {choice.ChosenBy}", IsNamed: true);

    /// <summary>Only one step: a further profile can be named directly.</summary>
    /// <exception cref="KeepaliveException">ProfileSourceInvalid.</exception>
    public static void ThrowIfEndless(AwsProfile first, AwsProfile meant)
    {
        if (meant[Key] is { Value: { Length: > 0 } next })
        {
            throw KeepaliveErrors.ProfileSourceInvalid(
                first.Name, first[Key]!.ToString(), next == meant.Name && first.Name == meant.Name ? "it refers to itself" : $"'{meant.Name}' itself uses another profile, '{next}'");
        }
    }
}
