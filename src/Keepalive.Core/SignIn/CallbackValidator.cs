using System.Security.Cryptography;
using System.Text;

namespace Keepalive.SignIn;

/// <summary>The answer of the service through the browser: a code or an error, never both.</summary>
/// <param name="Code">The authorization code. A secret.</param>
/// <param name="Error">The error's name, for example <c>access_denied</c>.</param>
internal sealed record CallbackAnswer(string? Code, string? Error)
{
    /// <summary>The error, never the code.</summary>
    public override string ToString() => Error ?? "a code";
}

/// <summary>
/// Finds the one request that answers this sign-in among all requests that reach the port. Only the first with the right
/// state is used, with a code or an error: without the state any program could end a sign-in. So an error that the
/// service sends without it is ignored too; the page shows the next step.
/// </summary>
/// <param name="state">The state of the authorize request.</param>
internal sealed class CallbackValidator(string state)
{
    public const string Path = "/oauth/callback";

    private readonly byte[] _state = Encoding.UTF8.GetBytes(state);
    private int _isAnswered;

    /// <summary>The page for the browser, and the answer where this is it.</summary>
    /// <param name="target">The request's target; null for what is no GET request.</param>
    public (CallbackPage Page, CallbackAnswer? Answer) Judge(string? target)
    {
        if (target is null)
        {
            return (CallbackPage.BadRequest, null);
        }

        int question = target.IndexOf('?', StringComparison.Ordinal);
        if ((question < 0 ? target : target[..question]) != Path)
        {
            return (CallbackPage.NotFound, null);
        }

        if (question < 0 || !TryRead(target[(question + 1)..], out Dictionary<string, string> parameters)
            || !parameters.TryGetValue("state", out string? given)
            || !CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), _state))
        {
            return (CallbackPage.BadRequest, null);
        }

        string? code = parameters.GetValueOrDefault("code");
        string? error = parameters.GetValueOrDefault("error");
        if (string.IsNullOrEmpty(code) == string.IsNullOrEmpty(error))
        {
            return (CallbackPage.BadRequest, null);
        }

        if (Interlocked.Exchange(ref _isAnswered, 1) != 0)
        {
            return (CallbackPage.BadRequest, null);
        }

        return string.IsNullOrEmpty(error) ? (CallbackPage.Arrived, new CallbackAnswer(code, null)) : (CallbackPage.Refused, new CallbackAnswer(null, error));
    }

    /// <summary>False if a parameter occurs twice, because it is not clear which one to use.</summary>
    private static bool TryRead(string query, out Dictionary<string, string> parameters)
    {
        parameters = new(StringComparer.Ordinal);
        foreach (string pair in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            int equals = pair.IndexOf('=', StringComparison.Ordinal);
            string name = Decode(equals < 0 ? pair : pair[..equals]);
            if (!parameters.TryAdd(name, equals < 0 ? string.Empty : Decode(pair[(equals + 1)..])))
            {
                return false;
            }
        }

        return true;
    }

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
