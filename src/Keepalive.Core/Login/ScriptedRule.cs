namespace Keepalive.Login;

/// <summary>A prompt that a program of the caller's answers. What it gives is treated as a secret, whatever it is.</summary>
/// <param name="Pattern">What the waiting row looks like, a regular expression.</param>
/// <param name="Reply">Gives the answer for the row that was shown; null: none. May take its time, and is not called on the caller's thread.</param>
public sealed record ScriptedRule(string Pattern, Func<string, CancellationToken, Secret?> Reply);
