using Keepalive.Prompts.Page;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.Prompts.Page;

/// <summary>Requests of strangers do not let the waiting worker grow.</summary>
public sealed class HeapRestTests
{
    private const long Start = 1_000_000;

    private readonly HeapRest _rest;
    private long _used = Start;
    private long _needed = Start;
    private int _collections;

    public HeapRestTests() => _rest = new HeapRest(() => _used, Collect);

    [Fact]
    public void Memory_is_given_back_when_enough_was_used_while_requests_are_served()
    {
        _used = Start + HeapRest.Most - 1;
        _rest.Served(isLast: false);
        Assert.Equal(0, _collections);

        _used = Start + HeapRest.Most;
        _rest.Served(isLast: false);
        _rest.Served(isLast: false);
        Assert.Equal((1, Start), (_collections, _used));
    }

    [Fact]
    public void What_open_requests_need_is_collected_once_and_given_back_when_they_are_over()
    {
        _used = _needed = Start + HeapRest.Most;
        _rest.Served(isLast: false);
        _rest.Served(isLast: false);
        Assert.Equal(1, _collections);

        _needed = Start;
        _rest.Served(isLast: true);
        Assert.Equal((2, Start), (_collections, _used));
    }

    [Fact]
    public void A_small_request_gives_back_nothing()
    {
        _used = Start + HeapRest.MostAtRest - 1;
        _rest.Served(isLast: true);
        Assert.Equal(0, _collections);

        _used = Start + HeapRest.MostAtRest;
        _rest.Served(isLast: false);
        Assert.Equal(0, _collections);
        _rest.Served(isLast: true);
        Assert.Equal(1, _collections);
    }

    [Fact]
    public async Task A_server_tells_it_of_every_request()
    {
        using var home = new SyntheticHome();
        var clock = new ManualClock();
        long used = 0;
        int collections = 0;
        var rest = new HeapRest(() => Interlocked.Add(ref used, HeapRest.Most), () => Interlocked.Increment(ref collections));
        await using PromptServer server = PromptServer.Start(home.Environment, new Keepalive.Prompts.PromptBoard("saml2aws", "work", clock), clock, rest);

        for (int request = 1; request <= 3; request++)
        {
            using var socket = new System.Net.Sockets.Socket(System.Net.Sockets.AddressFamily.InterNetwork, System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Tcp);
            await socket.ConnectAsync(System.Net.IPAddress.Loopback, server.Port, TestContext.Current.CancellationToken);
            await socket.SendAsync("GET / HTTP/1.1\r\nHost: other\r\n\r\n"u8.ToArray(), TestContext.Current.CancellationToken);
            await PromptServerHome.ReceiveAsync(socket);
            socket.Close();
            int served = request;
            await Waiting.UntilAsync(() => Volatile.Read(ref collections) == served, TestContext.Current.CancellationToken);
        }
    }

    private void Collect()
    {
        _collections++;
        _used = _needed;
    }
}
