using Keepalive.Sandbox.Services;
using Keepalive.Sandbox.Tests.Support;

namespace Keepalive.Sandbox.Tests;

public sealed class StsTests : SandboxTest
{
    private const string Role = "arn:aws:iam::111122223333:role/team/Builder";

    private static readonly (string, string) s_role = ("RoleArn", Role);
    private static readonly (string, string) s_session = ("RoleSessionName", "me@example.com");

    [Fact]
    public async Task GetCallerIdentity_answers_in_the_namespace_of_sts_with_a_request_id()
    {
        Answer answer = await StsAsync("GetCallerIdentity");

        Assert.Equal((200, "text/xml"), (answer.Status, answer.MediaType));
        Assert.Equal(Sts + "GetCallerIdentityResponse", answer.Xml.Name);
        Assert.Equal("arn:aws:iam::111122223333:user/sandbox", Value(answer, "GetCallerIdentityResult", "Arn"));
        Assert.Equal("111122223333", Value(answer, "GetCallerIdentityResult", "Account"));
        Assert.Equal(answer.Headers["x-amzn-RequestId"], Value(answer, "ResponseMetadata", "RequestId"));
    }

    [Fact]
    public async Task AssumeRole_gives_keys_that_end_in_whole_seconds_of_utc()
    {
        Answer answer = await StsAsync("AssumeRole", s_role, s_session, ("DurationSeconds", "900"));

        DateTimeOffset end = DateTimeOffset.ParseExact(
            Value(answer, "AssumeRoleResult", "Credentials", "Expiration"), "yyyy-MM-dd'T'HH:mm:ss'Z'", null, System.Globalization.DateTimeStyles.AssumeUniversal);
        Assert.InRange(end - Clock.GetUtcNow(), TimeSpan.FromMinutes(14), TimeSpan.FromMinutes(15));
        Assert.Equal("arn:aws:sts::111122223333:assumed-role/Builder/me@example.com", Value(answer, "AssumeRoleResult", "AssumedRoleUser", "Arn"));
        SandboxKey? key = Server.Keys.Find(Value(answer, "AssumeRoleResult", "Credentials", "AccessKeyId"));
        Assert.Equal(key?.SessionToken, Value(answer, "AssumeRoleResult", "Credentials", "SessionToken"));
        Assert.Equal(key?.SecretAccessKey, Value(answer, "AssumeRoleResult", "Credentials", "SecretAccessKey"));
    }

    [Theory]
    [InlineData("RoleArn", "arn:aws:iam::1:role")]
    [InlineData("RoleArn", "arn:aws:iam::111122223333:user/nobody")]
    [InlineData("RoleSessionName", "x")]
    [InlineData("RoleSessionName", "with space")]
    [InlineData("DurationSeconds", "899")]
    [InlineData("DurationSeconds", "43201")]
    [InlineData("ExternalId", "x")]
    [InlineData("SerialNumber", "12345678")]
    [InlineData("TokenCode", "12345")]
    [InlineData("TokenCode", "12345x")]
    public async Task Parameters_keep_their_limits(string name, string value)
    {
        (string, string)[] parameters = [.. new[] { s_role, s_session }.Where(pair => pair.Item1 != name), (name, value)];

        Answer answer = await StsAsync("AssumeRole", parameters);

        AssertError(answer, 400, "ValidationError");
    }

    [Fact]
    public async Task A_role_may_ask_for_an_external_id_and_mfa()
    {
        const string Serial = "arn:aws:iam::111122223333:mfa/me";
        Server.RoleTrusts.Set(Role, new RoleTrust { ExternalId = "ext", MfaSerialNumber = Serial, MfaTokenCode = "123456" });

        AssertError(await StsAsync("AssumeRole", s_role, s_session), 403, "AccessDenied");
        AssertError(await StsAsync("AssumeRole", s_role, s_session, ("ExternalId", "ext")), 403, "AccessDenied");
        AssertError(await StsAsync("AssumeRole", s_role, s_session, ("ExternalId", "ext"), ("SerialNumber", Serial), ("TokenCode", "000000")), 403, "AccessDenied");
        Assert.Equal(200, (await StsAsync("AssumeRole", s_role, s_session, ("ExternalId", "ext"), ("SerialNumber", Serial), ("TokenCode", "123456"))).Status);
    }

    [Fact]
    public async Task A_code_of_a_device_counts_once_and_makes_a_session()
    {
        const string Serial = "arn:aws:iam::111122223333:mfa/me";
        Server.MfaDevices.Add(Serial, [.. "12345678901234567890"u8]);
        Server.RoleTrusts.Set(Role, new RoleTrust { RequiresMfa = true });
        string code = Server.MfaDevices.CodeAt(Serial, Clock.GetUtcNow());
        AssertError(await StsAsync("AssumeRole", s_role, s_session), 403, "AccessDenied");
        AssertError(await StsAsync("GetSessionToken", ("SerialNumber", Serial)), 403, "AccessDenied");
        AssertError(await StsAsync("GetSessionToken", ("SerialNumber", Serial), ("TokenCode", code == "000000" ? "000001" : "000000")), 403, "AccessDenied");
        AssertError(await StsAsync("GetSessionToken", ("SerialNumber", "arn:aws:iam::111122223333:mfa/other"), ("TokenCode", code)), 403, "AccessDenied");

        Answer answer = await StsAsync("GetSessionToken", ("SerialNumber", Serial), ("TokenCode", code));

        Assert.Equal(200, answer.Status);
        AssertError(await StsAsync("GetSessionToken", ("SerialNumber", Serial), ("TokenCode", code)), 403, "AccessDenied");
    }

    [Fact]
    public async Task A_role_may_be_closed_or_its_session_short()
    {
        Server.RoleTrusts.Set(Role, new RoleTrust { MaxSessionDuration = TimeSpan.FromHours(1) });
        AssertError(await StsAsync("AssumeRole", s_role, s_session, ("DurationSeconds", "7200")), 400, "ValidationError");

        Server.RoleTrusts.Set(Role, new RoleTrust { Denied = true });
        AssertError(await StsAsync("AssumeRole", s_role, s_session), 403, "AccessDenied");
    }

    [Fact]
    public async Task A_policy_has_to_be_json() =>
        AssertError(await StsAsync("AssumeRole", s_role, s_session, ("Policy", "{")), 400, "MalformedPolicyDocument");

    [Fact]
    public async Task A_web_identity_is_taken_while_it_lasts()
    {
        string good = IdentityTokens.WebIdentity("system:serviceaccount:x", Clock.GetUtcNow().AddMinutes(5));
        string old = IdentityTokens.WebIdentity("system:serviceaccount:x", Clock.GetUtcNow());

        Answer answer = await StsAsync("AssumeRoleWithWebIdentity", s_role, s_session, ("WebIdentityToken", good));

        Assert.Equal("system:serviceaccount:x", Value(answer, "AssumeRoleWithWebIdentityResult", "SubjectFromWebIdentityToken"));
        AssertError(await StsAsync("AssumeRoleWithWebIdentity", s_role, s_session, ("WebIdentityToken", old)), 400, "ExpiredTokenException");
        AssertError(await StsAsync("AssumeRoleWithWebIdentity", s_role, s_session, ("WebIdentityToken", "garbage")), 400, "InvalidIdentityToken");
        AssertError(await StsAsync("AssumeRoleWithWebIdentity", s_role, s_session), 400, "ValidationError");
    }

    [Fact]
    public async Task A_saml_assertion_names_the_session()
    {
        (string, string) principal = ("PrincipalArn", "arn:aws:iam::111122223333:saml-provider/idp");
        string good = IdentityTokens.Saml("me@example.com", Clock.GetUtcNow().AddMinutes(5));
        string old = IdentityTokens.Saml("me@example.com", Clock.GetUtcNow());

        Answer answer = await StsAsync("AssumeRoleWithSAML", s_role, principal, ("SAMLAssertion", good));

        Assert.Equal("arn:aws:sts::111122223333:assumed-role/Builder/me@example.com", Value(answer, "AssumeRoleWithSAMLResult", "AssumedRoleUser", "Arn"));
        AssertError(await StsAsync("AssumeRoleWithSAML", s_role, principal, ("SAMLAssertion", old)), 400, "ExpiredTokenException");
        AssertError(await StsAsync("AssumeRoleWithSAML", s_role, principal, ("SAMLAssertion", "!!!!")), 400, "InvalidIdentityToken");
        AssertError(await StsAsync("AssumeRoleWithSAML", s_role, ("SAMLAssertion", good)), 400, "ValidationError");
    }

    [Fact]
    public async Task GetSessionToken_lasts_up_to_36_hours()
    {
        Assert.StartsWith("ASIA", Value(await StsAsync("GetSessionToken", ("DurationSeconds", "129600")), "GetSessionTokenResult", "Credentials", "AccessKeyId"), StringComparison.Ordinal);
        AssertError(await StsAsync("GetSessionToken", ("DurationSeconds", "129601")), 400, "ValidationError");
    }

    [Fact]
    public async Task A_lifetime_can_be_forced_below_the_minimum()
    {
        Server.Options.StsLifetime = TimeSpan.FromSeconds(2);

        Answer answer = await StsAsync("AssumeRole", s_role, s_session);

        SandboxKey key = Server.Keys.Find(Value(answer, "AssumeRoleResult", "Credentials", "AccessKeyId"))!;
        Assert.InRange(key.Expiration!.Value - Clock.GetUtcNow(), TimeSpan.Zero, TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task An_unknown_action_is_answered_in_xml_too()
    {
        AssertError(await StsAsync("Nonsense"), 400, "InvalidAction");
        AssertError(await StsAsync("CreateToken"), 400, "InvalidAction");
    }

    private static string Value(Answer answer, params string[] path) =>
        path.Aggregate(answer.Xml, (element, name) => element.Element(Sts + name)!).Value;

    private static void AssertError(Answer answer, int status, string code)
    {
        Assert.Equal((status, code), (answer.Status, Value(answer, "Error", "Code")));
        Assert.Equal((Sts + "ErrorResponse", "Sender"), (answer.Xml.Name, Value(answer, "Error", "Type")));
        Assert.Equal(answer.Headers["x-amzn-RequestId"], Value(answer, "RequestId"));
    }
}
