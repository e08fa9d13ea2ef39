namespace Keepalive.Files;

/// <summary>No two reads of the file were equal: somebody is writing it all the time.</summary>
internal sealed class FileUnsettledException() : IOException("the file does not stop changing");
