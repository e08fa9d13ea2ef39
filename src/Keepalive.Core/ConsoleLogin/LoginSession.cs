using Keepalive.Aws.Profiles;
using Keepalive.Tokens;

namespace Keepalive.ConsoleLogin;

/// <summary>
/// The session of <c>aws login</c> that a profile names: an identity of the AWS console, and its shared file.
/// Source: https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-sign-in.html
/// </summary>
/// <param name="Arn"><c>login_session</c>, the ARN of the identity.</param>
public sealed record LoginSession(string Arn) : SignInSession
{
    /// <summary>The key of a profile that names it.</summary>
    internal const string Key = "login_session";

    /// <inheritdoc/>
    public override string DisplayName => Arn;

    /// <summary>The account, twelve digits; null when the value is no ARN of an account.</summary>
    public string? AccountId => Arn.Split(':') is [_, _, _, _, { Length: 12 } account, ..] && account.All(char.IsAsciiDigit) ? account : null;

    internal override string StateFolder => StatePaths.ConsoleLogin;

    internal override string FileKey => LoginFileName.Of(Arn);

    /// <summary>The session that a profile names; null when it names none.</summary>
    /// <param name="profile">The profile.</param>
    public static LoginSession? Of(AwsProfile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        return profile[Key] is { Value: { Length: > 0 } arn } ? new LoginSession(arn) : null;
    }
}
