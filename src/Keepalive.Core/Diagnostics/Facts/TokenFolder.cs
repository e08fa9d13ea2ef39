using Keepalive.IdentityCenter;
using Keepalive.Platform.Files;

namespace Keepalive.Diagnostics.Facts;

/// <summary><c>~/.aws/sso/cache</c>, each file read once.</summary>
internal sealed class TokenFolder
{
    /// <summary>Old registrations accumulate because no tool deletes them. More than this number of files adds no information.</summary>
    private const int MaximumFiles = 500;

    private const int MaximumLength = 1024 * 1024;

    public TokenFolder(SystemEnvironment environment, TimeProvider clock)
    {
        Path = environment.Home is { } home ? environment.Combine(home, ".aws", "sso", "cache") : string.Empty;
        try
        {
            Files = Directory.Exists(Path)
                ? [.. Directory.EnumerateFiles(Path, "*.json").Take(MaximumFiles).Order(StringComparer.Ordinal).Select(file => Read(file, clock))]
                : [];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Fault = FileFault.Describe(exception);
        }
    }

    public string Path { get; }

    /// <summary>Why it can't be listed; null when it can.</summary>
    public string? Fault { get; }

    public IReadOnlyList<TokenFile> Files { get; } = [];

    /// <summary>The token file that every tool uses for a sign-in session; null if there is none.</summary>
    public TokenFile? Find(SsoSession session)
    {
        string name = $"{session.CacheKey}.json";
        return Files.FirstOrDefault(file => System.IO.Path.GetFileName(file.Path) == name);
    }

    private static TokenFile Read(string path, TimeProvider clock)
    {
        try
        {
            return TokenFile.Parse(path, FileSnapshot.Read(path, MaximumLength, clock).Content.Span);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new TokenFile(path, Token: null, StartUrl: null, FileFault.Describe(path, exception)) { IsRead = false };
        }
    }
}
