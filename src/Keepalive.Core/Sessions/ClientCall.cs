using Keepalive.Aws.AccessKeys;
using Keepalive.Platform.Processes;

namespace Keepalive.Sessions;

/// <summary>An export that Claude Code has requested, in one of the two formats that it accepts.</summary>
/// <param name="Format">The format.</param>
/// <param name="Client">The client's process; null if it is unknown.</param>
internal sealed record ClientCall(CredentialFormat Format, CallingProcess? Client)
{
    /// <summary>Claude Code sets this variable for every process that it starts.</summary>
    public const string Variable = "CLAUDE_CODE_ENTRYPOINT";

    /// <summary>Finds the call of Claude Code. Null for all other callers; their process is not searched for.</summary>
    public static ClientCall? Find(SystemEnvironment environment, CredentialFormat? format, Func<CallingProcess?> findCaller) =>
        format is CredentialFormat.Claude or CredentialFormat.Process && environment.Get(Variable) is not null
            ? new ClientCall(format.Value, findCaller())
            : null;
}
