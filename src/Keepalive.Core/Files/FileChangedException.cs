namespace Keepalive.Files;

/// <summary>Somebody else has changed the file, and his content can't be joined with ours. His stands there.</summary>
internal sealed class FileChangedException() : IOException("the file was changed by another program at this moment");
