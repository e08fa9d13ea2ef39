using System.Runtime.InteropServices;
using System.Text;

namespace Keepalive.Platform.Native.Libc;

/// <summary>A <c>char *const []</c>: UTF-8 strings and the null that ends them, in one block.</summary>
internal sealed unsafe class NativeStrings : IDisposable
{
    private byte* _block;

    internal NativeStrings(IReadOnlyCollection<string> values)
    {
        int pointers = (values.Count + 1) * sizeof(byte*);
        int size = pointers;
        foreach (string value in values)
        {
            size = checked(size + Encoding.UTF8.GetByteCount(value) + 1);
        }

        _block = (byte*)NativeMemory.AllocZeroed((nuint)size);
        byte** entry = (byte**)_block;
        byte* text = _block + pointers;
        foreach (string value in values)
        {
            *entry++ = text;
            text += Encoding.UTF8.GetBytes(value, new Span<byte>(text, checked((int)(_block + size - text)))) + 1;
        }
    }

    internal byte** Pointer => (byte**)_block;

    public void Dispose()
    {
        NativeMemory.Free(_block);
        _block = null;
    }
}
