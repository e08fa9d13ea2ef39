namespace Keepalive.Credentials;

/// <summary>What stands where a profile's name would, when there is none.</summary>
internal static class ProfileWords
{
    public const string Environment = "(environment)";
}
