using System.Globalization;
using System.Text;

namespace Keepalive.Testing;

/// <summary>Keys that look like real ones and name their generation in each part, so that a mixture can be told.</summary>
/// <param name="AccessKeyId">The access key id.</param>
/// <param name="SecretAccessKey">The secret.</param>
/// <param name="SessionToken">The token; null for a long-lived key.</param>
public sealed record TestKeys(string AccessKeyId, string SecretAccessKey, string? SessionToken)
{
    /// <summary>Temporary keys (ASIA…) with a token of about <paramref name="tokenLength"/> characters.</summary>
    public static TestKeys Temporary(int generation = 1, int tokenLength = 400)
    {
        string number = generation.ToString("D9", CultureInfo.InvariantCulture);
        return new($"ASIAEXAMPLE{number}", $"Secret/+{number}/{new string('s', 22)}", $"Token/+{number}/{new string('t', tokenLength)}/{number}==");
    }

    /// <summary>A long-lived key (AKIA…).</summary>
    public static TestKeys LongLived(int generation = 1)
    {
        string number = generation.ToString("D9", CultureInfo.InvariantCulture);
        return new($"AKIAEXAMPLE{number}", $"Secret/+{number}/{new string('s', 22)}", null);
    }

    /// <summary>A section of the credentials file, every line ended.</summary>
    /// <param name="header">What stands between the brackets.</param>
    /// <param name="more">Whole lines that follow the keys.</param>
    public string Section(string header, params ReadOnlySpan<string> more)
    {
        var text = new StringBuilder($"[{header}]\naws_access_key_id = {AccessKeyId}\naws_secret_access_key = {SecretAccessKey}\n");
        if (SessionToken is not null)
        {
            text.Append(CultureInfo.InvariantCulture, $"aws_session_token = {SessionToken}\n");
        }

        foreach (string line in more)
        {
            text.Append(line).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>No secret, also when an assertion prints it.</summary>
    public override string ToString() => AccessKeyId;
}
