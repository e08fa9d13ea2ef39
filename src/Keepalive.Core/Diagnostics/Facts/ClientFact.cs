using Keepalive.ClaudeCode;

namespace Keepalive.Diagnostics.Facts;

/// <summary>The first version of Claude Code in which a feature works correctly.</summary>
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
        new(new(1, 0, 64), ClientFeature.Hooks, "does not show the messages of hooks"),
        new(new(2, 0, 24), ClientFeature.Refresh, $"does not show the output of {Slots.RefreshSetting}, so you see no address and no code"),
        new(new(2, 1, 43), ClientFeature.Refresh, $"never stops an {Slots.RefreshSetting} that hangs"),
        new(new(2, 1, 47), ClientFeature.WindowsHooks, "runs hooks through cmd instead of Git Bash"),
        new(new(2, 1, 97), ClientFeature.RefreshInterval, "updates the status line only after a message"),
        new(new(2, 1, 139), ClientFeature.HookArguments, "starts hooks without their arguments"),
        new(new(2, 1, 141), ClientFeature.Export, $"ignores {Slots.ExportSetting} if its default credential chain has any identity"),
        new(new(2, 1, 176), ClientFeature.Export, "keeps each credential for an hour, even if it expires earlier"),
        new(new(2, 1, 181), ClientFeature.FlatExport, "rejects the output of 'aws configure export-credentials'"),
        new(new(2, 1, 208), ClientFeature.TwoRegions, "uses the Bedrock region for Identity Center, which may be in another region"),
        new(new(2, 1, 221), ClientFeature.WindowsHome, "does not find SSO profiles when HOME is set"),
        new(new(2, 1, 239), ClientFeature.ProxyAndRefresh, $"can hang at startup behind a proxy if {Slots.RefreshSetting} is set"),
    ];
}

/// <summary>A feature that needs a certain version of Claude Code.</summary>
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
