using System.Text;
using Keepalive.Platform.Files;
using Keepalive.Workers;

namespace Keepalive.Secrets;

/// <summary>
/// The facts about a stored seed that can be read without opening its store: that a seed was there when the store was last read, and the seed that AWS has refused.
/// A hook can't open a store, which may ask a person or start a program.
/// </summary>
/// <param name="environment">The variables and the platform.</param>
/// <param name="name">The seed.</param>
/// <param name="clock">The machine's clock.</param>
internal sealed class SeedMark(SystemEnvironment environment, SecretName name, TimeProvider clock)
{
    private const int FingerprintLength = 256;

    /// <summary>A seed was stored, used or found, and has not been refused or removed since.</summary>
    public bool IsStored => File.Exists(PathOf(".stored-seed"));

    /// <summary>Keeps that a seed is there.</summary>
    public void Remember() => Change(() =>
    {
        if (!IsStored)
        {
            AtomicFile.Write(PathOf(".stored-seed"), [], survivesPowerLoss: false);
        }
    });

    /// <summary>Keeps that none is there, or none that AWS takes.</summary>
    public void Forget() => Change(() =>
    {
        if (IsStored)
        {
            File.Delete(PathOf(".stored-seed"));
        }
    });

    /// <summary>AWS has refused a code of the seed with this fingerprint.</summary>
    public bool IsRefused(string fingerprint)
    {
        try
        {
            return FileSnapshot.ReadOwn(PathOf(".refused-seed"), FingerprintLength, clock) is { Exists: true } file && Encoding.ASCII.GetString(file.Content.Span) == fingerprint;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Keeps that AWS has refused a code of this seed.</summary>
    public void Refuse(string fingerprint) => Change(() => AtomicFile.Write(PathOf(".refused-seed"), Encoding.ASCII.GetBytes(fingerprint)));

    private string PathOf(string extension) => StatePaths.Of(environment, StatePaths.Secrets, "for " + WorkerPaths.FileName(name.CaselessKey) + extension);

    private static void Change(Action change)
    {
        try
        {
            change();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or KeepaliveException)
        {
            // The next caller that opens the store finds out again.
        }
    }
}
