using System.Runtime.CompilerServices;

namespace Keepalive.Core.Tests.Platform;

public sealed class PrecompiledBuilderTests
{
    private static readonly AsyncLocal<string?> s_context = new();

    [Fact]
    public async Task A_method_that_need_not_wait_is_finished_when_it_returns()
    {
        ValueTask<string> answer = AnswerAsync(Task.CompletedTask, "now");

        Assert.True(answer.IsCompletedSuccessfully);
        Assert.Equal("now", await answer);
    }

    [Fact]
    public async Task A_method_that_waits_goes_on_with_its_variables()
    {
        var signal = new TaskCompletionSource();

        ValueTask<string> answer = AnswerAsync(signal.Task, "later");

        Assert.False(answer.IsCompleted);
        signal.SetResult();
        Assert.Equal("later", await answer);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_exception_reaches_the_one_that_awaits(bool waits)
    {
        var signal = new TaskCompletionSource();
        ValueTask<string> answer = FailAsync(waits ? signal.Task : Task.CompletedTask);

        signal.SetResult();

        Assert.Equal("no", (await Assert.ThrowsAsync<InvalidOperationException>(async () => await answer)).Message);
    }

    [Fact]
    public async Task A_change_of_the_context_does_not_reach_the_caller()
    {
        s_context.Value = "of the caller";

        Assert.Equal("of the method", await ChangeAsync());

        Assert.Equal("of the caller", s_context.Value);
    }

    [AsyncMethodBuilder(typeof(PrecompiledBuilder<>))]
    private static async ValueTask<string> AnswerAsync(Task wait, string text)
    {
        await wait.ConfigureAwait(false);
        return text;
    }

    [AsyncMethodBuilder(typeof(PrecompiledBuilder<>))]
    private static async ValueTask<string> FailAsync(Task wait)
    {
        await wait.ConfigureAwait(false);
        throw new InvalidOperationException("no");
    }

    [AsyncMethodBuilder(typeof(PrecompiledBuilder<>))]
    private static async ValueTask<string?> ChangeAsync()
    {
        s_context.Value = "of the method";
        await Task.CompletedTask.ConfigureAwait(false);
        return s_context.Value;
    }
}
