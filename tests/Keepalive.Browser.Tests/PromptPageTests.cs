using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using Keepalive.Prompts;
using Keepalive.Prompts.Page;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

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
        ILocator field = person.Page.GetByLabel("Code", new() { Exact = true });
        await Expect(person.Heading).ToHaveTextAsync("Code of your token");
        await Expect(field).ToBeFocusedAsync();
        await Expect(field).ToHaveAttributeAsync("autocomplete", "one-time-code");
        await Expect(field).ToHaveAttributeAsync("inputmode", "numeric");
        await person.Button("Send").ClickAsync();
        await Expect(person.Page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("Type an answer first.");

        await field.FillAsync("000000");
        await field.PressAsync("Enter");
        Assert.Equal("000000", await first);
        await person.StateAsync("sent");

        Task<string> second = person.AskAsync(AskedPerson.Question(QuestionKind.OneTimeCode, "Code of your token") with { Complaint = "The code was wrong." });
        await Expect(person.Page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("The code was wrong.");
        await Expect(field).ToHaveValueAsync("");
        await field.FillAsync("123456");
        await person.Button("Send").ClickAsync();
        Assert.Equal("123456", await second);

        person.Board.End(null);
        await person.StateAsync("success");
        await Expect(person.Page.GetByText("You can close this tab.")).ToBeVisibleAsync();
        await Expect(person.Heading).ToBeFocusedAsync();
    }

    [Fact]
    public async Task A_password_is_hidden_until_it_is_to_be_shown_and_travels_in_any_script()
    {
        await using AskedPerson person = await StartAsync();
        Task<string> asked = person.AskAsync(QuestionKind.Secret, "Password of jane");
        ILocator field = person.Page.Locator("#answer");
        await Expect(field).ToHaveAttributeAsync("type", "password");
        await field.FillAsync("pässwörd \"'<&>\\ 密码 🔑");
        await person.Button("Show the answer").ClickAsync();
        await Expect(field).ToHaveAttributeAsync("type", "text");
        await person.Button("Show the answer").ClickAsync();
        await Expect(field).ToHaveAttributeAsync("type", "password");

        await person.Button("Send").ClickAsync();
        Assert.Equal("pässwörd \"'<&>\\ 密码 🔑", await asked);
    }

    [Fact]
    public async Task One_of_many_options_is_found_by_typing_and_chosen_by_keyboard_alone()
    {
        await using AskedPerson person = await StartAsync();
        Task<string> asked = person.AskAsync(AskedPerson.Question(QuestionKind.Choice, "Choose a region") with { Options = s_regions });
        await Expect(person.Page.GetByLabel("Filter the options")).ToBeFocusedAsync();
        await person.Page.Keyboard.TypeAsync("region-1");
        await Expect(person.Page.GetByText("4 of 12 options")).ToBeVisibleAsync();
        await person.Page.Keyboard.PressAsync("ArrowDown");
        await Expect(person.Page.GetByRole(AriaRole.Radio).Nth(0)).ToBeCheckedAsync();
        await person.Page.Keyboard.PressAsync("ArrowDown");
        await person.Page.Keyboard.PressAsync("Enter");

        Assert.Equal("region-10", await asked);
    }

    [Fact]
    public async Task The_only_option_that_matches_is_taken_by_Enter_and_a_hidden_one_never_is()
    {
        await using AskedPerson person = await StartAsync();
        Task<string> asked = person.AskAsync(AskedPerson.Question(QuestionKind.Choice, "Choose a region") with { Options = s_regions });
        await person.StateAsync("question");
        await person.Page.GetByLabel("region-3").CheckAsync();
        ILocator filter = person.Page.GetByLabel("Filter the options");
        await filter.FillAsync("no such region");
        await Expect(person.Page.GetByText("No option matches.")).ToBeVisibleAsync();
        await filter.PressAsync("Enter");
        await Expect(person.Page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("Choose an option first.");
        await filter.FillAsync("12");
        await filter.PressAsync("Enter");

        Assert.Equal("region-12", await asked);
    }

    [Fact]
    public async Task Few_options_need_no_filter()
    {
        await using AskedPerson person = await StartAsync();
        Task<string> asked = person.AskAsync(AskedPerson.Question(QuestionKind.Choice, "Choose a region") with { Options = s_regions[..8] });
        await Expect(person.Page.GetByRole(AriaRole.Radio)).ToHaveCountAsync(8);
        await Expect(person.Page.GetByRole(AriaRole.Searchbox)).ToHaveCountAsync(0);
        await person.Page.GetByLabel("region-2").CheckAsync();
        await person.Button("Continue").ClickAsync();

        Assert.Equal("region-2", await asked);
    }

    [Theory]
    [InlineData("Yes", "yes")]
    [InlineData("No", "no")]
    public async Task A_confirmation_has_two_buttons(string button, string answer)
    {
        await using AskedPerson person = await StartAsync();
        Task<string> asked = person.AskAsync(QuestionKind.Confirmation, "Trust this device?");
        await person.Button(button).ClickAsync();

        Assert.Equal(answer, await asked);
    }

    [Fact]
    public async Task An_address_opens_in_a_tab_that_knows_nothing_of_the_page_and_a_number_stands_large()
    {
        await using AskedPerson person = await StartAsync();
        person.Board.Show(AskedPerson.Question(QuestionKind.OpenAddress, "Approve the sign-in") with { Address = new Uri("https://login.example.com/device"), Code = "BDWP-HQPK" });
        ILocator link = person.Page.GetByRole(AriaRole.Link, new() { Name = "Open the sign-in page" });
        await Expect(link).ToHaveAttributeAsync("href", "https://login.example.com/device");
        await Expect(link).ToHaveAttributeAsync("rel", "noreferrer noopener");
        await Expect(person.Page.Locator(".big")).ToHaveTextAsync("BDWP-HQPK");

        person.Board.Show(AskedPerson.Question(QuestionKind.MatchNumber, "Approve on your phone") with { Code = "42", Limit = TimeSpan.FromSeconds(100) });
        await Expect(person.Page.Locator(".big")).ToHaveTextAsync("42");
        await Expect(link).ToHaveCountAsync(0);
        await Expect(person.Page.GetByText(new Regex(@"^1:(40|3\d) left$"))).ToBeVisibleAsync();

        person.Board.Show(null);
        await person.StateAsync("waiting");
        await Expect(person.Page.Locator(".big")).ToHaveCountAsync(0);
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public async Task Options_that_were_printed_before_the_kept_lines_are_told(bool isCut, int times)
    {
        await using AskedPerson person = await StartAsync();
        Task<Secret> asked = person.Board.AskAsync(AskedPerson.Question(QuestionKind.Choice, "Choose a role") with { Options = ["Admin", "Reader"], IsCut = isCut }, TestContext.Current.CancellationToken);

        await Expect(person.Page.GetByLabel("Admin")).ToBeVisibleAsync();
        await Expect(person.Page.GetByText("The tool has printed more options.")).ToHaveCountAsync(times);
        await person.Page.GetByLabel("Reader").CheckAsync();
        await person.Button("Continue").ClickAsync();
        (await asked).Dispose();
    }

    [Fact]
    public async Task A_question_is_declined_by_keyboard_alone()
    {
        await using AskedPerson person = await StartAsync();
        Task<string> asked = person.AskAsync(QuestionKind.Secret, "Password of jane");
        await Expect(person.Page.Locator("#answer")).ToBeFocusedAsync();
        foreach (string stop in new[] { "Show the answer", "Send", "Do not answer" })
        {
            await person.Page.Keyboard.PressAsync("Tab");
            await Expect(person.Button(stop)).ToBeFocusedAsync();
        }

        await person.Page.Keyboard.PressAsync("Enter");
        await person.StateAsync("declined");
        Assert.Equal(KeepaliveErrorCode.AnswerNotGiven, (await Assert.ThrowsAsync<KeepaliveException>(() => asked)).Code);
    }

    [Fact]
    public async Task Of_two_tabs_the_first_answer_counts_and_the_other_tab_says_so()
    {
        await using AskedPerson person = await StartAsync();
        IPage second = await person.OpenAsync();
        Task<string> asked = person.AskAsync(QuestionKind.Text, "Your user name");
        await person.StateAsync("question", second);
        await person.Page.Locator("#answer").FillAsync("half an ans");
        await second.Locator("#answer").FillAsync("jane");
        await second.Locator("#answer").PressAsync("Enter");

        Assert.Equal("jane", await asked);
        await person.StateAsync("sent", second);
        await person.StateAsync("elsewhere");
        _ = person.AskAsync(QuestionKind.Text, "Your region").ContinueWith(static task => task.Exception, TaskScheduler.Default);
        await person.StateAsync("question");
        await person.StateAsync("question", second);
        await Expect(person.Page.Locator("#answer")).ToHaveValueAsync("");
    }

    [Fact]
    public async Task Progress_does_not_take_away_the_letters_that_are_typed()
    {
        await using AskedPerson person = await StartAsync();
        Task<string> asked = person.AskAsync(QuestionKind.Text, "Your user name");
        ILocator field = person.Page.Locator("#answer");
        await field.PressSequentiallyAsync("ja");
        person.Board.Report("The tool is still there.");
        await Expect(person.Page.GetByText("The tool is still there.")).ToBeVisibleAsync();
        await Expect(field).ToBeFocusedAsync();
        await field.PressSequentiallyAsync("ne");
        await field.PressAsync("Enter");

        Assert.Equal("jane", await asked);
    }

    [Fact]
    public async Task The_page_survives_a_reload_and_the_way_back()
    {
        await using AskedPerson person = await StartAsync();
        Task<string> asked = person.AskAsync(QuestionKind.OneTimeCode, "Code of your token");
        await person.Page.ReloadAsync();
        await person.StateAsync("question");
        await person.Page.GotoAsync("about:blank");
        await person.Page.GoBackAsync();
        await person.StateAsync("question");
        await person.Page.Locator("#answer").FillAsync("123456");
        await person.Page.Locator("#answer").PressAsync("Enter");

        Assert.Equal("123456", await asked);
    }

    [Fact]
    public async Task The_key_is_in_no_address_after_the_page_is_open_and_the_file_is_gone()
    {
        await using AskedPerson person = await StartAsync();
        await person.StateAsync("waiting");

        Assert.Equal(person.Origin + "/", person.Page.Url);
        Assert.Single(Directory.GetFiles(StatePaths.Of(person.Home.Environment, StatePaths.Prompts)));
        string key = await person.Page.EvaluateAsync<string>("sessionStorage.getItem('keepalive-key')");
        Assert.Equal(2 * PageKey.Length, key.Length);
        Assert.Equal("", await person.Page.EvaluateAsync<string>("document.cookie"));
        Assert.DoesNotContain(key[..PageKey.Length], await person.Page.ContentAsync(), StringComparison.Ordinal);
        Assert.All(person.Requests.Where(request => !request.Url.StartsWith("file:", StringComparison.Ordinal)), request =>
        {
            Assert.StartsWith(person.Origin + "/", request.Url, StringComparison.Ordinal);
            Assert.DoesNotContain(key[..PageKey.Length], request.Url.Split('#')[0], StringComparison.Ordinal);
            Assert.DoesNotContain(key[..PageKey.Length], request.Headers.GetValueOrDefault("referer", ""), StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task A_tab_without_the_key_shows_nothing_of_the_question()
    {
        await using AskedPerson person = await StartAsync();
        await PromptStates.AskAsync(person, AskedPerson.Question(QuestionKind.OneTimeCode, "Code of your token"));
        IPage stranger = await person.NewTabAsync();
        await stranger.GotoAsync(person.Origin + "/");

        await person.StateAsync("noKey", stranger);
        Assert.DoesNotContain("Code of your token", await stranger.ContentAsync(), StringComparison.Ordinal);
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
        await page.GotoAsync(address.AbsoluteUri);
        await page.WaitForURLAsync(person.Origin + "/");
        await person.StateAsync("waiting", page);

        Assert.Equal(404, (await (await person.NewTabAsync()).GotoAsync(address.AbsoluteUri))!.Status);
    }

    [Fact]
    public async Task A_page_of_an_earlier_sign_in_does_not_ask_on_the_port_of_a_later_one()
    {
        await using AskedPerson person = await StartAsync();
        await person.StateAsync("waiting");
        IPage old = await person.NewTabAsync();
        await old.GotoAsync($"{person.Origin}/#{new string('a', 2 * PageKey.Length)}");
        await old.WaitForURLAsync(person.Origin + "/");
        await AdvanceUntilAsync(person, person.StateAsync("gone", old));

        Assert.Null(await old.EvaluateAsync<string?>("sessionStorage.getItem('keepalive-key')"));
    }

    [Fact]
    public async Task A_program_that_takes_the_port_of_a_server_that_died_gets_no_answer()
    {
        await using AskedPerson person = await StartAsync();
        await PromptStates.AskAsync(person, AskedPerson.Question(QuestionKind.Secret, "Password of jane"));
        byte[] state = StateDocument.Write(person.Board.State, person.Clock.GetUtcNow());
        await person.Page.Locator("#answer").FillAsync("the password");
        int port = person.Server.Port;
        await person.EndServerAsync();
        using var stop = new CancellationTokenSource();
        Task<string> thief = ListenAsync(port, state, stop.Token);
        await person.Page.EvaluateAsync("document.querySelector('form')?.requestSubmit()");

        await person.StateAsync("gone");
        await stop.CancelAsync();
        Assert.DoesNotContain("the password", await thief, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_time_left_is_heard_at_a_few_marks_only()
    {
        await using AskedPerson person = await StartAsync();
        await person.Page.Clock.InstallAsync();
        await PromptStates.AskAsync(person, AskedPerson.Question(QuestionKind.OneTimeCode, "Code of your token") with { Limit = TimeSpan.FromSeconds(90) });
        ILocator heard = person.Page.Locator("#heard");
        await person.Page.Clock.RunForAsync(20_000);
        await Expect(heard).ToHaveTextAsync("");
        await person.Page.Clock.RunForAsync(15_000);
        await Expect(heard).ToHaveTextAsync("1 minute left");
        await person.Page.Clock.RunForAsync(30_000);
        await Expect(heard).ToHaveTextAsync("30 seconds left");
        await Expect(person.Page.Locator("#time")).ToHaveAttributeAsync("aria-hidden", "true");
    }

    [Fact]
    public async Task A_flood_of_connections_does_not_keep_the_answer_of_the_page_out()
    {
        await using AskedPerson person = await StartAsync();
        Task<string> asked = person.AskAsync(QuestionKind.OneTimeCode, "Code of your token");
        await person.StateAsync("question");
        var idle = new List<Socket>();
        for (int count = 0; count < 1000; count++)
        {
            idle.Add(new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp));
            await idle[^1].ConnectAsync(IPAddress.Loopback, person.Server.Port, TestContext.Current.CancellationToken);
        }

        await person.Page.Locator("#answer").FillAsync("123456");
        await person.Page.Locator("#answer").PressAsync("Enter");
        Assert.Equal("123456", await asked);
        idle.ForEach(socket => socket.Dispose());
    }

    [Fact]
    public async Task Names_with_markup_are_shown_as_they_are()
    {
        await using AskedPerson person = await StartAsync();
        const string markup = "<img src=x onerror=alert(1)>{tool}";
        Task<string> asked = person.AskAsync(AskedPerson.Question(QuestionKind.Choice, markup) with { Options = [markup, "b"], Rows = [markup], Complaint = markup });
        await Expect(person.Heading).ToHaveTextAsync(markup);
        await Expect(person.Page.GetByRole(AriaRole.Alert)).ToHaveTextAsync(markup);
        await Expect(person.Page.Locator("img")).ToHaveCountAsync(0);
        await person.Page.GetByRole(AriaRole.Radio).First.CheckAsync();
        await person.Button("Continue").ClickAsync();

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
