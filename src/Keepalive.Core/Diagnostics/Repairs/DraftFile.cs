using System.Text;
using Keepalive.ClaudeCode.Installation;
using Keepalive.Jsonc;
using Keepalive.Profiles;

namespace Keepalive.Diagnostics.Repairs;

/// <summary>A file, and what is to become of it.</summary>
internal sealed class DraftFile
{
    public DraftFile(SettingsFile file)
    {
        File = file;
        Content = file.Exists ? file.Content : null;
        ModeBefore = file.Exists && !OperatingSystem.IsWindows() ? System.IO.File.GetUnixFileMode(file.Target) : null;
    }

    public SettingsFile File { get; }

    public string Path => File.Path;

    /// <summary>The new content; null: it is not there, or goes away.</summary>
    public ReadOnlyMemory<byte>? Content { get; set; }

    /// <summary>The mode it has; null where there are none.</summary>
    public UnixFileMode? ModeBefore { get; }

    /// <summary>The mode it is to have; null: as it has.</summary>
    public UnixFileMode? Mode { get; set; }

    public bool HasOtherMode => Mode is { } mode && mode != ModeBefore;

    public bool HasOtherContent => Content is { } content ? !File.Exists || !content.Span.SequenceEqual(File.Content.Span) : File.Exists;

    public bool IsChanged => HasOtherContent || HasOtherMode;

    /// <summary>Changes a config or credentials file.</summary>
    public void Edit(ProfileFileKind kind, Func<IniDocument, IniDocument> edit) =>
        Content = edit(IniDocument.Parse(Content ?? ReadOnlyMemory<byte>.Empty, kind)).Content;

    /// <summary>Changes a JSON file.</summary>
    /// <exception cref="KeepaliveException">SettingsFileInvalid.</exception>
    public void Edit(Func<JsoncDocument, JsoncDocument> edit)
    {
        try
        {
            Content = edit(JsoncDocument.Parse(Content ?? ReadOnlyMemory<byte>.Empty)).Content;
        }
        catch (JsoncException fault)
        {
            throw KeepaliveErrors.SettingsFileInvalid(Path, fault.Message, fault);
        }
    }

    /// <summary>As a unified difference; what may be a secret is not shown.</summary>
    public string Difference()
    {
        var text = new StringBuilder();
        if (HasOtherMode)
        {
            text.Append($"{Path}: mode {Octal(ModeBefore)} becomes {Octal(Mode)}\n");
        }

        if (HasOtherContent)
        {
            text.Append(Content is null
                ? $"--- {Path}\n+++ /dev/null\n"
                : UnifiedDifference.Between(Path, File.Exists ? Encoding.UTF8.GetString(File.Content.Span) : null, Encoding.UTF8.GetString(Content.Value.Span)));
        }

        return text.ToString();
    }

    private static string Octal(UnixFileMode? mode) => Convert.ToString((int)(mode ?? 0), 8).PadLeft(4, '0');
}
