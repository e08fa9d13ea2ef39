using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using Keepalive.Prompts;
using Keepalive.Prompts.Page;
using IPage = PuppeteerSharp.IPage;

namespace Keepalive.Browser.Tests;

/// <summary>The page as a person uses it.</summary>
public sealed class PromptPageTests(Chromium chromium)
{
    private static readonly string[] s_regions = [.. Enumerable.Range(1, 12).Select(number => $"region-{number}")];

    [Fact]
    public async Task A_code_is_typed_after_a_wrong_one_and_the_sign_in_succeeds()
    {
        await using AskedPerson person = await StartAsync();
        Task<string> first = person.AskAsync(QuestionKind.OneTimeCode, "Code of your token");
        PagePart field = person.Page.Role("textbox", "Code");
        await person.Page.Heading.HasTextAsync("Code of your token");
        await field.IsFocusedAsync();
        await field.HasAttributeAsync("autocomplete", "one-time-code");
        await field.HasAttributeAsync("inputmode", "numeric");
        await person.Page.Button("Send").ClickAsync();
        await person.Page.Alert.HasTextAsync("Type an answer first.");

        await field.FillAsync("000000");
        await field.PressAsync("Enter");
        Assert.Equal("000000", await first);
        await person.Page.StateAsync("sent");

        Task<string> second = person.AskAsync(AskedPerson.Question(QuestionKind.OneTimeCode, "Code of your token") with { Complaint = "The code was wrong." });
        await person.Page.Alert.HasTextAsync("The code was wrong.");
        await field.HasValueAsync("");
        await field.FillAsync("123456");
        await person.Page.Button("Send").ClickAsync();
        Assert.Equal("123456", await second);

        person.Board.End(null);
        await person.Page.StateAsync("success");
        await person.Page.Words("You can close this tab.").IsVisibleAsync();
        await person.Page.Heading.IsFocusedAsync();
    }

    [Fact]
    public async Task A_password_is_hidden_until_it_is_to_be_shown_and_travels_in_any_script()
    {
        await using AskedPerson person = await StartAsync();
        Task<string> asked = person.AskAsync(QuestionKind.Secret, "Password of jane");
        PagePart field = person.Page.Answer;
        await field.HasAttributeAsync("type", "password");
        await field.FillAsync("pässwörd \"'<&>\\ 密码 🔑");
        await person.Page.Button("Show the answer").ClickAsync();
        await field.HasAttributeAsync("type", "text");
        await person.Page.Button("Show the answer").ClickAsync();
        await field.HasAttributeAsync("type", "password");

        await person.Page.Button("Send").ClickAsync();
        Assert.Equal("pässwörd \"'<&>\\ 密码 🔑", await asked);
    }

    [Fact]
    public async Task One_of_many_options_is_found_by_typing_and_chosen_by_keyboard_alone()
    {
        await using AskedPerson person = await StartAsync();
        Task<string> asked = person.AskAsync(AskedPerson.Question(QuestionKind.Choice, "Choose a region") with { Options = s_regions });
        await person.Page.Role("searchbox", "Filter the options").IsFocusedAsync();
        await person.Page.Keyboard.TypeAsync("region-1");
        await person.Page.Words("4 of 12 options").IsVisibleAsync();
        await person.Page.Keyboard.PressAsync("ArrowDown");
        await person.Page.Option("region-1").IsCheckedAsync();
        await person.Page.Keyboard.PressAsync("ArrowDown");
        await person.Page.Keyboard.PressAsync("Enter");

        Assert.Equal("region-10", await asked);
    }

    [Fact]
    public async Task The_only_option_that_matches_is_taken_by_Enter_and_a_hidden_one_never_is()
    {
        await using AskedPerson person = await StartAsync();
        Task<string> asked = person.AskAsync(AskedPerson.Question(QuestionKind.Choice, "Choose a region") with { Options = s_regions });
        await person.Page.StateAsync("question");
        await person.Page.Option("region-3").ChooseAsync();
        PagePart filter = person.Page.Role("searchbox", "Filter the options");
        await filter.FillAsync("no such region");
        await person.Page.Words("No option matches.").IsVisibleAsync();
        await filter.PressAsync("Enter");
        await person.Page.Alert.HasTextAsync("Choose an option first.");
        await filter.FillAsync("12");
        await filter.PressAsync("Enter");

        Assert.Equal("region-12", await asked);
    }

    [Fact]
    public async Task Few_options_need_no_filter()
    {
        await using AskedPerson person = await StartAsync();
        Task<string> asked = person.AskAsync(AskedPerson.Question(QuestionKind.Choice, "Choose a region") with { Options = s_regions[..8] });
        await person.Page.Role("radio").HasCountAsync(8);
        await person.Page.Role("searchbox").HasCountAsync(0);
        await person.Page.Option("region-2").ChooseAsync();
        await person.Page.Button("Continue").ClickAsync();

        Assert.Equal("region-2", await asked);
    }

    [Theory]
    [InlineData("Yes", "yes")]
    [InlineData("No", "no")]
    public async Task A_confirmation_has_two_buttons(string button, string answer)
    {
        await using AskedPerson person = await StartAsync();
        Task<string> asked = person.AskAsync(QuestionKind.Confirmation, "Trust this device?");
        await person.Page.Button(button).ClickAsync();

        Assert.Equal(answer, await asked);
    }

    [Fact]
    public async Task An_address_opens_in_a_tab_that_knows_nothing_of_the_page_and_a_number_stands_large()
    {
        await using AskedPerson person = await StartAsync();
        person.Board.Show(AskedPerson.Question(QuestionKind.OpenAddress, "Approve the sign-in") with { Address = new Uri("https://login.example.com/device"), Code = "BDWP-HQPK" });
        PagePart link = person.Page.Role("link", "Open the sign-in page");
        await link.HasAttributeAsync("href", "https://login.example.com/device");
        await link.HasAttributeAsync("rel", "noreferrer noopener");
        await person.Page.Part(".big").HasTextAsync("BDWP-HQPK");

        person.Board.Show(AskedPerson.Question(QuestionKind.MatchNumber, "Approve on your phone") with { Code = "42", Limit = TimeSpan.FromSeconds(100) });
        await person.Page.Part(".big").HasTextAsync("42");
        await link.HasCountAsync(0);
        await person.Page.Part("#time").HasTextAsync(new Regex(@"^1:(40|3\d) left$"));
        await person.Page.Part("#time").IsVisibleAsync();

        person.Board.Show(null);
        await person.Page.StateAsync("waiting");
        await person.Page.Part(".big").HasCountAsync(0);
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public async Task Options_that_were_printed_before_the_kept_lines_are_told(bool isCut, int times)
    {
        await using AskedPerson person = await StartAsync();
        Task<Secret> asked = person.Board.AskAsync(AskedPerson.Question(QuestionKind.Choice, "Choose a role") with { Options = ["Admin", "Reader"], IsCut = isCut }, TestContext.Current.CancellationToken);

        await person.Page.Option("Admin").IsVisibleAsync();
        await person.Page.Words("The tool has printed more options.").HasCountAsync(times);
        await person.Page.Option("Reader").ChooseAsync();
        await person.Page.Button("Continue").ClickAsync();
        (await asked).Dispose();
    }

    [Fact]
    public async Task A_question_is_declined_by_keyboard_alone()
    {
        await using AskedPerson person = await StartAsync();
        Task<string> asked = person.AskAsync(QuestionKind.Secret, "Password of jane");
        await person.Page.Answer.IsFocusedAsync();
        foreach (string stop in new[] { "Show the answer", "Send", "Do not answer" })
        {
            await person.Page.Keyboard.PressAsync("Tab");
            await person.Page.Button(stop).IsFocusedAsync();
        }

        await person.Page.Keyboard.PressAsync("Enter");
        await person.Page.StateAsync("declined");
        Assert.Equal(KeepaliveErrorCode.AnswerNotGiven, (await Assert.ThrowsAsync<KeepaliveException>(() => asked)).Code);
    }

    [Fact]
    public async Task Of_two_tabs_the_first_answer_counts_and_the_other_tab_says_so()
    {
        await using AskedPerson person = await StartAsync();
        IPage second = await person.OpenAsync();
        Task<string> asked = person.AskAsync(QuestionKind.Text, "Your user name");
        await second.StateAsync("question");
        await person.Page.Answer.FillAsync("half an ans");
        await second.Answer.FillAsync("jane");
        await second.Answer.PressAsync("Enter");

        Assert.Equal("jane", await asked);
        await second.StateAsync("sent");
        await person.Page.StateAsync("elsewhere");
        _ = person.AskAsync(QuestionKind.Text, "Your region").ContinueWith(static task => task.Exception, TaskScheduler.Default);
        await person.Page.StateAsync("question");
        await second.StateAsync("question");
        await person.Page.Answer.HasValueAsync("");
    }

    [Fact]
    public async Task Progress_does_not_take_away_the_letters_that_are_typed()
    {
        await using AskedPerson person = await StartAsync();
        Task<string> asked = person.AskAsync(QuestionKind.Text, "Your user name");
        PagePart field = person.Page.Answer;
        await field.TypeAsync("ja");
        person.Board.Report("The tool is still there.");
        await person.Page.Words("The tool is still there.").IsVisibleAsync();
        await field.IsFocusedAsync();
        await field.TypeAsync("ne");
        await field.PressAsync("Enter");

        Assert.Equal("jane", await asked);
    }

    [Fact]
    public async Task The_page_survives_a_reload_and_the_way_back()
    {
        await using AskedPerson person = await StartAsync();
        Task<string> asked = person.AskAsync(QuestionKind.OneTimeCode, "Code of your token");
        await person.Page.ReloadAsync();
        await person.Page.StateAsync("question");
        await person.Page.GoToAsync("about:blank");
        await person.Page.GoBackAsync();
        await person.Page.StateAsync("question");
        await person.Page.Answer.FillAsync("123456");
        await person.Page.Answer.PressAsync("Enter");

        Assert.Equal("123456", await asked);
    }

    [Fact]
    public async Task The_key_is_in_no_address_after_the_page_is_open_and_the_file_is_gone()
    {
        await using AskedPerson person = await StartAsync();
        await person.Page.StateAsync("waiting");

        Assert.Equal(person.Origin + "/", person.Page.Url);
        Assert.Single(Directory.GetFiles(StatePaths.Of(person.Home.Environment, StatePaths.Prompts)));
        string key = await person.Page.EvaluateExpressionAsync<string>("sessionStorage.getItem('keepalive-key')");
        Assert.Equal(2 * PageKey.Length, key.Length);
        Assert.Equal("", await person.Page.EvaluateExpressionAsync<string>("document.cookie"));
        Assert.DoesNotContain(key[..PageKey.Length], await person.Page.GetContentAsync(), StringComparison.Ordinal);
        Assert.NotEmpty(person.Requests);
        Assert.All(person.Requests.Where(request => !request.Url.StartsWith("file:", StringComparison.Ordinal)), request =>
        {
            Assert.StartsWith(person.Origin + "/", request.Url, StringComparison.Ordinal);
            Assert.DoesNotContain(key[..PageKey.Length], request.Url.Split('#')[0], StringComparison.Ordinal);
            Assert.DoesNotContain(key[..PageKey.Length], string.Concat(request.Headers.Where(header => header.Key.Equals("referer", StringComparison.OrdinalIgnoreCase)).Select(header => header.Value)), StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task A_tab_without_the_key_shows_nothing_of_the_question()
    {
        await using AskedPerson person = await StartAsync();
        await PromptStates.AskAsync(person, AskedPerson.Question(QuestionKind.OneTimeCode, "Code of your token"));
        IPage stranger = await person.NewTabAsync();
        await stranger.GoToAsync(person.Origin + "/");

        await stranger.StateAsync("noKey");
        Assert.DoesNotContain("Code of your token", await stranger.GetContentAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_leads_a_browser_to_the_page_once_where_the_file_cannot_be_read()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The owner of a socket is known on Linux.");
        await using AskedPerson person = await StartAsync();
        person.Home.Variables["BROWSER"] = "/snap/bin/firefox";
        Uri address = person.Server.MakeEntrance();
        Assert.Equal(Uri.UriSchemeHttp, address.Scheme);
        IPage page = await person.NewTabAsync();
        await page.GoToAsync(address.AbsoluteUri);
        await page.ArriveAsync(person.Origin + "/");
        await page.StateAsync("waiting");

        Assert.Equal(HttpStatusCode.NotFound, (await (await person.NewTabAsync()).GoToAsync(address.AbsoluteUri))!.Status);
    }

    [Fact]
    public async Task A_page_of_an_earlier_sign_in_does_not_ask_on_the_port_of_a_later_one()
    {
        await using AskedPerson person = await StartAsync();
        await person.Page.StateAsync("waiting");
        IPage old = await person.NewTabAsync();
        await old.GoToAsync($"{person.Origin}/#{new string('a', 2 * PageKey.Length)}");
        await old.ArriveAsync(person.Origin + "/");
        await AdvanceUntilAsync(person, old.StateAsync("gone"));

        Assert.Null(await old.EvaluateExpressionAsync<string?>("sessionStorage.getItem('keepalive-key')"));
    }

    [Fact]
    public async Task A_program_that_takes_the_port_of_a_server_that_died_gets_no_answer()
    {
        await using AskedPerson person = await StartAsync();
        await PromptStates.AskAsync(person, AskedPerson.Question(QuestionKind.Secret, "Password of jane"));
        byte[] state = StateDocument.Write(person.Board.State, person.Clock.GetUtcNow());
        await person.Page.Answer.FillAsync("the password");
        int port = person.Server.Port;
        await person.EndServerAsync();
        using var stop = new CancellationTokenSource();
        Task<string> thief = ListenAsync(port, state, stop.Token);
        await person.Page.EvaluateExpressionAsync("document.querySelector('form')?.requestSubmit()");

        await person.Page.StateAsync("gone");
        await stop.CancelAsync();
        Assert.DoesNotContain("the password", await thief, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_time_left_is_heard_at_a_few_marks_only()
    {
        await using AskedPerson person = await StartAsync();
        await using PageClock clock = await PageClock.StopAsync(person.Page);
        await PromptStates.AskAsync(person, AskedPerson.Question(QuestionKind.OneTimeCode, "Code of your token") with { Limit = TimeSpan.FromSeconds(90) });
        PagePart heard = person.Page.Part("#heard");
        await clock.RunAsync(TimeSpan.FromSeconds(20));
        await heard.HasTextAsync("");
        await clock.RunAsync(TimeSpan.FromSeconds(15));
        await heard.HasTextAsync("1 minute left");
        await clock.RunAsync(TimeSpan.FromSeconds(30));
        await heard.HasTextAsync("30 seconds left");
        await person.Page.Part("#time").HasAttributeAsync("aria-hidden", "true");
    }

    [Fact]
    public async Task A_flood_of_connections_does_not_keep_the_answer_of_the_page_out()
    {
        await using AskedPerson person = await StartAsync();
        Task<string> asked = person.AskAsync(QuestionKind.OneTimeCode, "Code of your token");
        await person.Page.StateAsync("question");
        var idle = new List<Socket>();
        for (int count = 0; count < 1000; count++)
        {
            idle.Add(new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp));
            await idle[^1].ConnectAsync(IPAddress.Loopback, person.Server.Port, TestContext.Current.CancellationToken);
        }

        await person.Page.Answer.FillAsync("123456");
        await person.Page.Answer.PressAsync("Enter");
        Assert.Equal("123456", await asked);
        idle.ForEach(socket => socket.Dispose());
    }

    [Fact]
    public async Task Names_with_markup_are_shown_as_they_are()
    {
        await using AskedPerson person = await StartAsync();
        const string markup = "<img src=x onerror=alert(1)>{tool}";
        Task<string> asked = person.AskAsync(AskedPerson.Question(QuestionKind.Choice, markup) with { Options = [markup, "b"], Rows = [markup], Complaint = markup });
        await person.Page.Heading.HasTextAsync(markup);
        await person.Page.Alert.HasTextAsync(markup);
        await person.Page.Part("img").HasCountAsync(0);
        await person.Page.Option(markup).ChooseAsync();
        await person.Page.Button("Continue").ClickAsync();

        Assert.Equal(markup, await asked);
        Assert.Empty(person.Complaints);
    }

    private Task<AskedPerson> StartAsync() => AskedPerson.StartAsync(chromium);

    /// <summary>A wrong token is answered after a while, by a clock that the test moves.</summary>
    private static async Task AdvanceUntilAsync(AskedPerson person, Task done)
    {
        while (!done.IsCompleted)
        {
            person.Clock.Advance(PromptRoutes.Penalty);
            await Task.WhenAny(done, Task.Delay(50, TestContext.Current.CancellationToken));
        }

        await done;
    }

    /// <summary>Answers every request as the server would, without its proof. Everything that was received.</summary>
    private static async Task<string> ListenAsync(int port, byte[] state, CancellationToken cancellationToken)
    {
        var received = new StringBuilder();
        using var listener = new TcpListener(IPAddress.Loopback, port);
        listener.Server.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        listener.Start();
        try
        {
            while (true)
            {
                using Socket socket = await listener.AcceptSocketAsync(cancellationToken);
                byte[] buffer = new byte[16384];
                int read = await socket.ReceiveAsync(buffer, cancellationToken);
                received.Append(Encoding.UTF8.GetString(buffer, 0, read));
                await socket.SendAsync((byte[])[.. Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {state.Length}\r\nConnection: close\r\nKeepalive-Proof: {new string('0', 64)}\r\n\r\n"), .. state], cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            return received.ToString();
        }
    }
}
