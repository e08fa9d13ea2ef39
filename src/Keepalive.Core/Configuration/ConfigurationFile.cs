using System.Text.Json;
using Keepalive.Files;

namespace Keepalive.Configuration;

/// <summary>
/// Reads our configuration: JSON with comments and trailing commas. Keys of other versions are passed over.
/// A small forward reader, because the hot path comes through here.
/// </summary>
public static class ConfigurationFile
{
    private const int MaximumLength = 1024 * 1024;

    /// <summary>
    /// CLAUDE_AWS_CONFIG; else <c>claude-aws/config.json</c> below XDG_CONFIG_HOME or <c>~/.config</c>, on Windows below
    /// APPDATA; null when none of these is known.
    /// Source: XDG Base Directory Specification.
    /// </summary>
    /// <param name="environment">The variables and the platform.</param>
    public static string? Locate(SystemEnvironment environment)
    {
        if (environment.Get("CLAUDE_AWS_CONFIG") is { } named)
        {
            return environment.ExpandHome(named);
        }

        string? folder = environment.IsWindows
            ? environment.Get("APPDATA")
            : environment.Get("XDG_CONFIG_HOME") ?? (environment.Home is { } home ? environment.Combine(home, ".config") : null);
        return folder is null ? null : environment.Combine(folder, "claude-aws", "config.json");
    }

    /// <summary>Reads it; a missing one gives the defaults.</summary>
    /// <param name="environment">The variables and the platform.</param>
    /// <param name="clock">Tells the age of the last change.</param>
    /// <exception cref="KeepaliveException">ConfigurationInvalid.</exception>
    public static KeepaliveConfiguration Read(SystemEnvironment environment, TimeProvider clock)
    {
        if (Locate(environment) is not { } path)
        {
            return KeepaliveConfiguration.Default;
        }

        try
        {
            FileSnapshot snapshot = FileSnapshot.Read(path, MaximumLength, clock);
            return snapshot.Exists ? Parse(snapshot.Content.Span, path) : KeepaliveConfiguration.Default;
        }
        catch (FileTooLargeException tooLarge)
        {
            throw KeepaliveErrors.ConfigurationInvalid(path, $"it has {tooLarge.Length} bytes");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw KeepaliveErrors.ConfigurationInvalid(path, FileFault.Describe(path, exception));
        }
    }

    private static KeepaliveConfiguration Parse(ReadOnlySpan<byte> content, string path)
    {
        if (content.StartsWith("\uFEFF"u8))
        {
            content = content[3..];
        }

        var reader = new Utf8JsonReader(content, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        KeepaliveConfiguration configuration = KeepaliveConfiguration.Default;
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                throw KeepaliveErrors.ConfigurationInvalid(path, "it is no JSON object");
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                string name = reader.GetString()!;
                reader.Read();
                configuration = name switch
                {
                    "profile" => configuration with { Profile = Text(ref reader, name, path) },
                    "expirationField" => configuration with { ExpirationField = Text(ref reader, name, path) },
                    _ => configuration,
                };
                reader.Skip();
            }

            // Whatever stands behind the object is a mistake too.
            reader.Read();
            return configuration;
        }
        catch (JsonException exception)
        {
            throw KeepaliveErrors.ConfigurationInvalid(path, $"line {exception.LineNumber + 1}, column {exception.BytePositionInLine + 1}: it is no valid JSON");
        }
        catch (InvalidOperationException)
        {
            // The reader passes over bytes and escapes that make no text; they are noticed when the text is asked for.
            throw KeepaliveErrors.ConfigurationInvalid(path, "it holds text that is not Unicode");
        }
    }

    private static string? Text(ref Utf8JsonReader reader, string name, string path) => reader.TokenType switch
    {
        JsonTokenType.String => reader.GetString() is { Length: > 0 } text ? text : null,
        JsonTokenType.Null => null,
        _ => throw KeepaliveErrors.ConfigurationInvalid(path, $"'{name}' has to be text"),
    };
}
