using PuppeteerSharp;

namespace Keepalive.Browser.Tests;

/// <summary>
/// The clock and the timers of a page stand still from now on, and go on as the test says. The page asks for them when it needs them, so it
/// may be open already; its policy is not asked about what a debugger does.
/// </summary>
internal sealed class PageClock : IAsyncDisposable
{
    private const string Stop = """
        () => {
          const real = { Date, setTimeout, clearTimeout, setInterval, clearInterval };
          const started = { time: performance.now(), date: Date.now() };
          const timers = new Map();
          let past = 0;
          let last = 0;
          const add = (run, wait, again, values) => {
            timers.set(++last, { run: () => run(...values), due: past + wait, again });
            return last;
          };
          const next = (end) => [...timers].filter(([, timer]) => timer.due <= end).sort(([, one], [, other]) => one.due - other.due)[0];
          const fire = ([id, timer]) => {
            if (timer.again === null) timers.delete(id);
            else timer.due = past + timer.again;
            timer.run();
          };
          performance.now = () => started.time + past;
          Object.assign(globalThis, {
            Date: class extends real.Date {
              constructor(...parts) { super(...(parts.length ? parts : [started.date + past])); }
              static now() { return started.date + past; }
            },
            setTimeout: (run, wait = 0, ...values) => add(run, wait, null, values),
            setInterval: (run, wait, ...values) => add(run, wait, Math.max(wait, 1), values),
            clearTimeout: (id) => timers.delete(id),
            clearInterval: (id) => timers.delete(id),
            stoppedClock: {
              run(time) { // Each timer as often as it is due.
                const end = past + time;
                for (let timer = next(end); timer; timer = next(end)) { past = timer[1].due; fire(timer); }
                past = end;
              },
              jump(time) { // Each timer once, as after a computer has slept.
                past += time;
                [...timers].filter(([, timer]) => timer.due <= past).forEach(fire);
              },
              giveBack() {
                delete performance.now;
                Object.assign(globalThis, real);
              },
            },
          });
        }
        """;

    private readonly IPage _page;

    private PageClock(IPage page) => _page = page;

    public static async Task<PageClock> StopAsync(IPage page)
    {
        await page.EvaluateFunctionAsync(Stop);
        return new PageClock(page);
    }

    public Task RunAsync(TimeSpan time) => _page.EvaluateFunctionAsync("time => stoppedClock.run(time)", time.TotalMilliseconds);

    public Task JumpAsync(TimeSpan time) => _page.EvaluateFunctionAsync("time => stoppedClock.jump(time)", time.TotalMilliseconds);

    /// <summary>The page has the clock of the computer again: the rules of axe need timers.</summary>
    public async ValueTask DisposeAsync() => await _page.EvaluateExpressionAsync("stoppedClock.giveBack()");
}
