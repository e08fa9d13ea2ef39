namespace Keepalive.Errors;

// Errors of the installation. Messages hold paths and names of settings, never their values.
public static partial class KeepaliveErrors
{
    internal static KeepaliveException SettingsFileInvalid(string path, string fault, Exception inner) => new(
        KeepaliveErrorCode.SettingsFileInvalid,
        $"{path}, {fault}.",
        "Correct that line in an editor. Nothing was changed.", path, inner);

    /// <summary>The content was lost, as after a crash of the machine: there is no line to correct.</summary>
    /// <param name="path">The file.</param>
    /// <param name="fault">The place and the fault.</param>
    /// <param name="inner">The error of the parser.</param>
    internal static KeepaliveException SettingsFileLost(string path, string fault, Exception inner) => new(
        KeepaliveErrorCode.SettingsFileInvalid,
        $"{path}, {fault}.",
        "Restore the file from a backup, or delete it if there is none. Nothing was changed.", path, inner);

    internal static KeepaliveException SettingsFileUnreadable(string path, string reason, Exception? inner = null) => new(
        KeepaliveErrorCode.SettingsFileUnreadable,
        $"{path} can't be read: {reason}.",
        "Check that it is a file and that your account may read it. Nothing was changed.", path, inner);

    internal static KeepaliveException SettingsFileUnwritable(string path, string reason, Exception? inner = null) => new(
        KeepaliveErrorCode.SettingsFileUnwritable,
        $"{path} can't be written: {reason}.",
        "Fix this, or choose another file with --scope (-Scope). The file was not changed.", path, inner);

    internal static KeepaliveException InstallationRefused(string reason, string advice, string? target = null) => new(
        KeepaliveErrorCode.InstallationRefused, $"{reason}.", advice, target);

    /// <summary>An installation failed half-way, and the files that it had written could not be restored at once.</summary>
    /// <param name="fault">The failure.</param>
    /// <param name="paths">The files that were written.</param>
    internal static KeepaliveException InstallationUnfinished(KeepaliveException fault, string paths) => new(
        KeepaliveErrorCode.InstallationUnfinished,
        $"{fault.Message} Already written: {paths}.",
        "Fix this, then run 'claude-aws install' again. To remove the files already written, run 'claude-aws uninstall' (Uninstall-ClaudeAwsKeepalive).", paths, fault);

    internal static KeepaliveException RepairRefused(string reason, string? target, Exception inner) => new(
        KeepaliveErrorCode.RepairRefused, $"{reason}.", "Nothing was changed. Fix this first, or repair only certain checks with --id (-Id).", target, inner);

    internal static KeepaliveException NoSuchCheck(string id) => new(
        KeepaliveErrorCode.RepairRefused, $"There is no check '{id}'.", "The page about_KeepaliveDiagnostics lists all checks.", id);

    /// <summary>The settings were written, but at least one command in them failed.</summary>
    /// <param name="commands">The settings whose commands failed.</param>
    /// <param name="path">The settings file.</param>
    public static KeepaliveException InstallationUnverified(string commands, string path) => new(
        KeepaliveErrorCode.InstallationUnverified,
        $"{path} was written, but {commands} failed in the test.",
        "Correct the cause next to each command that fails. Then install again to test the commands. To remove the installation, run 'claude-aws uninstall' (Uninstall-ClaudeAwsKeepalive).", path);
}
