using Keepalive.Aws.AccessKeys;
using Keepalive.ConsoleLogin;
using Keepalive.Tokens;
using static Keepalive.Diagnostics.Explanation.ExplanationContext;

namespace Keepalive.Diagnostics.Explanation;

/// <summary>The session of <c>aws login</c> that the profile names: its file and the name of that, and the region to which a renewal goes.</summary>
internal static class ConsoleLoginSteps
{
    private const ExplanationTopic Topic = ExplanationTopic.SignIn;

    public static async Task<IReadOnlyList<ExplanationStep>> OfAsync(ExplanationContext context, CancellationToken cancellationToken)
    {
        if (context.Profile is not { } profile || LoginSession.Of(profile) is not { } session
            || !context.Trace.Sources.Any(static source => source is { Kind: CredentialSourceKind.Login, Fate: not (Credentials.SourceFate.NotReached or Credentials.SourceFate.NotNamed) }))
        {
            return [];
        }

        try
        {
            var kind = new LoginTokenKind(context.Environment, session);
            if (await new TokenFile<LoginToken>(kind, context.Clock.Machine).ReadAsync(cancellationToken).ConfigureAwait(false) is not { } token)
            {
                return [new ExplanationStep(Topic, ExplanationMark.Trouble, "file of aws login, named after the SHA-256 of login_session: the file does not exist, so you are not signed in", kind.Path)];
            }

            DateTimeOffset now = context.Clock.Machine.GetUtcNow();
            TokenStatus status = TokenStatus.Of(kind.State, token, now);
            string end = token.Expires > now ? $"valid until {Timestamp.Format(token.Expires)}" : $"expired {Timestamp.Format(token.Expires)}";
            string renewal = token.Missing is { } missing ? $"it has no {missing}" : status.CanBeRefreshed ? "it has a refresh token" : "its refresh token was rejected";
            IReadOnlyList<string> regions = SignInRegions.Of(token, profile, context.Environment);
            return
            [
                new ExplanationStep(
                    Topic, status.Serves ? ExplanationMark.Counts : ExplanationMark.Trouble, $"file of aws login, named after the SHA-256 of login_session: {end}; {renewal}", kind.Path),
                Step(Topic, ExplanationMark.Note, token.SignInRegion is { } region
                    ? $"a renewal goes to {region}, the region of the sign-in"
                    : $"the file does not name the region of the sign-in: a renewal tries {string.Join(", then ", regions)}"),
            ];
        }
        catch (KeepaliveException fault)
        {
            return [Step(Topic, ExplanationMark.Trouble, fault.Message)];
        }
    }
}
