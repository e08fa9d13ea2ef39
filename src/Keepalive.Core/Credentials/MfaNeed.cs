namespace Keepalive.Credentials;

/// <summary>The code of an MFA device that only a person can give for a credential, because it can't be got from a seed or a program.</summary>
/// <param name="Device">The serial number or ARN.</param>
/// <param name="Left">The time until the code is needed: the remaining time of the MFA session; zero or less if it is needed now.</param>
internal sealed record MfaNeed(string Device, TimeSpan Left)
{
    /// <summary>The role refuses the MFA session of its key, so it needs a code with each request.</summary>
    public bool IsOfRole { get; init; }
}
