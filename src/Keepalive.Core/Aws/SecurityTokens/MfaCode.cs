namespace Keepalive.Aws.SecurityTokens;

/// <summary>A one-time code of an MFA device; AWS takes each code once.</summary>
/// <param name="SerialNumber">The device: a serial number or an ARN, as <c>mfa_serial</c> has it.</param>
/// <param name="Code">Six digits; its maker disposes of it.</param>
internal sealed record MfaCode(string SerialNumber, Secret Code)
{
    /// <summary>The device, never the code.</summary>
    public override string ToString() => SerialNumber;

    /// <summary>AWS takes exactly six digits.</summary>
    public static bool IsWellFormed(ReadOnlySpan<byte> code) => code.Length == 6 && !code.ContainsAnyExceptInRange((byte)'0', (byte)'9');
}
