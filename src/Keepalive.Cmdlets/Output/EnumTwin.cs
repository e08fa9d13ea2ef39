namespace Keepalive.Commands;

/// <summary>
/// Goes between Core's enums and their public twins. Users can't name types of the private context, so each enum they
/// meet has a twin in this assembly with the same names; a test compares them.
/// </summary>
internal static class EnumTwin
{
    public static TTwin Name<TTwin>(Enum value)
        where TTwin : struct, Enum => Enum.Parse<TTwin>(value.ToString());
}
