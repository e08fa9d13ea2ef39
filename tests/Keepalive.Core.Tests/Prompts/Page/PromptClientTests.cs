using System.Net;
using System.Net.Sockets;
using System.Text;
using Keepalive.Platform.Files;
using Keepalive.Prompts;
using Keepalive.Prompts.Page;

namespace Keepalive.Core.Tests.Prompts.Page;

public sealed class PromptClientTests : IAsyncLifetime
{
    private readonly PromptServerHome _home = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => default;

    public ValueTask DisposeAsync() => _home.DisposeAsync();

    [Fact]
    public async Task Another_process_finds_the_sign_in_reads_the_question_and_answers()
    {
        PromptClient client = Assert.Single(PromptClient.Find(_home.Home.Environment, _home.Clock));
        Assert.Equal(("work", "saml2aws"), (client.Profile, client.Tool));
        Question question = PromptServerHome.Code with { Kind = QuestionKind.Choice, Options = ["a", "écrit \"b\"\u202E"], Rows = ["row <1>"], Complaint = "Not that one.", IsCut = true };
        Task<Secret> asked = _home.Board.AskAsync(question, Token);

        BoardState state = await client.ReadAsync(-1, Token);

        Assert.Equal(question.Options, state.Question!.Question.Options);
        Assert.Equal(question.Rows, state.Question.Question.Rows);
        Assert.Equal((question.Complaint, true), (state.Question.Question.Complaint, state.Question.Question.IsCut));
        Assert.Equal(_home.Board.State.Question!.Ends, state.Question.Ends);
        using var answer = Secret.FromText("écrit \"b\"\u202E");
        Assert.Equal(AnswerOutcome.Taken, await client.AnswerAsync(state.Question.Id, answer, Token));
        using Secret taken = await asked;
        Assert.Equal("écrit \"b\"\u202E", Encoding.UTF8.GetString(taken.Utf8));
        Assert.Equal(AnswerOutcome.NotOpen, await client.AnswerAsync(state.Question.Id, answer, Token));
        Assert.Equal(AnswerOutcome.NotOpen, await client.DeclineAsync(state.Question.Id, Token));
    }

    [Fact]
    public async Task A_notice_the_progress_and_the_end_are_told()
    {
        PromptClient client = Assert.Single(PromptClient.Find(_home.Home.Environment, _home.Clock));
        _home.Board.Show(new Question
        {
            Kind = QuestionKind.OpenAddress,
            Words = "Approve the sign-in",
            Tool = "saml2aws",
            Profile = "work",
            Address = new Uri("https://login.example/device?user=1"),
            Code = "ABCD-EFGH",
            Limit = TimeSpan.FromMinutes(2),
        });
        _home.Board.Report("It waits.");

        BoardState state = await client.ReadAsync(-1, Token);
        Assert.Equal(("Approve the sign-in", "ABCD-EFGH", new Uri("https://login.example/device?user=1")), (state.Notice!.Words, state.Notice.Code, state.Notice.Address));
        Assert.Equal("It waits.", state.Progress);
        Assert.Equal(_home.Clock.GetUtcNow().AddMinutes(2), state.NoticeEnds);

        Task<BoardState> news = client.ReadAsync(state.Version, Token);
        KeepaliveException failure = KeepaliveErrors.AnswerNotGiven("work", "saml2aws", "Code", "you declined to answer");
        _home.Board.End(failure);
        BoardState end = await news;
        Assert.Equal((true, failure.Code, failure.Message, failure.Advice), (end.IsEnded, end.Failure!.Code, end.Failure.Message, end.Failure.Advice));
    }

    [Fact]
    public async Task An_address_that_is_not_https_is_not_passed_on()
    {
        PromptClient client = Assert.Single(PromptClient.Find(_home.Home.Environment, _home.Clock));
        _home.Board.Show(PromptServerHome.Code with { Kind = QuestionKind.OpenAddress, Address = new Uri("file:///etc/passwd") });

        Assert.Null((await client.ReadAsync(-1, Token)).Notice!.Address);
    }

    [Fact]
    public async Task It_makes_a_new_way_to_the_page_when_the_first_one_is_used_up()
    {
        PageKey key = _home.ReadKey();
        await _home.SendAsync(_home.Head("GET", "/state?seen=-1", key.Token));
        Assert.Single(Directory.GetFiles(_home.Folder));
        PromptClient client = Assert.Single(PromptClient.Find(_home.Home.Environment, _home.Clock));

        Uri entrance = await client.MakeEntranceAsync(Token);

        Assert.True(entrance.IsFile);
        Assert.Contains(key.Text, File.ReadAllText(entrance.LocalPath), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sign_in_that_is_over_is_told_as_that()
    {
        PromptClient client = Assert.Single(PromptClient.Find(_home.Home.Environment, _home.Clock));
        await _home.Server.DisposeAsync();

        await HomeExtensions.FailsAsync(() => client.ReadAsync(-1, Token), KeepaliveErrorCode.QuestionNotFound);
        Assert.Empty(PromptClient.Find(_home.Home.Environment, _home.Clock));
    }

    [Fact]
    public async Task A_program_that_listens_on_the_port_of_an_earlier_server_is_not_believed()
    {
        PromptRecord record = Assert.Single(PromptRecord.FindLive(_home.Home.Environment, _home.Clock));
        using var thief = new TcpListener(IPAddress.Loopback, 0);
        thief.Start();
        (record with { Port = ((IPEndPoint)thief.LocalEndpoint).Port }).Write(_home.Home.Environment);
        PromptClient client = Assert.Single(PromptClient.Find(_home.Home.Environment, _home.Clock));

        Task<BoardState> read = client.ReadAsync(-1, Token);
        using (Socket socket = await thief.AcceptSocketAsync(Token))
        {
            await socket.ReceiveAsync(new byte[4096], Token);
            byte[] body = StateDocument.Write(_home.Board.State, _home.Clock.GetUtcNow());
            await socket.SendAsync((byte[])[.. "HTTP/1.1 200 OK\r\nKeepalive-Proof: 0\r\n\r\n"u8, .. body], Token);
            socket.Shutdown(SocketShutdown.Send);
            await HomeExtensions.FailsAsync(() => read, KeepaliveErrorCode.QuestionNotFound);
        }
    }

    [Fact]
    public void What_a_killed_worker_has_left_is_removed_and_not_used()
    {
        PromptRecord live = Assert.Single(PromptRecord.FindLive(_home.Home.Environment, _home.Clock));
        PromptRecord dead = live with { Id = "dead", WorkerStarted = live.WorkerStarted + 1 };
        dead.Write(_home.Home.Environment);
        File.WriteAllText(PromptRecord.EntrancePathOf(_home.Home.Environment, "dead"), "page");
        File.WriteAllText(PromptRecord.EntrancePathOf(_home.Home.Environment, "alone"), "page");

        Assert.Equal(live, Assert.Single(PromptRecord.FindLive(_home.Home.Environment, _home.Clock)));
        Assert.Equal([PromptRecord.PathOf(_home.Home.Environment, live.Id)], Directory.GetFiles(_home.Folder));
    }

    [Fact]
    public void A_record_of_another_machine_stays_until_it_is_old()
    {
        PromptRecord live = Assert.Single(PromptRecord.FindLive(_home.Home.Environment, _home.Clock));
        (live with { Id = "other", Machine = TemporaryWriter.ThisMachine ^ 1 }).Write(_home.Home.Environment);
        string path = PromptRecord.PathOf(_home.Home.Environment, "other");
        File.SetLastWriteTimeUtc(path, _home.Clock.GetUtcNow().UtcDateTime);

        Assert.Single(PromptRecord.FindLive(_home.Home.Environment, _home.Clock));
        Assert.True(File.Exists(path));
        File.SetLastWriteTimeUtc(path, _home.Clock.GetUtcNow().UtcDateTime - TimeSpan.FromHours(1));
        Assert.Single(PromptRecord.FindLive(_home.Home.Environment, _home.Clock));
        Assert.False(File.Exists(path));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("{\"port\":80}")]
    [InlineData("{\"port\":0,\"key\":\"x\",\"workerId\":1}")]
    [InlineData("[")]
    public void A_damaged_record_is_ignored(string content)
    {
        File.WriteAllText(PromptRecord.PathOf(_home.Home.Environment, "damaged"), content);

        Assert.Single(PromptClient.Find(_home.Home.Environment, _home.Clock));
    }
}
