using System.Text;

namespace Keepalive.Aws.AccessKeys;

/// <summary>
/// Writes a credential in one of the <see cref="CredentialFormat"/>s, whole, as UTF-8 with a line end: the caller has
/// one thing to write, so that a reader gets all or nothing. The values need no escaping in any of the formats, since
/// <see cref="KeyMaterial"/> lets no quote, backslash, white space or character beyond ASCII in; so the hot path needs
/// no JSON writer either, whose tables alone would cost a tenth of a millisecond.
/// </summary>
public static class CredentialText
{
    /// <summary>Writes.</summary>
    /// <param name="credential">The credential; its expiry is not judged here.</param>
    /// <param name="format">The format.</param>
    /// <exception cref="KeepaliveException">LongLivedKeyRefused: Claude Code takes temporary credentials only.</exception>
    public static byte[] Write(AwsCredential credential, CredentialFormat format) => Encoding.UTF8.GetBytes(format switch
    {
        CredentialFormat.Claude => ClaudeJson(credential),
        CredentialFormat.Process => ProcessJson(credential),
        CredentialFormat.Env => ShellAssignments(credential),
        CredentialFormat.PowerShell => PowerShellAssignments(credential),
        _ => throw new ArgumentOutOfRangeException(nameof(format)),
    });

    private static string ClaudeJson(AwsCredential credential) => credential.SessionToken is null
        ? throw KeepaliveErrors.LongLivedKeyRefused(credential.Profile ?? ProfileWords.Environment)
        : $"{{\"Credentials\":{{{Members(credential)}}}}}\n";

    private static string ProcessJson(AwsCredential credential) => $"{{\"Version\":1,{Members(credential)}}}\n";

    private static string Members(AwsCredential credential)
    {
        string token = credential.SessionToken is { } value ? $"\"SessionToken\":\"{value}\"" : string.Empty;
        string expiration = credential.Expiry is { } expiry ? $"\"Expiration\":\"{Timestamp.Format(expiry.Instant)}\"" : string.Empty;
        string keys = $"\"AccessKeyId\":\"{credential.AccessKeyId}\",\"SecretAccessKey\":\"{credential.SecretAccessKey}\"";
        return string.Join(',', ((string[])[keys, token, expiration]).Where(member => member.Length > 0));
    }

    private static string ShellAssignments(AwsCredential credential)
    {
        var text = new StringBuilder();
        foreach ((string name, string? value) in CredentialVariables.Of(credential))
        {
            text.Append(value is null ? $"unset {name}\n" : $"export {name}='{value}'\n");
        }

        return text.ToString();
    }

    private static string PowerShellAssignments(AwsCredential credential)
    {
        var text = new StringBuilder();
        foreach ((string name, string? value) in CredentialVariables.Of(credential))
        {
            text.Append(value is null ? $"Remove-Item -Path Env:{name} -ErrorAction Ignore\n" : $"$Env:{name} = '{value}'\n");
        }

        return text.ToString();
    }
}
