using Keepalive.ClaudeCode;

namespace Keepalive.Diagnostics;

/// <summary>What a version of Claude Code was the first to do right.</summary>
/// <param name="Since">The version.</param>
/// <param name="Feature">What has to be in use for it to matter.</param>
/// <param name="Before">What an older one does, as the end of a sentence about it.</param>
internal sealed record ClientFact(Version Since, ClientFeature Feature, string Before)
{
    /// <summary>Source: the public change log of the client. Of one feature the oldest fact is the one to tell.</summary>
    public static IReadOnlyList<ClientFact> All { get; } =
    [
        new(new(1, 0, 53), ClientFeature.Export, $"does not know {Slots.ExportSetting}"),
        new(new(1, 0, 53), ClientFeature.Refresh, $"does not know {Slots.RefreshSetting}"),
        new(new(1, 0, 64), ClientFeature.Hooks, "does not show what hooks tell"),
        new(new(2, 0, 24), ClientFeature.Refresh, $"shows nothing of what {Slots.RefreshSetting} prints, so no address and no code"),
        new(new(2, 1, 43), ClientFeature.Refresh, $"never ends an {Slots.RefreshSetting} that hangs"),
        new(new(2, 1, 47), ClientFeature.WindowsHooks, "runs hooks through cmd instead of Git Bash"),
        new(new(2, 1, 97), ClientFeature.RefreshInterval, "never runs a status line again by itself"),
        new(new(2, 1, 139), ClientFeature.HookArguments, "starts hooks without their arguments"),
        new(new(2, 1, 141), ClientFeature.Export, $"passes over {Slots.ExportSetting} while its default chain has any identity"),
        new(new(2, 1, 176), ClientFeature.Export, "keeps each credential for an hour, also when it ends before"),
        new(new(2, 1, 181), ClientFeature.FlatExport, "does not take what 'aws configure export-credentials' prints"),
        new(new(2, 1, 208), ClientFeature.TwoRegions, "asks Identity Center in the region of Bedrock, where this one is not"),
        new(new(2, 1, 221), ClientFeature.WindowsHome, "does not find SSO profiles when HOME is set"),
        new(new(2, 1, 239), ClientFeature.ProxyAndRefresh, $"can hang at its start behind a proxy when {Slots.RefreshSetting} is set"),
    ];
}

/// <summary>What a version has to be new enough for.</summary>
internal enum ClientFeature
{
    /// <summary>awsCredentialExport is set.</summary>
    Export,

    /// <summary>It is <c>aws configure export-credentials</c>.</summary>
    FlatExport,

    /// <summary>awsAuthRefresh is set.</summary>
    Refresh,

    /// <summary>awsAuthRefresh is set, and there is a proxy.</summary>
    ProxyAndRefresh,

    /// <summary>There are hooks of ours.</summary>
    Hooks,

    /// <summary>There are hooks that a shell of Windows reads.</summary>
    WindowsHooks,

    /// <summary>There are hooks with arguments, which no shell reads.</summary>
    HookArguments,

    /// <summary>The status line has a refreshInterval.</summary>
    RefreshInterval,

    /// <summary>The profile signs in to one region and works in another.</summary>
    TwoRegions,

    /// <summary>HOME is set on Windows.</summary>
    WindowsHome,
}
