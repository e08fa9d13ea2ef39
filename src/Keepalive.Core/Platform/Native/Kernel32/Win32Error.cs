namespace Keepalive.Platform.Native.Kernel32;

/// <summary>The errors of winerror.h that starting a program can meet.</summary>
internal static class Win32Error
{
    internal const int ERROR_FILE_NOT_FOUND = 2;
    internal const int ERROR_PATH_NOT_FOUND = 3;
    internal const int ERROR_ACCESS_DENIED = 5;
    internal const int ERROR_NOT_ENOUGH_MEMORY = 8;
    internal const int ERROR_BAD_FORMAT = 11;
    internal const int ERROR_SHARING_VIOLATION = 32;
    internal const int ERROR_INVALID_NAME = 123;
    internal const int ERROR_BAD_EXE_FORMAT = 193;
    internal const int ERROR_FILENAME_EXCED_RANGE = 206;
    internal const int ERROR_EXE_MACHINE_TYPE_MISMATCH = 216;
    internal const int ERROR_VIRUS_INFECTED = 225;
    internal const int ERROR_DIRECTORY = 267;
    internal const int ERROR_ELEVATION_REQUIRED = 740;
    internal const int ERROR_ACCESS_DISABLED_BY_POLICY = 1260;
}
