using System.Xml.Linq;

namespace Keepalive.Sandbox.Services;

/// <summary>STS: who am I, and the keys of a role or a session.</summary>
internal sealed class StsService(KeyRing keys, RoleTrusts trusts, MfaDevices devices, SandboxOptions options)
{
    private readonly Callers _callers = new("sts", CallerErrors.Sts, keys, options);

    public SandboxReply GetCallerIdentity(SandboxRequest request)
    {
        SandboxKey caller = _callers.Authenticate(request);
        return StsXml.Answer(
            SandboxOperation.GetCallerIdentity,
            StsXml.Element("Arn", caller.Arn),
            StsXml.Element("UserId", caller.UserId),
            StsXml.Element("Account", caller.AccountId));
    }

    public SandboxReply AssumeRole(SandboxRequest request)
    {
        SandboxKey caller = _callers.Authenticate(request);
        RoleArn role = StsParameters.RoleArn(request);
        string sessionName = StsParameters.SessionName(request);
        int seconds = StsParameters.Duration(request, 3600, 43200);
        StsParameters.CheckPolicy(request);
        StsParameters.CheckMfa(request);
        StsParameters.CheckText(request, "ExternalId", 2, 1224);
        if (caller.IsRole && seconds > 3600)
        {
            throw StsParameters.Invalid("The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.");
        }

        bool hasMfa = trusts.AsksForFixedCode(role) ? false : devices.Check(request, options.Now);
        trusts.Check(caller, role, request, seconds, hasMfa, options.Now);
        SandboxKey key = Issue(role, sessionName, seconds);
        return StsXml.Answer(SandboxOperation.AssumeRole, StsXml.Credentials(key), StsXml.AssumedRoleUser(key), SourceIdentity(request));
    }

    public SandboxReply AssumeRoleWithWebIdentity(SandboxRequest request)
    {
        RoleArn role = StsParameters.RoleArn(request);
        string sessionName = StsParameters.SessionName(request);
        StsParameters.CheckText(request, "WebIdentityToken", 4, 20000, required: true);
        int seconds = StsParameters.Duration(request, 3600, 43200);
        StsParameters.CheckPolicy(request);
        WebIdentity identity = IdentityTokens.ReadWebIdentity(request["WebIdentityToken"]!, options.Now);
        SandboxKey key = Issue(role, sessionName, seconds);
        return StsXml.Answer(
            SandboxOperation.AssumeRoleWithWebIdentity,
            StsXml.Credentials(key),
            StsXml.AssumedRoleUser(key),
            StsXml.Element("SubjectFromWebIdentityToken", identity.Subject),
            StsXml.Element("Audience", identity.Audience),
            StsXml.Element("Provider", identity.Issuer));
    }

    public SandboxReply AssumeRoleWithSAML(SandboxRequest request)
    {
        RoleArn role = StsParameters.RoleArn(request);
        StsParameters.CheckText(request, "PrincipalArn", 20, 2048, required: true);
        StsParameters.CheckText(request, "SAMLAssertion", 4, 100000, required: true);
        int seconds = StsParameters.Duration(request, 3600, 43200);
        StsParameters.CheckPolicy(request);
        SamlSubject subject = IdentityTokens.ReadSaml(request["SAMLAssertion"]!, options.Now);
        SandboxKey key = Issue(role, subject.SessionName, seconds);
        return StsXml.Answer(
            SandboxOperation.AssumeRoleWithSAML,
            StsXml.Credentials(key),
            StsXml.AssumedRoleUser(key),
            StsXml.Element("Subject", subject.SessionName),
            StsXml.Element("SubjectType", "persistent"),
            StsXml.Element("Issuer", subject.Issuer),
            StsXml.Element("Audience", "https://signin.aws.amazon.com/saml"));
    }

    public SandboxReply GetSessionToken(SandboxRequest request)
    {
        SandboxKey caller = _callers.Authenticate(request);
        int seconds = StsParameters.Duration(request, 43200, 129600);
        StsParameters.CheckMfa(request);
        if (caller.SessionToken is not null)
        {
            throw new ServiceErrorException("AccessDenied", "Cannot call GetSessionToken with session credentials");
        }

        if (caller.Arn.EndsWith(":root", StringComparison.Ordinal) && seconds > 3600)
        {
            throw StsParameters.Invalid("The requested DurationSeconds exceeds the 1 hour session limit for the root user.");
        }

        DateTimeOffset? mfaAt = devices.Check(request, options.Now) ? options.Now : null;
        return StsXml.Answer(SandboxOperation.GetSessionToken, StsXml.Credentials(keys.IssueTemporary(caller.UserId, caller.Arn, End(seconds), mfaAt)));
    }

    private SandboxKey Issue(RoleArn role, string sessionName, int seconds)
    {
        string arn = $"arn:{role.Partition}:sts::{role.AccountId}:assumed-role/{role.Name}/{sessionName}";
        return keys.IssueTemporary($"{Secrets.StableId("AROA", role.Text)}:{sessionName}", arn, End(seconds));
    }

    private DateTimeOffset End(int seconds) => options.Now + (options.StsLifetime ?? TimeSpan.FromSeconds(seconds));

    private static XElement? SourceIdentity(SandboxRequest request) =>
        request["SourceIdentity"] is { } identity ? StsXml.Element("SourceIdentity", identity) : null;
}
