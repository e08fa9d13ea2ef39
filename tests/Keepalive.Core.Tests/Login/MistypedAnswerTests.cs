using Keepalive.Login;
using Keepalive.Prompts;
using Keepalive.Secrets;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.Login;

/// <summary>A tool that ends over a mistyped answer is started again in the same sign-in. What is stored is tried once.</summary>
[Collection("Logins")]
public sealed class MistypedAnswerTests : IDisposable
{
    private const string Code = "135790";

    private readonly LoginHome _home = new();

    [Fact]
    public async Task A_mistyped_password_is_asked_for_again_although_the_tool_has_ended()
    {
        _home.Forget(SecretKind.Password);
        ScriptedPerson person = Person("a wrong one", LoginHome.Password);

        Assert.Equal("work", await _home.RunAsync());

        Assert.Equal([QuestionKind.Secret, QuestionKind.Secret], person.Questions.Select(question => question.Kind));
        Assert.Equal((null, "saml2aws did not accept the last password, and was started again."), (person.Questions[0].Complaint, person.Questions[1].Complaint));
        Assert.False(LoginBreaker.HasTripped(_home.Environment));
        Assert.DoesNotContain("a wrong one", File.ReadAllText(TranscriptFile), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_third_mistyped_password_ends_the_sign_in_and_blocks_no_later_one()
    {
        _home.Forget(SecretKind.Password);
        ScriptedPerson person = Person("first", "second", "third", "fourth");

        KeepaliveException failure = await Assert.ThrowsAsync<KeepaliveException>(() => _home.RunAsync());

        Assert.Equal(KeepaliveErrorCode.LoginPasswordRejected, failure.Code);
        Assert.Contains("that you typed", failure.Message, StringComparison.Ordinal);
        Assert.Equal(3, person.Questions.Count);
        Person(LoginHome.Password);
        Assert.Equal("work", await _home.RunAsync());
    }

    [Fact]
    public async Task The_third_refused_code_ends_the_sign_in_and_opens_the_pause_of_the_second_factor()
    {
        _home.Configure("code-refused");
        _home.Forget(SecretKind.Totp);
        ScriptedPerson person = Person(Code, Code, Code, Code);

        KeepaliveException failure = await Assert.ThrowsAsync<KeepaliveException>(() => _home.RunAsync());

        Assert.Equal((KeepaliveErrorCode.MfaCodeRejected, 3), (failure.Code, person.Questions.Count));
        Assert.Equal(KeepaliveErrorCode.MfaCoolingDown, (await Assert.ThrowsAsync<KeepaliveException>(() => _home.RunAsync())).Code);
    }

    [Fact]
    public async Task A_stored_password_that_is_refused_opens_the_breaker_at_once()
    {
        _home.Store("an old one");
        ScriptedPerson person = Person(LoginHome.Password);

        Assert.Equal(KeepaliveErrorCode.LoginPasswordRejected, (await Assert.ThrowsAsync<KeepaliveException>(() => _home.RunAsync())).Code);

        Assert.Empty(person.Questions);
        Assert.Equal(KeepaliveErrorCode.PasswordRejected, (await Assert.ThrowsAsync<KeepaliveException>(() => _home.RunAsync())).Code);
    }

    [Fact]
    public async Task A_person_who_declines_the_second_question_ends_the_sign_in_without_a_breaker()
    {
        _home.Forget(SecretKind.Password);
        _home.Person = new DecliningPerson("a wrong one");

        Assert.Equal(KeepaliveErrorCode.AnswerNotGiven, (await Assert.ThrowsAsync<KeepaliveException>(() => _home.RunAsync())).Code);

        Assert.False(LoginBreaker.HasTripped(_home.Environment));
    }

    [Fact]
    public async Task An_empty_answer_is_asked_for_again_and_is_no_try()
    {
        _home.Forget(SecretKind.Password);
        ScriptedPerson person = Person("", "with\u001bescape", LoginHome.Password);

        Assert.Equal("work", await _home.RunAsync());

        Assert.Equal(
            [null, "Please answer again: the answer is empty.", "Please answer again: the answer contains a control character."],
            person.Questions.Select(question => question.Complaint));
    }

    public void Dispose() => _home.Dispose();

    private string TranscriptFile => Transcript.Of(_home.Environment, "work", new Redaction(), TimeProvider.System).Path;

    private ScriptedPerson Person(params string[] answers)
    {
        var person = new ScriptedPerson(answers);
        _home.Person = person;
        return person;
    }

    private sealed class DecliningPerson(string first) : IPersonPrompt
    {
        private bool _isAsked;

        public Task<Secret> AskAsync(Question question, CancellationToken cancellationToken)
        {
            if (_isAsked)
            {
                throw KeepaliveErrors.Declined(question.Profile, question.Tool, question.Words);
            }

            _isAsked = true;
            return Task.FromResult(Secret.FromText(first));
        }

        public void Show(Question? notice)
        {
        }
    }
}
