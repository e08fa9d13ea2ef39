using Keepalive.Prompts;

namespace Keepalive.Browser.Tests;

/// <summary>Every state of the page, and how it comes to be.</summary>
internal static class PromptStates
{
    private static readonly string[] s_roles =
    [
        .. from account in (string[])["111111111111", "222222222222", "333333333333"]
           from role in (string[])["Administrator", "Billing", "Developer", "ReadOnly"]
           select $"arn:aws:iam::{account}:role/{role}",
    ];

    public static IReadOnlyDictionary<string, Func<AskedPerson, Task>> All { get; } = new Dictionary<string, Func<AskedPerson, Task>>
    {
        ["waiting"] = person => person.Page.StateAsync("waiting"),
        ["code"] = person => AskAsync(person, AskedPerson.Question(QuestionKind.OneTimeCode, "Enter the code of your authenticator app")),
        ["secret"] = person => AskAsync(person, AskedPerson.Question(QuestionKind.Secret, "Password of jane@example.com")),
        ["text"] = person => AskAsync(person, AskedPerson.Question(QuestionKind.Text, "Answer to your security question: first school")),
        ["complaint"] = person => AskAsync(person, AskedPerson.Question(QuestionKind.OneTimeCode, "Enter the code of your authenticator app") with { Complaint = "The code was not accepted. Wait for the next one." }),
        ["choice"] = person => AskAsync(person, AskedPerson.Question(QuestionKind.Choice, "Choose a role") with { Options = s_roles[..4] }),
        ["filter"] = async person =>
        {
            await AskAsync(person, AskedPerson.Question(QuestionKind.Choice, "Choose a role") with { Options = s_roles });
            await person.Page.Role("searchbox").FillAsync("2222 de");
        },
        ["confirmation"] = person => AskAsync(person, AskedPerson.Question(QuestionKind.Confirmation, "Trust this device for 30 days?")),
        ["rows"] = person => AskAsync(person, AskedPerson.Question(QuestionKind.Text, "The tool waits for an answer") with
        {
            Rows = ["Authenticating to https://login.example.com ...", "? Select a factor:", "  [1] Phone call   [2] Hardware token", "> "],
        }),
        ["open-address"] = async person =>
        {
            person.Board.Show(AskedPerson.Question(QuestionKind.OpenAddress, "Approve the sign-in in your browser") with
            {
                Address = new Uri("https://login.example.com/device"),
                Code = "BDWP-HQPK",
                Limit = TimeSpan.FromMinutes(5),
            });
            await person.Page.StateAsync("notice");
        },
        ["match-number"] = async person =>
        {
            person.Board.Show(AskedPerson.Question(QuestionKind.MatchNumber, "Approve the sign-in on your phone") with { Code = "42", Limit = TimeSpan.FromSeconds(100) });
            person.Board.Report("Waiting for your phone");
            await person.Page.StateAsync("notice");
            await person.Page.Words("Waiting for your phone").IsVisibleAsync();
        },
        ["sent"] = async person =>
        {
            await AskAsync(person, AskedPerson.Question(QuestionKind.OneTimeCode, "Enter the code of your authenticator app"));
            await person.Page.Answer.FillAsync("123456");
            await person.Page.Button("Send").ClickAsync();
            await person.Page.StateAsync("sent");
        },
        ["elsewhere"] = async person =>
        {
            await AskAsync(person, AskedPerson.Question(QuestionKind.OneTimeCode, "Enter the code of your authenticator app"));
            person.Board.Answer(person.Board.State.Question!.Id, Secret.FromText("123456"));
            await person.Page.StateAsync("elsewhere");
        },
        ["declined"] = async person =>
        {
            await AskAsync(person, AskedPerson.Question(QuestionKind.OneTimeCode, "Enter the code of your authenticator app"));
            await person.Page.Button("Do not answer").ClickAsync();
            await person.Page.StateAsync("declined");
        },
        ["expired"] = async person =>
        {
            await using PageClock clock = await PageClock.StopAsync(person.Page);
            await AskAsync(person, AskedPerson.Question(QuestionKind.OneTimeCode, "Enter the code of your authenticator app"));
            await clock.JumpAsync(TimeSpan.FromMinutes(10));
            person.Clock.Advance(TimeSpan.FromMinutes(10));
            await person.Page.StateAsync("expired");
        },
        ["success"] = async person =>
        {
            await person.Page.StateAsync("waiting");
            person.Board.End(null);
            await person.Page.StateAsync("success");
        },
        ["failure"] = async person =>
        {
            await person.Page.StateAsync("waiting");
            person.Board.End(KeepaliveErrors.AutoLoginFailed("work", "says that the code is wrong", "recipe"));
            await person.Page.StateAsync("failure");
        },
        ["gone"] = async person =>
        {
            await person.Page.StateAsync("waiting");
            await person.EndServerAsync();
            await person.Page.StateAsync("gone");
        },
        ["no-key"] = async person =>
        {
            await person.Page.EvaluateExpressionAsync("sessionStorage.clear()");
            await person.Page.ReloadAsync();
            await person.Page.StateAsync("noKey");
        },
    };

    /// <summary>Asks in the background: the answer may never come.</summary>
    public static async Task AskAsync(AskedPerson person, Question question)
    {
        _ = person.AskAsync(question).ContinueWith(static asked => asked.Exception, TaskScheduler.Default);
        await person.Page.StateAsync("question");
    }
}
