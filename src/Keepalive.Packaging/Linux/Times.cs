using System.Globalization;

namespace Keepalive.Packaging.Linux;

/// <summary>The variables by which dpkg-deb and rpmbuild give every file the time of the commit.</summary>
internal static class Times
{
    public static Dictionary<string, string> Of(Release release) => new()
    {
        ["SOURCE_DATE_EPOCH"] = release.Time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
        ["TZ"] = "UTC",
        ["LC_ALL"] = "C",
    };
}
