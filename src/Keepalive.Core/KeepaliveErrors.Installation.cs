namespace Keepalive;

// The conditions of the installation. Paths and names of settings are told, their values never.
public static partial class KeepaliveErrors
{
    internal static KeepaliveException SettingsFileInvalid(string path, string fault, Exception inner) => new(
        KeepaliveErrorCode.SettingsFileInvalid,
        $"{path}, {fault}.",
        "Mend that place in an editor; nothing was changed.", path, inner);

    internal static KeepaliveException SettingsFileUnreadable(string path, string reason, Exception? inner = null) => new(
        KeepaliveErrorCode.SettingsFileUnreadable,
        $"{path} can't be read: {reason}.",
        "Check that it is a file and that your account may read it; nothing was changed.", path, inner);

    internal static KeepaliveException SettingsFileUnwritable(string path, string reason, Exception? inner = null) => new(
        KeepaliveErrorCode.SettingsFileUnwritable,
        $"{path} can't be written: {reason}.",
        "Mend that, or choose another file with --scope (-Scope); the file was not changed.", path, inner);

    internal static KeepaliveException InstallationRefused(string reason, string advice, string? target = null) => new(
        KeepaliveErrorCode.InstallationRefused, $"{reason}.", advice, target);

    /// <summary>An installation failed half-way, and what it had written could not be taken back at once.</summary>
    /// <param name="fault">The failure.</param>
    /// <param name="paths">The files that were written.</param>
    internal static KeepaliveException InstallationUnfinished(KeepaliveException fault, string paths) => new(
        KeepaliveErrorCode.InstallationUnfinished,
        $"{fault.Message} Already written: {paths}.",
        "Mend that, then run 'claude-aws install' again, or take out what was written: 'claude-aws uninstall' (Uninstall-ClaudeAwsKeepalive).", paths, fault);

    internal static KeepaliveException RepairRefused(string reason, string? target, Exception inner) => new(
        KeepaliveErrorCode.RepairRefused, $"{reason}.", "Nothing was changed. Mend that first, or name the checks to mend: --id (-Id).", target, inner);

    internal static KeepaliveException NoSuchCheck(string id) => new(
        KeepaliveErrorCode.RepairRefused, $"There is no check '{id}'.", "about_KeepaliveDiagnostics lists them all.", id);

    /// <summary>Some of what was written does not do its work.</summary>
    /// <param name="commands">The settings whose commands failed.</param>
    /// <param name="path">The settings file.</param>
    public static KeepaliveException InstallationUnverified(string commands, string path) => new(
        KeepaliveErrorCode.InstallationUnverified,
        $"{path} is written, but not all of it works: {commands}.",
        "Mend the commands that fail and install again, or take it out: 'claude-aws uninstall' (Uninstall-ClaudeAwsKeepalive).", path);
}
