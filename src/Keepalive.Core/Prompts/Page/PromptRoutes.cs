using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Keepalive.Platform.Files;
using Keepalive.SignIn;

namespace Keepalive.Prompts.Page;

/// <summary>One request, and where it came from.</summary>
/// <param name="Request">Its head; null if it is not one.</param>
/// <param name="Connection">For the body.</param>
/// <param name="Client">The other end.</param>
/// <param name="Server">Our end.</param>
/// <param name="Know">To be called when the token was right.</param>
internal sealed record Visit(PageRequest? Request, LoopbackConnection Connection, IPEndPoint? Client, IPEndPoint Server, Action Know);

/// <summary>The answers of a page's server, and the rules for those who get them.</summary>
internal sealed class PromptRoutes
{
    /// <summary>How long a visitor waits for news at most. Then it asks again.</summary>
    internal static readonly TimeSpan LongestPoll = TimeSpan.FromSeconds(20);

    /// <summary>Each wrong token is answered later than the one before, up to a bound. The right one never waits.</summary>
    internal static readonly TimeSpan Penalty = TimeSpan.FromMilliseconds(250);

    /// <summary>A browser that has not come by then did not open the page, or the person has closed it.</summary>
    internal static readonly TimeSpan BrowserStart = TimeSpan.FromSeconds(5);

    private const int MostPenalties = 20;

    private readonly PromptBoard _board;
    private readonly PromptRecord _record;
    private readonly TimeProvider _clock;
    private readonly string _authority;
    private readonly string _origin;
    private readonly PageKey _page = PageKey.Create();
    private readonly PageEntrance _entrance;
    private readonly Machine _machine;
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _outcomeShown = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _lastPage;
    private long _lastEntrance = long.MinValue;
    private int _waitingPages;
    private int _waiting;
    private int _wrongTokens;
    private PageResponse? _outcome;

    public PromptRoutes(PromptBoard board, PromptRecord record, SystemEnvironment environment, TimeProvider clock)
    {
        _board = board;
        _record = record;
        _clock = clock;
        _machine = Machine.Current(environment);
        _authority = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{record.Port}");
        _origin = $"http://{_authority}";
        _entrance = new PageEntrance(environment, record.Id, _origin, _page);
    }

    public Task Opened => _opened.Task;

    /// <summary>A page has received the end of the sign-in.</summary>
    public Task OutcomeShown => _outcomeShown.Task;

    public bool HasPage => Volatile.Read(ref _waitingPages) > 0 || (_opened.Task.IsCompleted && _clock.GetElapsedTime(Interlocked.Read(ref _lastPage)) < TimeSpan.FromSeconds(3));

    /// <summary>A browser was told the way to the page, and may still be starting.</summary>
    private bool IsPageExpected => Interlocked.Read(ref _lastEntrance) is > long.MinValue and var last && _clock.GetElapsedTime(last) < BrowserStart;

    public bool IsWatched => Volatile.Read(ref _waiting) > 0;

    public int WrongTokens => Volatile.Read(ref _wrongTokens);

    /// <exception cref="KeepaliveException">StateFolderUnusable.</exception>
    public Uri MakeEntrance()
    {
        Interlocked.Exchange(ref _lastEntrance, _clock.GetTimestamp());
        if (OperatingSystem.IsLinux() && ConfinedBrowser.IsUsual(_machine))
        {
            return _entrance.MakeAddress();
        }

        try
        {
            return _entrance.WriteFile();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            string path = StatePaths.Of(_machine.Environment, StatePaths.Prompts);
            throw KeepaliveErrors.StateFolderUnusable(path, FileFault.Describe(path, exception), exception, WriteAdvice.For(path, exception));
        }
    }

    public void Close() => _entrance.Close();

    /// <summary>The response is on its way.</summary>
    public void Sent(PageResponse response)
    {
        if (ReferenceEquals(response, Volatile.Read(ref _outcome)))
        {
            _outcomeShown.TrySetResult();
        }
    }

    public async Task<PageResponse> AnswerAsync(Visit visit, CancellationToken cancellationToken)
    {
        if (visit.Request is not { } request)
        {
            return PageResponse.BadRequest;
        }

        // A name that leads here by a trick (DNS rebinding), or a page of another site, including one without an origin ("null").
        if (request.Host != _authority || (request.Origin is { } origin && origin != _origin))
        {
            return PageResponse.Forbidden;
        }

        string path = request.Target.Split('?')[0];
        if (path == "/" || path.StartsWith(HttpNames.Open, StringComparison.Ordinal))
        {
            return request.Method == "GET" ? Enter(request, visit) : PageResponse.MethodNotAllowed;
        }

        string? method = path switch
        {
            HttpNames.State => "GET",
            HttpNames.Answer or HttpNames.Decline or HttpNames.Entrance => "POST",
            _ => null,
        };
        return method is null ? PageResponse.NotFound
            : request.Method != method ? PageResponse.MethodNotAllowed
            : request.FetchSite is not (null or "same-origin") || (method == "POST" && request.Origin is null) ? PageResponse.Forbidden
            : await AnswerKnownAsync(path, request, visit, cancellationToken).ConfigureAwait(false);
    }

    private PageResponse Enter(PageRequest request, Visit visit)
    {
        if (request.Target == "/")
        {
            byte[] html = PageDocument.Create(out string nonce);
            return PageResponse.Document(html, nonce);
        }

        return visit.Client is { } client && _entrance.Take(request.Target[HttpNames.Open.Length..], client, visit.Server) is { } location
            ? PageResponse.SeeOther(location)
            : PageResponse.NotFound;
    }

    private async Task<PageResponse> AnswerKnownAsync(string path, PageRequest request, Visit visit, CancellationToken cancellationToken)
    {
        if (FindKey(request) is not { } key)
        {
            int wrong = Interlocked.Increment(ref _wrongTokens);
            await Task.Delay(Penalty * Math.Min(wrong, MostPenalties), _clock, cancellationToken).ConfigureAwait(false);
            return PageResponse.Unauthorized;
        }

        visit.Know();
        bool isPage = ReferenceEquals(key, _page);
        if (isPage)
        {
            Interlocked.Exchange(ref _lastPage, _clock.GetTimestamp());
            if (_opened.TrySetResult())
            {
                _entrance.Close();
            }
        }

        return path switch
        {
            HttpNames.State => await WaitForNewsAsync(request, visit.Connection, key, isPage, cancellationToken).ConfigureAwait(false),
            HttpNames.Answer => await TakeAnswerAsync(request, visit.Connection, key, cancellationToken).ConfigureAwait(false),
            HttpNames.Decline => Data(_board.Decline(request.Question ?? string.Empty), key),
            _ => isPage ? PageResponse.Forbidden : Entrance(key),
        };
    }

    private PageKey? FindKey(PageRequest request)
    {
        bool isPage = _page.IsOpenedBy(request.Token.Span);
        bool isOther = _record.Key.IsOpenedBy(request.Token.Span);
        return isPage ? _page : isOther ? _record.Key : null;
    }

    private async Task<PageResponse> WaitForNewsAsync(PageRequest request, LoopbackConnection connection, PageKey key, bool isPage, CancellationToken cancellationToken)
    {
        const string query = HttpNames.State + "?seen=";
        if (!request.Target.StartsWith(query, StringComparison.Ordinal)
            || !long.TryParse(request.Target.AsSpan(query.Length), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long seen))
        {
            return PageResponse.BadRequest;
        }

        Interlocked.Increment(ref _waiting);
        if (isPage)
        {
            Interlocked.Increment(ref _waitingPages);
        }

        try
        {
            using var limit = new CancellationTokenSource(LongestPoll, _clock);
            using var over = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
            Task<BoardState> news = _board.NextAsync(seen, over.Token);
            if (!news.IsCompleted)
            {
                await Task.WhenAny(news, connection.WaitForEndAsync(over.Token)).ConfigureAwait(false);
                await over.CancelAsync().ConfigureAwait(false);
            }

            cancellationToken.ThrowIfCancellationRequested();
            BoardState state = _board.State with { IsPageOpen = HasPage || IsPageExpected };
            PageResponse response = PageResponse.Data(StateDocument.Write(state, _clock.GetUtcNow()), key);
            if (state.IsEnded && isPage)
            {
                Volatile.Write(ref _outcome, response);
            }

            return response;
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
            if (isPage)
            {
                Interlocked.Exchange(ref _lastPage, _clock.GetTimestamp());
                Interlocked.Decrement(ref _waitingPages);
            }
        }
    }

    private async Task<PageResponse> TakeAnswerAsync(PageRequest request, LoopbackConnection connection, PageKey key, CancellationToken cancellationToken)
    {
        if (request.ContentType != HttpNames.Bytes)
        {
            return PageResponse.UnsupportedType;
        }

        if (request.ContentLength is not { } length)
        {
            return PageResponse.LengthRequired;
        }

        if (length > Secret.MaximumLength)
        {
            return PageResponse.TooLarge;
        }

        string question = request.Question ?? string.Empty;
        return await connection.ReadBodyAsync(length, cancellationToken).ConfigureAwait(false) is { } body && Utf8.IsValid(body.Span)
            ? Data(_board.Answer(question, Secret.FromUtf8(body.Span)), key)
            : PageResponse.BadRequest;
    }

    private PageResponse Entrance(PageKey key)
    {
        try
        {
            return PageResponse.Data(Encoding.UTF8.GetBytes($"{{\"address\":\"{JsonEncodedText.Encode(MakeEntrance().AbsoluteUri)}\"}}"), key);
        }
        catch (KeepaliveException)
        {
            return PageResponse.NotFound; // The state folder can't be written.
        }
    }

    private static PageResponse Data(AnswerOutcome outcome, PageKey key) => PageResponse.Data(Encoding.ASCII.GetBytes($"{{\"outcome\":\"{outcome}\"}}"), key);
}
