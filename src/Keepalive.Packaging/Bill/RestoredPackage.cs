namespace Keepalive.Packaging.Bill;

/// <summary>A package that the product was built with.</summary>
/// <param name="Id">Its id on NuGet.</param>
/// <param name="Version">The version that was restored.</param>
/// <param name="IsShipped">Whether code of it is in what is shipped; otherwise it only took part in the build.</param>
/// <param name="Folder">Where it was restored to; null if it is not there.</param>
internal sealed record RestoredPackage(string Id, string Version, bool IsShipped, string? Folder);
