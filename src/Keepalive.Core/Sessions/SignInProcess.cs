using Keepalive.Aws.AccessKeys;
using Keepalive.ConsoleLogin;
using Keepalive.IdentityCenter;
using Keepalive.Prompts;
using Keepalive.Prompts.Page;
using Keepalive.SignIn;
using Keepalive.Workers;

namespace Keepalive.Sessions;

/// <summary>The work of the detached processes of a sign-in session: a person signs in, or its token is renewed.</summary>
public static class SignInProcess
{
    private const int MostAttempts = 3;

    /// <summary>Signs in, unless another worker of the session does. Success and failure alike go to the ledger.</summary>
    /// <param name="environment">The variables and the platform.</param>
    /// <param name="login">The profile and its session.</param>
    /// <param name="options">How to sign in.</param>
    /// <param name="clock">The time.</param>
    /// <param name="cancellationToken">Gives up; that too goes to the ledger.</param>
    /// <exception cref="KeepaliveException">The ledger can't be written.</exception>
    public static Task SignInAsync(SystemEnvironment environment, SignInProfile login, SignInOptions options, TimeProvider clock, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(login);
        ArgumentNullException.ThrowIfNull(options);
        return login.Session switch
        {
            LoginSession session => SignInToConsoleAsync(environment, login, session, options, clock, cancellationToken),
            SsoSession session => SignInWorker.RunAsync(environment, login.Profile, session, options, clock, cancellationToken),
            _ => throw new ArgumentOutOfRangeException(nameof(login)),
        };
    }

    /// <summary>Renews the token, unless another worker of the session does. Success and failure alike go to the ledger.</summary>
    /// <param name="environment">The variables and the platform.</param>
    /// <param name="login">The profile and its session.</param>
    /// <param name="anew">The service has refused the token that is there, however good it looks.</param>
    /// <param name="clock">The machine's clock.</param>
    /// <param name="cancellationToken">Ends the waiting; a call that was made is not given up.</param>
    /// <exception cref="KeepaliveException">The ledger can't be written.</exception>
    public static Task RenewAsync(SystemEnvironment environment, SignInProfile login, bool anew, TimeProvider clock, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(login);
        return login.Session switch
        {
            LoginSession session => LoginRenewal.RunWorkerAsync(environment, login.Profile, session, anew, clock, cancellationToken),
            SsoSession session => new SsoTokenWorker(
                environment, session, new IdentityCenterClient(environment, login.Profile, session, AwsClock.Read(environment, clock)), clock).RunAsync(anew, cancellationToken),
            _ => throw new ArgumentOutOfRangeException(nameof(login)),
        };
    }

    private static Task SignInToConsoleAsync(
        SystemEnvironment environment, SignInProfile login, LoginSession session, SignInOptions options, TimeProvider clock, CancellationToken cancellationToken)
    {
        PromptWays ways = PromptDoors.Find(environment, login.Configuration, clock) with { HasTerminal = options.AsksAtTerminal && login.Configuration.AsksAtTerminal };
        return new ConsoleSignInWorker(
            environment, login.Profile, session, options, () => new ConsoleSignInClient(environment, login.Profile, AwsClock.Read(environment, clock)), clock)
        {
            Obstacle = ways.Obstacle,
            AskForCode = (journal, check, stop) => AskAsync(session, login.Profile.Name, ways, journal, check, clock, stop),
        }.RunAsync(cancellationToken);
    }

    /// <summary>Asks for the code of the sign-in page, where the person is.</summary>
    /// <exception cref="KeepaliveException">PromptUnavailable, AnswerNotGiven, SignInCodeRefused after the third wrong answer.</exception>
    internal static async Task<Secret> AskAsync(
        LoginSession session, string profile, PromptWays ways, WorkerJournal journal, Func<Secret, string?> check, TimeProvider clock, CancellationToken cancellationToken)
    {
        var board = new PromptBoard("AWS", session.DisplayName, clock);
        await using var prompt = new WorkerPrompt(board, ways, journal, clock);
        string? complaint = null;
        try
        {
            for (int attempt = 0; attempt < MostAttempts; attempt++)
            {
                Secret answer = await prompt.AskAsync(
                    new Question
                    {
                        Kind = QuestionKind.OneTimeCode,
                        Words = "Code that the sign-in page shows",
                        Tool = "AWS",
                        Profile = session.DisplayName,
                        Complaint = complaint,
                    }, cancellationToken).ConfigureAwait(false);
                complaint = check(answer);
                if (complaint is null)
                {
                    prompt.End(failure: null);
                    return answer;
                }

                answer.Dispose();
            }

            throw KeepaliveErrors.SignInCodeRefused(session.DisplayName);
        }
        catch (KeepaliveException exception)
        {
            KeepaliveException failure = exception.Code == KeepaliveErrorCode.AnswerNotGiven ? KeepaliveErrors.CodeNotPasted(session.DisplayName, profile) : exception;
            prompt.End(failure);
            throw failure;
        }
    }
}
