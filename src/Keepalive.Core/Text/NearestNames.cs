namespace Keepalive.Text;

/// <summary>Finds similar names for a name that does not exist.</summary>
public static class NearestNames
{
    /// <summary>Longer names are compared by their beginning; keeps the work for 10,000 profiles small.</summary>
    private const int ComparedLength = 64;

    /// <summary>Up to three names, nearest first; none that shares too little.</summary>
    /// <param name="name">The name that does not exist.</param>
    /// <param name="candidates">Those that do.</param>
    public static IReadOnlyList<string> Of(string name, IEnumerable<string> candidates)
    {
        ArgumentNullException.ThrowIfNull(name);
        return [.. candidates
            .Select(candidate => (candidate, distance: Distance(name, candidate)))
            .Where(pair => pair.distance <= Math.Max(2, Math.Min(name.Length, ComparedLength) / 3) || Contains(pair.candidate, name))
            .OrderBy(pair => pair.distance)
            .Take(3)
            .Select(pair => pair.candidate)];
    }

    private static bool Contains(string candidate, string name) =>
        name.Length >= 3 && candidate.Contains(name, StringComparison.OrdinalIgnoreCase);

    /// <summary>Levenshtein's distance without regard to case.</summary>
    internal static int Distance(string left, string right)
    {
        ReadOnlySpan<char> a = left.AsSpan(0, Math.Min(left.Length, ComparedLength));
        ReadOnlySpan<char> b = right.AsSpan(0, Math.Min(right.Length, ComparedLength));
        Span<int> row = stackalloc int[ComparedLength + 1];
        for (int j = 0; j <= b.Length; j++)
        {
            row[j] = j;
        }

        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int substitution = diagonal + (char.ToUpperInvariant(a[i - 1]) == char.ToUpperInvariant(b[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substitution, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[b.Length];
    }
}
