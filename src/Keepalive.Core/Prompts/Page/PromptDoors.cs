using Keepalive.Configuration;
using Keepalive.Prompts.Dialogs;
using Keepalive.SignIn;

namespace Keepalive.Prompts.Page;

/// <summary>The ways to reach a person that this machine has.</summary>
internal static class PromptDoors
{
    /// <summary>Looks for them; opens nothing.</summary>
    /// <param name="environment">The variables and the platform.</param>
    /// <param name="settings">The profile's settings.</param>
    /// <param name="clock">The time.</param>
    public static PromptWays Find(SystemEnvironment environment, KeepaliveConfiguration settings, TimeProvider clock) => Find(environment, settings, clock, rest: null);

    /// <summary>The same for a process that does nothing else, and gives its memory back.</summary>
    /// <param name="environment">The variables and the platform.</param>
    /// <param name="settings">The profile's settings.</param>
    /// <param name="clock">The time.</param>
    /// <param name="rest">Gives memory back.</param>
    public static PromptWays Find(SystemEnvironment environment, KeepaliveConfiguration settings, TimeProvider clock, HeapRest? rest)
    {
        Machine machine = Machine.Current(environment);
        string? headless = HeadlessDetection.Headless(machine);
        var browser = new Browser(machine, template: null, clock);
        return new PromptWays
        {
            Place = settings.Prompt,
            Headless = headless,
            Dialog = PromptDialogs.Find(environment, machine),
            Open = board => new PageDoor(PromptServer.Start(environment, board, clock, rest), browser),
            OpenAddress = headless is null || settings.Prompt == PromptPlace.Page ? browser.OpenAsync : null,
        };
    }
}
