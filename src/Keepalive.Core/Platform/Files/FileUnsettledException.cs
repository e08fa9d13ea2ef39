namespace Keepalive.Platform.Files;

/// <summary>No two reads of the file were equal: another program keeps writing it.</summary>
internal sealed class FileUnsettledException() : IOException("the file does not stop changing");
