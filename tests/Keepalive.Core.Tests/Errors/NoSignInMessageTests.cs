namespace Keepalive.Core.Tests.Errors;

/// <summary>Several commands report that a profile has no sign-in, so the message must fit all of them.</summary>
public sealed class NoSignInMessageTests
{
    [Fact]
    public void The_message_for_a_profile_without_a_sign_in_fits_logout_as_well_as_login() => Assert.Equal(
        "Profile 'work' has no sign-in of IAM Identity Center or 'aws login': it has no sso_session, sso_start_url or login_session.",
        KeepaliveErrors.NoSsoSession("work").Message);
}
