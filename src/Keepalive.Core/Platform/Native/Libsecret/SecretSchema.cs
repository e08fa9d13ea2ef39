using System.Runtime.InteropServices;

namespace Keepalive.Platform.Native.Libsecret;

/// <summary>SecretSchema: the names of the attributes by which our items are found. All are texts.</summary>
internal sealed unsafe class SecretSchema : IDisposable
{
    private const int AttributeCount = 32;

    private readonly Layout* _layout;
    private readonly List<nint> _texts = [];

    internal SecretSchema(string name, params ReadOnlySpan<string> attributes)
    {
        _layout = (Layout*)NativeMemory.AllocZeroed((nuint)sizeof(Layout));
        _layout->Name = Text(name);
        Attribute* attribute = (Attribute*)_layout->Attributes;
        foreach (string attributeName in attributes)
        {
            attribute++->Name = Text(attributeName);
        }
    }

    internal nint Pointer => (nint)_layout;

    public void Dispose()
    {
        NativeMemory.Free(_layout);
        foreach (nint text in _texts)
        {
            Marshal.FreeCoTaskMem(text);
        }
    }

    private nint Text(string text)
    {
        nint pointer = Marshal.StringToCoTaskMemUTF8(text);
        _texts.Add(pointer);
        return pointer;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Attribute
    {
        internal nint Name;
        internal int Type;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Layout
    {
        internal nint Name;
        internal int Flags;

        /// <summary>An Attribute is two words long.</summary>
        internal fixed long Attributes[AttributeCount * 2];

        internal int Reserved;
        internal fixed long ReservedPointers[7];
    }
}
