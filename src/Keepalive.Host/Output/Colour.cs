namespace Keepalive.Host.Output;

/// <summary>A colour of the terminal's own palette, so that it can be read on a dark and on a light background (ECMA-48, SGR).</summary>
internal enum Colour
{
    None = 0,
    Bold = 1,
    Red = 31,
    Green = 32,
    Yellow = 33,
    Cyan = 36,
}
