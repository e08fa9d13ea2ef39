using System.Runtime.CompilerServices;

namespace Keepalive.Platform;

/// <summary>
/// Builds the result of an asynchronous method that a cmdlet calls at its first use and that usually completes without waiting. In a package of the module,
/// Core has machine code that was made ahead. It can contain the start of each method only if the builder is a type of Core: the start in .NET's own builder
/// is generic over a structure of each method, so PowerShell would compile it at run time, method by method.
/// </summary>
/// <typeparam name="TResult">The result of the method.</typeparam>
internal struct PrecompiledBuilder<TResult>
{
    private AsyncValueTaskMethodBuilder<TResult> _builder;

    /// <summary>The result as the caller sees it.</summary>
    public ValueTask<TResult> Task => _builder.Task;

    /// <summary>A new builder; the compiler calls this for each call of the method.</summary>
    public static PrecompiledBuilder<TResult> Create() => default;

    /// <summary>Runs the method until it waits for the first time. As in .NET's own builder, a change of the context in it does not reach the caller.</summary>
#pragma warning disable CA1822 // The code of the compiler calls it on the builder.
    public readonly void Start<TStateMachine>(ref TStateMachine stateMachine)
#pragma warning restore CA1822
        where TStateMachine : IAsyncStateMachine
    {
        ExecutionContext? context = ExecutionContext.Capture();
        try
        {
            stateMachine.MoveNext();
        }
        finally
        {
            if (context is not null && context != ExecutionContext.Capture())
            {
                ExecutionContext.Restore(context);
            }
        }
    }

    /// <summary>Part of the contract with the compiler; never called for structures.</summary>
    public void SetStateMachine(IAsyncStateMachine stateMachine) => _builder.SetStateMachine(stateMachine);

    /// <summary>The method has its result.</summary>
    public void SetResult(TResult result) => _builder.SetResult(result);

    /// <summary>The method has failed.</summary>
    public void SetException(Exception exception) => _builder.SetException(exception);

    /// <summary>Continues the method when the awaiter has completed.</summary>
    public void AwaitOnCompleted<TAwaiter, TStateMachine>(ref TAwaiter awaiter, ref TStateMachine stateMachine)
        where TAwaiter : INotifyCompletion
        where TStateMachine : IAsyncStateMachine => _builder.AwaitOnCompleted(ref awaiter, ref stateMachine);

    /// <summary>The same, without the context of the caller.</summary>
    public void AwaitUnsafeOnCompleted<TAwaiter, TStateMachine>(ref TAwaiter awaiter, ref TStateMachine stateMachine)
        where TAwaiter : ICriticalNotifyCompletion
        where TStateMachine : IAsyncStateMachine => _builder.AwaitUnsafeOnCompleted(ref awaiter, ref stateMachine);
}
