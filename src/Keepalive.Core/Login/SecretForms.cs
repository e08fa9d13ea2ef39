using System.Text;
using System.Text.Encodings.Web;

namespace Keepalive.Login;

/// <summary>A secret as a tool may repeat it: as it is, for an address, for JSON, in Base64 (alone or behind a name and a colon) and in hexadecimal digits. Zeroed when disposed of.</summary>
internal sealed class SecretForms : IDisposable
{
    /// <summary>Of what is shorter, the other forms would be found everywhere.</summary>
    private const int ShortestToEncode = 4;

    /// <summary>The characters that RFC 3986 does not encode; some encoders keep only letters and digits.</summary>
    private const string LettersAndDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private const string Unreserved = LettersAndDigits + "-._~";

    private readonly List<char[]> _forms = [];

    public SecretForms(ReadOnlySpan<char> secret)
    {
        Add(secret);
        if (secret.Length < ShortestToEncode)
        {
            return;
        }

        byte[] bytes = New<byte>(Encoding.UTF8.GetByteCount(secret));
        Encoding.UTF8.GetBytes(secret, bytes);
        foreach (string plain in (ReadOnlySpan<string>)[Unreserved, LettersAndDigits])
        {
            AddPercent(bytes, plain, upper: true);
            AddPercent(bytes, plain, upper: false);
        }

        AddJson(secret);
        AddBase64(bytes);
        AddHexadecimal(bytes);
        Array.Clear(bytes);
    }

    public IReadOnlyList<char[]> All => _forms;

    /// <summary>The secret as it is; null if it is empty.</summary>
    public char[]? Plain => _forms.Count > 0 ? _forms[0] : null;

    public void Dispose() => _forms.ForEach(static form => Array.Clear(form));

    private void Add(ReadOnlySpan<char> form)
    {
        foreach (char[] known in _forms)
        {
            if (form.SequenceEqual(known))
            {
                return;
            }
        }

        if (!form.IsEmpty)
        {
            char[] kept = New<char>(form.Length);
            form.CopyTo(kept);
            _forms.Add(kept);
        }
    }

    /// <summary>With a plus for a space once more, as forms have it.</summary>
    private void AddPercent(ReadOnlySpan<byte> bytes, string plain, bool upper)
    {
        foreach (bool hasPlus in (ReadOnlySpan<bool>)[false, true])
        {
            char[] form = New<char>(bytes.Length * 3);
            int length = 0;
            foreach (byte value in bytes)
            {
                if (plain.Contains((char)value, StringComparison.Ordinal) || (hasPlus && value == ' '))
                {
                    form[length++] = value == ' ' ? '+' : (char)value;
                    continue;
                }

                form[length++] = '%';
                form[length++] = Digit(value >> 4, upper);
                form[length++] = Digit(value & 15, upper);
            }

            Add(form.AsSpan(0, length));
            Array.Clear(form);
        }
    }

    private void AddJson(ReadOnlySpan<char> secret)
    {
        foreach (JavaScriptEncoder encoder in (ReadOnlySpan<JavaScriptEncoder>)[JavaScriptEncoder.UnsafeRelaxedJsonEscaping, JavaScriptEncoder.Default])
        {
            char[] form = New<char>(secret.Length * encoder.MaxOutputCharactersPerInputCharacter);
            encoder.Encode(secret, form, out _, out int written);
            Add(form.AsSpan(0, written));
            Array.Clear(form);
        }
    }

    /// <summary>Three bytes are four characters, so whatever stands before it shifts it by none, one or two; the characters at its ends depend on its neighbours.</summary>
    private void AddBase64(byte[] bytes)
    {
        for (int shift = 0; shift < 3; shift++)
        {
            byte[] shifted = New<byte>(bytes.Length + shift);
            bytes.CopyTo(shifted, shift);
            char[] encoded = New<char>((shifted.Length + 2) / 3 * 4);
            Convert.ToBase64CharArray(shifted, 0, shifted.Length, encoded, 0);
            int first = shift == 0 ? 0 : shift + 1;
            Span<char> sure = encoded.AsSpan(first, (shifted.Length * 8 / 6) - first);
            if (sure.Length >= ShortestToEncode)
            {
                Add(sure);
                sure.Replace('+', '-');
                sure.Replace('/', '_');
                Add(sure);
            }

            Array.Clear(shifted);
            Array.Clear(encoded);
        }
    }

    private void AddHexadecimal(ReadOnlySpan<byte> bytes)
    {
        foreach (bool upper in (ReadOnlySpan<bool>)[false, true])
        {
            char[] form = New<char>(bytes.Length * 2);
            for (int index = 0; index < bytes.Length; index++)
            {
                form[index * 2] = Digit(bytes[index] >> 4, upper);
                form[(index * 2) + 1] = Digit(bytes[index] & 15, upper);
            }

            Add(form);
            Array.Clear(form);
        }
    }

    /// <summary>Pinned: the garbage collector must leave no copy that is not zeroed.</summary>
    private static T[] New<T>(int length) => GC.AllocateArray<T>(length, pinned: true);

    private static char Digit(int value, bool upper) => (char)(value < 10 ? '0' + value : (upper ? 'A' : 'a') + value - 10);
}
