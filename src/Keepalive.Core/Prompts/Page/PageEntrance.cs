using System.Net;
using System.Security.Cryptography;
using System.Text;
using Keepalive.Platform.Files;

namespace Keepalive.Prompts.Page;

/// <summary>
/// The ways for a browser to the page, without the key on a command line, where other users could read it: an owner-only file that sends the
/// browser on, or an address that works once, and only for a connection of our own account.
/// </summary>
/// <param name="environment">The variables and the platform.</param>
/// <param name="id">The name of the record.</param>
/// <param name="origin">The server, without a slash at the end.</param>
/// <param name="key">The key of the page.</param>
internal sealed class PageEntrance(SystemEnvironment environment, string id, string origin, PageKey key)
{
    private readonly object _lock = new();
    private string? _nonce;

    /// <summary>Writes the file. It is removed when the page is open.</summary>
    /// <exception cref="IOException">It can't be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public Uri WriteFile()
    {
        string path = PromptRecord.EntrancePathOf(environment, id);
        string address = $"{origin}/#{key.Text}";
        string html = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"referrer\" content=\"no-referrer\"><title>claude-aws</title>"
            + $"<meta http-equiv=\"refresh\" content=\"0; url={address}\"><p><a href=\"{address}\">Continue to the question of the sign-in</a></p></html>\n";
        lock (_lock)
        {
            AtomicFile.Write(path, Encoding.ASCII.GetBytes(html), survivesPowerLoss: false);
        }

        return WslFile(path) ?? new Uri(path);
    }

    /// <summary>Makes an address that works once.</summary>
    public Uri MakeAddress()
    {
        string nonce = RandomNumberGenerator.GetHexString(PageKey.Length, lowercase: true);
        lock (_lock)
        {
            _nonce = nonce;
        }

        return new Uri($"{origin}{HttpNames.Open}{nonce}");
    }

    /// <summary>The location of the page; null if the address is not valid, or another account uses it. That account does not use it up.</summary>
    public string? Take(string nonce, IPEndPoint client, IPEndPoint server)
    {
        lock (_lock)
        {
            if (_nonce is null || !CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(nonce), Encoding.ASCII.GetBytes(_nonce)) || !SocketOwner.IsOurs(client, server))
            {
                return null;
            }

            _nonce = null;
            return $"/#{key.Text}";
        }
    }

    /// <summary>The page is open, or the sign-in is over.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _nonce = null;
            try
            {
                File.Delete(PromptRecord.EntrancePathOf(environment, id));
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // A program reads it at this moment (Windows). It is removed with the record.
            }
        }
    }

    /// <summary>A browser of Windows finds the files of Linux under the name of the distribution. Source: https://learn.microsoft.com/windows/wsl/filesystems</summary>
    private Uri? WslFile(string path) => environment.Get("WSL_DISTRO_NAME") is { } distribution && !environment.IsWindows
        ? new Uri($"file://wsl.localhost/{Uri.EscapeDataString(distribution)}{new Uri(path).AbsolutePath}")
        : null;
}
