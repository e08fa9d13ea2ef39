using Keepalive.Aws.AccessKeys;
using Keepalive.Platform.Processes;

namespace Keepalive.Sessions;

/// <summary>An export that Claude Code itself has asked for, in one of the two forms that it takes.</summary>
/// <param name="Format">The form.</param>
/// <param name="Client">The client's process; null when it can't be told.</param>
internal sealed record ClientCall(CredentialFormat Format, CallingProcess? Client)
{
    /// <summary>Claude Code sets it for everything it starts.</summary>
    public const string Variable = "CLAUDE_CODE_ENTRYPOINT";

    /// <summary>Null for everybody else, who is not looked for.</summary>
    public static ClientCall? Find(SystemEnvironment environment, CredentialFormat? format, Func<CallingProcess?> findCaller) =>
        format is CredentialFormat.Claude or CredentialFormat.Process && environment.Get(Variable) is not null
            ? new ClientCall(format.Value, findCaller())
            : null;
}
