using Keepalive.SingleSignOn;

namespace Keepalive.Diagnostics.Checks;

/// <summary>Start URLs without what makes no difference to the service.</summary>
internal static class StartUrl
{
    public static string Plain(string startUrl) => PortalUrl.Mend(startUrl.Trim().Trim('"', '\'')).TrimEnd('/', '#').ToLowerInvariant();
}
