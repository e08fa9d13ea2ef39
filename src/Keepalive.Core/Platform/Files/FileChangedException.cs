namespace Keepalive.Platform.Files;

/// <summary>Another program has changed the file, and its content can't be merged with ours. Its content is kept.</summary>
internal sealed class FileChangedException() : IOException("the file was changed by another program at this moment");
