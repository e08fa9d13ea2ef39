using System.Buffers.Text;

namespace Keepalive.Aws.Network;

/// <summary>
/// The first bytes that a proxy says on a connection, and what they tell. Of a broken exchange the exceptions tell nothing else. It takes nothing of
/// what goes through the tunnel.
/// </summary>
/// <param name="earlier">
/// The status that an earlier connection of the same call got: a proxy may ask for a password, close, and then not speak again.
/// </param>
internal sealed class ProxyReply(int? earlier = null)
{
    /// <summary>A status line up to its number, or the answers of SOCKS up to theirs.</summary>
    private const int Most = 16;

    private readonly byte[] _bytes = new byte[Most];
    private int _count;
    private bool _hasStatus;

    /// <summary>It has said something.</summary>
    public bool HasSpoken { get; private set; }

    /// <summary>The status of its last answer over HTTP.</summary>
    public int? Status { get; private set; } = earlier;

    /// <summary>The tunnel is open: what follows is not the proxy's.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>Its answer has not come yet, or not whole.</summary>
    public bool IsAwaited => !IsOpen && !_hasStatus;

    public bool IsHttp => _count > 1 && Bytes[..Math.Min(5, _count)].SequenceEqual("HTTP/"u8[..Math.Min(5, _count)]);

    /// <summary>The version of SOCKS that it speaks; null for none. The answers of version 4 begin with 0.</summary>
    public int? SocksVersion => _count == 0 ? null : Bytes[0] switch
    {
        0 when _count > 1 && Bytes[1] is >= 90 and <= 93 => 4,
        5 => 5,
        _ => null,
    };

    /// <summary>Why it refuses over SOCKS; null if it does not (RFC 1928, 3 and 6; RFC 1929, 2).</summary>
    public ProxyRefusal? SocksRefusal => SocksVersion switch
    {
        4 => Bytes[1] == 90 ? null : ProxyRefusal.NotConnected,
        5 when _count > 1 => Bytes[1] == 0xFF || (Bytes[1] == 2 && _count > 3 && Bytes[3] != 0) ? ProxyRefusal.Password
            : SocksAnswer is not { } answer || answer == 0 ? null
            : answer == 2 ? ProxyRefusal.Blocked
            : ProxyRefusal.NotConnected,
        _ => null,
    };

    /// <summary>The answer of version 5 to the request for the connection: after that to the methods, and after that to the password if it wanted one.</summary>
    private int? SocksAnswer => (Bytes[1] == 2 ? 5 : 3) is var at && at < _count ? Bytes[at] : null;

    private ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _count);

    /// <summary>Another request is sent: over HTTP, the next bytes are its answer.</summary>
    public void Ask()
    {
        if (_hasStatus && !IsOpen)
        {
            (_count, _hasStatus) = (0, false);
        }
    }

    public void Hear(ReadOnlySpan<byte> said)
    {
        if (!IsAwaited || said.IsEmpty || _count == Most)
        {
            return;
        }

        HasSpoken = true;
        said = said[..Math.Min(said.Length, Most - _count)];
        said.CopyTo(_bytes.AsSpan(_count));
        _count += said.Length;
        int space = IsHttp ? Bytes.IndexOf((byte)' ') + 1 : 0;
        if (space > 0 && Utf8Parser.TryParse(Bytes[space..Math.Min(space + 3, _count)], out int status, out int digits) && digits == 3)
        {
            (Status, _hasStatus, IsOpen) = (status, true, status is >= 200 and < 300);
        }
        else if ((SocksVersion == 4 && SocksRefusal is null) || (SocksVersion == 5 && _count > 1 && SocksAnswer == 0))
        {
            IsOpen = true;
        }
    }
}

/// <summary>The connection to a proxy ended before the proxy had answered.</summary>
/// <param name="reply">What it has said until then.</param>
/// <param name="isByUs">SocketsHttpHandler has closed the connection, because its time was over.</param>
/// <param name="inner">The cause.</param>
internal sealed class ProxyEndedException(ProxyReply reply, bool isByUs, Exception? inner) : IOException("The connection to the proxy has ended.", inner)
{
    public ProxyReply Reply { get; } = reply;

    public bool IsByUs { get; } = isByUs;
}
