using System.Text;

namespace Keepalive.Aws.Profiles;

/// <summary>Reads the text between the brackets of a section header.</summary>
internal static class SectionHeader
{
    public static IniSection Read(ReadOnlySpan<byte> inner, ProfileFileKind kind, int headerLine)
    {
        if (kind == ProfileFileKind.Credentials)
        {
            return IsTyped(inner, "profile"u8, out _) || IsTyped(inner, "sso-session"u8, out _)
                ? Section(IniSectionType.Other, inner, headerLine)
                : Section(IniSectionType.Profile, inner, headerLine);
        }

        if (inner.SequenceEqual("default"u8))
        {
            return Section(IniSectionType.Profile, inner, headerLine);
        }

        if (IsTyped(inner, "profile"u8, out ReadOnlySpan<byte> name))
        {
            return Section(IniSectionType.Profile, name, headerLine, hasPrefix: true);
        }

        if (IsTyped(inner, "sso-session"u8, out name))
        {
            return Section(IniSectionType.SsoSession, name, headerLine, hasPrefix: true);
        }

        return IsTyped(inner, "services"u8, out name)
            ? Section(IniSectionType.Services, name, headerLine, hasPrefix: true)
            : Section(IniSectionType.Other, inner, headerLine);
    }

    private static IniSection Section(IniSectionType type, ReadOnlySpan<byte> name, int headerLine, bool hasPrefix = false)
    {
        if (hasPrefix && name.Length > 2 && name[0] == name[^1] && name[0] is (byte)'"' or (byte)'\'')
        {
            // botocore splits the header as a shell would, so the aws CLI knows [profile "q n"] as q n.
            name = name[1..^1];
        }

        return new IniSection(type, Encoding.UTF8.GetString(name), hasPrefix, headerLine, headerLine + 1);
    }

    private static bool IsTyped(ReadOnlySpan<byte> inner, ReadOnlySpan<byte> word, out ReadOnlySpan<byte> name)
    {
        name = default;
        if (!inner.StartsWith(word) || Blank.AtStart(inner[word.Length..]) is 0)
        {
            return false;
        }

        name = new ByteRange(word.Length, inner.Length - word.Length).Trim(inner).Of(inner);
        return true;
    }
}
