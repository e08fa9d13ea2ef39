using Keepalive.Aws.AccessKeys;
using Keepalive.Aws.Profiles;
using Keepalive.Platform.Time;

namespace Keepalive.Aws.Network;

/// <summary>The settings of a connection. Equal settings share one handler and its connections.</summary>
/// <param name="Proxy">The proxy variables.</param>
/// <param name="AwsCaBundle">The bundle of AWS_CA_BUNDLE.</param>
/// <param name="ProfileCaBundle">The bundle of the profile's <c>ca_bundle</c>.</param>
/// <param name="NodeCaBundle">The bundle of NODE_EXTRA_CA_CERTS, which Claude Code itself uses.</param>
/// <param name="ConnectTimeout">The bound for TCP, the proxy's tunnel and the TLS handshake together.</param>
/// <param name="CallTimeout">The bound for one request from its start to the last byte of the answer.</param>
internal sealed record NetworkSettings(
    ProxySettings Proxy, CaBundle? AwsCaBundle, CaBundle? ProfileCaBundle, CaBundle? NodeCaBundle, TimeSpan ConnectTimeout, TimeSpan CallTimeout)
{
    /// <summary>Enough for a slow proxy and a satellite; a dead network is told within the hook's patience.</summary>
    public static readonly TimeSpan UsualConnectTimeout = TimeSpan.FromSeconds(5);

    /// <summary>The usual limit of a whole request: the same as the default limit of one call (Credentials' Deadline, which this layer does not know).</summary>
    public static readonly TimeSpan UsualCallTimeout = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan LastMoment = TimeSpan.FromSeconds(1);

    /// <summary>The bound for TCP, the proxy's tunnel and the TLS handshake together; always a span that a timer takes.</summary>
    public TimeSpan ConnectTimeout { get; } = TimerSpan.Of(ConnectTimeout);

    /// <summary>The bound for one request from its start to the last byte of the answer; always a span that a timer takes.</summary>
    public TimeSpan CallTimeout { get; } = TimerSpan.Of(CallTimeout);

    /// <summary>Learns AWS's time from the answers; null if it is not needed.</summary>
    public ClockSkewFile? ServerTime { get; init; }

    /// <summary>The configured bundles, each path once.</summary>
    public IReadOnlyList<CaBundle> CaBundles =>
        [.. new[] { AwsCaBundle, ProfileCaBundle, NodeCaBundle }.OfType<CaBundle>().DistinctBy(bundle => bundle.Path)];

    /// <summary>Reads the variables and the profile in use; opens no file.</summary>
    /// <param name="environment">The variables.</param>
    /// <param name="profile">The profile in use.</param>
    /// <param name="limit">The time the caller has for one call, or null for the usual one.</param>
    /// <param name="isPatient">The limit counts (all but a last moment), even if it is longer than the usual time of a call.</param>
    public static NetworkSettings Read(SystemEnvironment environment, AwsProfile? profile, TimeSpan? limit = null, bool isPatient = false)
    {
        // Shorter than the caller's time, so that a host that does not answer is told as such and not as the end of that time.
        TimeSpan call = limit is not { } given ? UsualCallTimeout
            : isPatient ? given - (given * 0.1 < LastMoment ? given * 0.1 : LastMoment)
            : given * 0.9 < UsualCallTimeout ? given * 0.9
            : UsualCallTimeout;
        return new(
            ProxySettings.Read(environment),
            Bundle(environment, environment.Get("AWS_CA_BUNDLE"), "AWS_CA_BUNDLE"),
            profile?["ca_bundle"] is { } property ? Bundle(environment, property.Value, $"ca_bundle, {property}") : null,
            Bundle(environment, environment.Get("NODE_EXTRA_CA_CERTS"), "NODE_EXTRA_CA_CERTS"),
            // Shorter than the call, so that a dead network is told as such and not as a lost answer.
            call * 0.75 < UsualConnectTimeout ? call * 0.75 : UsualConnectTimeout,
            call);
    }

    /// <summary>Nothing: the proxy variables may hold a password.</summary>
    public override string ToString() => nameof(NetworkSettings);

    private static CaBundle? Bundle(SystemEnvironment environment, string? path, string source) =>
        string.IsNullOrEmpty(path) ? null : new CaBundle(environment.ExpandHome(path), source);
}
