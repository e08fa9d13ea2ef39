using Keepalive.ClaudeCode.Installation;
using Keepalive.Platform.Jsonc;

namespace Keepalive.Diagnostics.Facts;

/// <summary>
/// The record of Claude Code about the folders that a person trusts: a folder, or one above it. The home folder is trusted only
/// for one Claude Code session, so the record does not contain it.
/// </summary>
internal static class WorkspaceTrust
{
    /// <summary>Claude Code keeps its history there too, and it is read once.</summary>
    private const int MaximumLength = 64 * 1024 * 1024;

    /// <summary>True or false as the person answered; null if the question was not asked, or the answer is unknown.</summary>
    public static bool? Of(DiagnosticContext context)
    {
        string path = context.Environment.Get("CLAUDE_CONFIG_DIR") is { } named
            ? context.Environment.Combine(context.Environment.ExpandHome(named), ".claude.json")
            : context.Environment.Combine(context.Environment.ClientHome ?? string.Empty, ".claude.json");
        if (Read(path, context.Clock) is not { } state)
        {
            return null;
        }

        bool? answer = null;
        for (string? folder = context.WorkingDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            // There paths are written with forward slashes on Windows too.
            JsoncNode? node = state.Find("projects", folder, "hasTrustDialogAccepted") ?? state.Find("projects", folder.Replace('\\', '/'), "hasTrustDialogAccepted");
            if (node is { Kind: JsoncKind.Boolean })
            {
                answer = state.TextOf(node)[0] == (byte)'t';
                if (answer == true)
                {
                    return true;
                }
            }
        }

        return answer ?? (state.Find("projects") is null ? null : false);
    }

    private static JsoncDocument? Read(string path, TimeProvider clock)
    {
        try
        {
            return EditableFile.Read(path, clock, MaximumLength) is { Exists: true } file ? file.Parse() : null;
        }
        catch (KeepaliveException)
        {
            return null; // Claude Code rewrites it all the time; what can't be read at this moment says nothing.
        }
    }
}
