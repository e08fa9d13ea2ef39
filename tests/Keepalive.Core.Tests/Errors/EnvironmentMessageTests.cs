namespace Keepalive.Core.Tests.Errors;

/// <summary>Keys in environment variables belong to no profile: a message names the variables, and its next step is one for variables.</summary>
public sealed class EnvironmentMessageTests
{
    private const string Where = "the environment variables AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN";

    private static readonly DateTimeOffset s_now = new(2026, 11, 30, 8, 0, 0, TimeSpan.Zero);

    public static TheoryData<string> Messages => [.. Made(ProfileWords.Environment).Keys];

    [Theory]
    [MemberData(nameof(Messages))]
    public void A_message_on_keys_in_variables_names_no_profile(string code)
    {
        KeepaliveException made = Made(ProfileWords.Environment)[code];

        Assert.DoesNotContain(ProfileWords.Environment, made.Message + made.Advice, StringComparison.Ordinal);
        Assert.Contains("environment variables", made.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("the login tool of", made.Advice, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Messages))]
    public void The_same_message_on_keys_of_a_profile_names_the_profile(string code) =>
        Assert.Contains("profile 'work'", Made("work")[code].Message, StringComparison.OrdinalIgnoreCase);

    [Theory]
    [InlineData(20, 40, "expires in 20 min, but must be valid for at least 40 min")]
    [InlineData(0.5, 40, "expires in 30 s, so it can't be used any more")]
    [InlineData(-5, 40, "expired 5 min ago")]
    public void A_credential_that_is_only_too_short_for_its_use_is_not_called_useless(double minutesLeft, double required, string words) => Assert.Contains(
        words,
        KeepaliveErrors.CredentialExpired("work", s_now.AddMinutes(minutesLeft), "expiration", s_now, TimeSpan.FromMinutes(required)).Message,
        StringComparison.Ordinal);

    private static Dictionary<string, KeepaliveException> Made(string profile) => new[]
    {
        KeepaliveErrors.KeyPairIncomplete(profile, "the secret access key", Where),
        KeepaliveErrors.SessionTokenMissing(profile, Where),
        KeepaliveErrors.LongLivedKeyRefused(profile),
        KeepaliveErrors.CredentialMalformed(profile, "session token", Where),
        KeepaliveErrors.CredentialExpired(profile, s_now.AddMinutes(-5), "AWS_CREDENTIAL_EXPIRATION", s_now),
        KeepaliveErrors.CredentialRevoked(profile, "ASIA****MNOP", "Set new keys."),
        KeepaliveErrors.NothingToForce(profile, "ASIA****MNOP", isOfEnvironment: profile == ProfileWords.Environment),
    }.ToDictionary(static made => made.Code);
}
