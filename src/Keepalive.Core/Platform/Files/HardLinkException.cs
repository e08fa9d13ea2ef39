namespace Keepalive.Platform.Files;

/// <summary>
/// The file has a second name. Replaced whole, the other name would keep the old content for ever; written in place, a reader would
/// see half of it. Neither is done.
/// </summary>
internal sealed class HardLinkException() : IOException("the file has a second name");
