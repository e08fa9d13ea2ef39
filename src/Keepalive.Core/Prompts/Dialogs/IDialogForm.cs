using Keepalive.Platform.Processes;

namespace Keepalive.Prompts.Dialogs;

/// <summary>How a program that shows dialogs is called, and how its answer is read.</summary>
internal interface IDialogForm
{
    /// <summary>Whether it has a form for the question.</summary>
    bool CanAsk(Question question);

    /// <summary>The command. Its arguments and its input hold the question's words, and no secret.</summary>
    ChildCommand Command(Question question);

    /// <summary>The answer in what the program printed; null where the person has declined. The caller disposes of it.</summary>
    /// <exception cref="DialogFailedException">The dialog was not shown.</exception>
    Secret? Read(Question question, ChildOutcome outcome, ReadOnlySpan<byte> errors);
}

/// <summary>A dialog that was not shown.</summary>
/// <param name="reason">The reason, as the rest of a sentence.</param>
internal sealed class DialogFailedException(string reason) : Exception(reason);
