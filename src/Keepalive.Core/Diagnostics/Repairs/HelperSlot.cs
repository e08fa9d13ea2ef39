using Keepalive.ClaudeCode.Installation;

namespace Keepalive.Diagnostics.Repairs;

/// <summary>A setting of Claude Code that holds a command.</summary>
/// <param name="Path">Its place.</param>
/// <param name="Verb">The verb of ours that belongs there.</param>
/// <param name="CommandOf">Our command for it.</param>
internal sealed record HelperSlot(string[] Path, string Verb, Func<Wiring, string> CommandOf)
{
    private static readonly HelperSlot[] s_all =
    [
        new(["awsCredentialExport"], "export", wiring => wiring.Export),
        new(["awsAuthRefresh"], "refresh", wiring => wiring.Refresh),
        new(["statusLine", "command"], "statusline", wiring => wiring.StatusLine),
    ];

    /// <summary>By the name of the setting; null for a hook.</summary>
    public static HelperSlot? Find(string setting) => s_all.FirstOrDefault(slot => slot.Path[0] == setting);
}
