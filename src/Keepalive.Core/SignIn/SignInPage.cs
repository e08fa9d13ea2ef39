namespace Keepalive.SignIn;

/// <summary>The data that a person needs to approve: an address, and with a device code the code to compare.</summary>
/// <param name="Address">Opened by a browser or by hand.</param>
/// <param name="UserCode">The code; null for an authorization code.</param>
internal sealed record SignInPage(Uri Address, string? UserCode);
