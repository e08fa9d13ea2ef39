namespace System.Runtime.CompilerServices
{
    /// <summary>Lets the compiler make records for a runtime that lacks it.</summary>
    internal static class IsExternalInit;
}

namespace Keepalive.Text
{
    /// <summary>Members of newer runtimes that files of both modules use.</summary>
    internal static class OlderRuntime
    {
        public static bool Contains(this string text, char sign, StringComparison comparison) => text.IndexOf(sign.ToString(), comparison) >= 0;

        public static void Deconstruct<TKey, TValue>(this KeyValuePair<TKey, TValue> pair, out TKey key, out TValue value) => (key, value) = (pair.Key, pair.Value);
    }
}
