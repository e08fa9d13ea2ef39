namespace Keepalive.Packaging.Manifests;

/// <summary>An archive that a package manager downloads.</summary>
/// <param name="Rid">The platform.</param>
/// <param name="Address">Where the release has it.</param>
/// <param name="Hash">Its SHA-256, in lower-case hexadecimal.</param>
internal sealed record Download(string Rid, string Address, string Hash)
{
    public static Download Of(Release release, string rid, string archive) =>
        new(rid, $"{release.ProjectUri}/releases/download/v{release.Version}/{Path.GetFileName(archive)}", Checksums.Of(archive));
}
