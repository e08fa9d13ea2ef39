namespace Keepalive.Secrets;

/// <summary>Whether a secret can be had now, and where it comes from. Nothing of its value.</summary>
/// <param name="Exists">It can be had.</param>
/// <param name="Sentence">Where it is, in a sentence.</param>
public sealed record SecretPresence(bool Exists, string Sentence)
{
    /// <summary>Runs the command where there is one, otherwise asks the store.</summary>
    /// <param name="choice">Which secret.</param>
    /// <param name="keeper">The store.</param>
    /// <param name="isStoreMeant">The caller has named a store: the command is not looked at.</param>
    /// <param name="clock">The time.</param>
    /// <param name="cancellationToken">Ends the program and the waiting.</param>
    /// <exception cref="KeepaliveException">SecretCommandFailed, SecretStoreUnavailable, SecretStoreFailed, TimedOut.</exception>
    public static async Task<SecretPresence> FindAsync(
        SecretChoice choice, SecretKeeper keeper, bool isStoreMeant, TimeProvider clock, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(choice);
        ArgumentNullException.ThrowIfNull(keeper);
        if (choice.Command is { } command && !isStoreMeant)
        {
            using Secret value = await ReadAsync(command, choice.Name.Kind, clock, cancellationToken).ConfigureAwait(false);
            return new(true, $"The {choice.Name.PrintedDescription} comes from {command.Setting} ({command.Program}).");
        }

        bool exists = await keeper.ExistsAsync(choice.Name, cancellationToken).ConfigureAwait(false);
        return new(exists, exists ? $"The {choice.Name} is in {keeper.Store!.DisplayName}." : $"There is no {choice.Name} in {keeper.Store!.DisplayName}.");
    }

    /// <summary>One run of a command, for its check alone: a code is given to no login.</summary>
    internal static Task<Secret> ReadAsync(SecretCommand command, SecretKind kind, TimeProvider clock, CancellationToken cancellationToken) => kind == SecretKind.Totp
        ? CommandCode.ReadAsync(command, SecretCommand.LongestLimit, clock, cancellationToken)
        : command.RunAsync(SecretCommand.LongestLimit, clock, cancellationToken);
}
