using System.Text;
using Keepalive.Aws.Profiles;
using Keepalive.ClaudeCode.Installation;
using Keepalive.Platform.Jsonc;

namespace Keepalive.Diagnostics.Repairs;

/// <summary>A file, and what is to become of it.</summary>
internal sealed class DraftFile
{
    /// <summary>That of the AWS files, which grow with every profile.</summary>
    public const int MaximumLength = ProfileFile.MaximumLength;

    private readonly List<Func<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>>> _edits = [];
    private ReadOnlyMemory<byte>? _content;
    private bool _isWhole;

    public DraftFile(EditableFile file)
    {
        File = file;
        _content = file.Exists ? file.Content : default(ReadOnlyMemory<byte>?);
        ModeBefore = file.Exists && !OperatingSystem.IsWindows() ? System.IO.File.GetUnixFileMode(file.Target) : null;
    }

    public EditableFile File { get; }

    public string Path => File.Path;

    /// <summary>The new content; null: it is not there, or goes away.</summary>
    public ReadOnlyMemory<byte>? Content
    {
        get => _content;
        set => (_content, _isWhole) = (value, true);
    }

    /// <summary>
    /// Makes the same edits to another content, if another program writes the file during the repair. Null if the content
    /// is set as a whole: then the other program's content is kept.
    /// </summary>
    public Func<ReadOnlyMemory<byte>?, ReadOnlyMemory<byte>?>? Again
    {
        get => field ?? (_isWhole ? null : now => _edits.Aggregate(now ?? ReadOnlyMemory<byte>.Empty, (content, edit) => edit(content)));
        set;
    }

    /// <summary>The mode it has; null where there are none.</summary>
    public UnixFileMode? ModeBefore { get; }

    /// <summary>The mode it is to have; null: as it has.</summary>
    public UnixFileMode? Mode { get; set; }

    /// <summary>It holds nothing but secrets: no line of it is shown.</summary>
    public bool IsSecret { get; set; }

    /// <summary>The kind of content, in case another program changes the file before the repair is undone.</summary>
    public RepairedFileKind Kind { get; private set; }

    public bool HasOtherMode => Mode is { } mode && mode != ModeBefore;

    public bool HasOtherContent => Content is { } content ? !File.Exists || !content.Span.SequenceEqual(File.Content.Span) : File.Exists;

    public bool IsChanged => HasOtherContent || HasOtherMode;

    /// <summary>Changes a config or credentials file.</summary>
    public void Edit(ProfileFileKind kind, Func<IniDocument, IniDocument> edit)
    {
        Kind = kind == ProfileFileKind.Config ? RepairedFileKind.Config : RepairedFileKind.Credentials;
        Edit(content => edit(IniDocument.Parse(content, kind)).Content);
    }

    /// <summary>Changes a JSON file.</summary>
    /// <exception cref="KeepaliveException">SettingsFileInvalid.</exception>
    public void Edit(Func<JsoncDocument, JsoncDocument> edit)
    {
        Kind = RepairedFileKind.Json;
        Edit(content =>
        {
            try
            {
                return edit(JsoncDocument.Parse(content)).Content;
            }
            catch (JsoncException fault)
            {
                throw KeepaliveErrors.SettingsFileInvalid(Path, fault.Message, fault);
            }
        });
    }

    private void Edit(Func<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>> edit)
    {
        _edits.Add(edit);
        _content = edit(_content ?? ReadOnlyMemory<byte>.Empty);
    }

    /// <summary>As a unified difference; what may be a secret is not shown.</summary>
    public string Difference()
    {
        var text = new StringBuilder();
        if (HasOtherMode && Content is not null)
        {
            text.Append(File.Exists ? $"{Path}: mode {Octal(ModeBefore)} becomes {Octal(Mode)}\n" : string.Empty);
        }

        if (HasOtherContent)
        {
            text.Append(IsSecret || Content is null
                ? $"--- {(File.Exists ? Path : "/dev/null")}\n+++ {(Content is null ? "/dev/null" : Path)}\n"
                : UnifiedDifference.Between(Path, File.Exists ? Encoding.UTF8.GetString(File.Content.Span) : null, Encoding.UTF8.GetString(Content.Value.Span)));
        }

        return text.ToString();
    }

    private static string Octal(UnixFileMode? mode) => Convert.ToString((int)(mode ?? 0), 8).PadLeft(4, '0');
}
