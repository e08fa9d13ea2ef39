using Keepalive.Aws.Profiles;

namespace Keepalive.ConsoleLogin;

/// <summary>
/// The regions to which a sign-in or its refresh may belong. A refresh must go to the region of the sign-in; another region rejects it
/// (https://github.com/aws/aws-cli/issues/10613). So that region is written into the file; a file without it is tried with each region that the
/// tool that signed in may have used.
/// </summary>
internal static class SignInRegions
{
    private const string Usual = "us-east-1";

    /// <summary>The regions to try, the likeliest first; one if the file names it.</summary>
    /// <param name="token">The file; null for a new sign-in.</param>
    /// <param name="profile">The profile in use.</param>
    /// <param name="environment">The variables.</param>
    public static IReadOnlyList<string> Of(LoginToken? token, AwsProfile profile, SystemEnvironment environment) => token?.SignInRegion is { } known
        ? [known]
        : [.. new[] { profile["region"]?.Unquoted, environment.Get("AWS_REGION"), environment.Get("AWS_DEFAULT_REGION"), Usual }.OfType<string>().Where(static region => WireText.IsRegion(region)).Distinct(StringComparer.Ordinal)];

    /// <summary>Asks the service of each region until one knows the session.</summary>
    /// <param name="regions">The regions.</param>
    /// <param name="ask">Asks.</param>
    /// <exception cref="KeepaliveException">SignInRegionWrong: none of them knows it; else the reason of a failure.</exception>
    public static async Task<T> FirstAsync<T>(IReadOnlyList<string> regions, Func<string, Task<T>> ask)
    {
        for (int index = 0; ; index++)
        {
            try
            {
                return await ask(regions[index]).ConfigureAwait(false);
            }
            catch (KeepaliveException exception) when (exception.Code == KeepaliveErrorCode.SignInRegionWrong && index + 1 < regions.Count)
            {
                // The token is not spent: this region does not know it.
            }
        }
    }
}
