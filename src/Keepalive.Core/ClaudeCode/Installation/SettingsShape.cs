using Keepalive.Platform.Jsonc;

namespace Keepalive.ClaudeCode.Installation;

/// <summary>A value of a shape that Claude Code does not take.</summary>
/// <param name="Node">The value, or where it is missing the one that lacks it.</param>
/// <param name="Path">The names that lead to it.</param>
/// <param name="Phrase">What is wrong, without a full stop.</param>
/// <param name="IsHook">A hook: newer clients pass over that hook alone.</param>
internal sealed record ShapeFault(JsoncNode Node, string Path, string Phrase, bool IsHook)
{
    /// <summary>The first version of which it is known that it drops no more than the hook.</summary>
    public static Version PassesOverHookAlone { get; } = new(2, 1, 332);

    /// <summary>A client of this version drops the hook alone; of an unknown version that is not known.</summary>
    /// <param name="version">The version, or null.</param>
    public static bool PassesOver(Version? version) => version >= PassesOverHookAlone;

    /// <summary>The consequence.</summary>
    public string Consequence => IsHook
        ? $"because of this, older versions of Claude Code (for example 2.1.233) skip the whole file, and version {PassesOverHookAlone} skips that hook"
        : "because of this, Claude Code skips the whole file";
}

/// <summary>
/// The shapes that make Claude Code skip a settings file, our part included, usually without a message. Only those that were tried with the client:
/// 2.1.233 and 2.1.332, each value in a file with a helper that was then called or not. Values that the client accepts (env with numbers, a
/// hook event that is not a list, unknown keys) is not reported here.
/// </summary>
internal static class SettingsShape
{
    private static readonly (string[] Path, JsoncKind Kind)[] s_kinds =
    [
        (Slots.Export.Path, JsoncKind.Text),
        (Slots.Refresh.Path, JsoncKind.Text),
        (["apiKeyHelper"], JsoncKind.Text),
        (["model"], JsoncKind.Text),
        (["outputStyle"], JsoncKind.Text),
        (["disableAllHooks"], JsoncKind.Boolean),
        (["includeCoAuthoredBy"], JsoncKind.Boolean),
        (["cleanupPeriodDays"], JsoncKind.Number),
        (["env"], JsoncKind.Object),
        (["sandbox"], JsoncKind.Object),
        (["enabledPlugins"], JsoncKind.Object),
        (["permissions"], JsoncKind.Object),
        (["permissions", "allow"], JsoncKind.Array),
        (["permissions", "additionalDirectories"], JsoncKind.Array),
        ([Slots.StatusLineSetting], JsoncKind.Object),
        ([Slots.StatusLineSetting, "type"], JsoncKind.Text),
        (Slots.StatusLine.Path, JsoncKind.Text),
        ([Slots.StatusLineSetting, "padding"], JsoncKind.Number),
    ];

    private static readonly (string Name, JsoncKind Kind)[] s_hookKinds = [("command", JsoncKind.Text), ("timeout", JsoncKind.Number), ("args", JsoncKind.Array)];

    private static readonly string[] s_required = ["type", "command"];

    public static IEnumerable<ShapeFault> Find(JsoncDocument document) => [.. Kinds(document), .. StatusLine(document), .. Hooks(document)];

    /// <summary>Refuses a file that would be skipped with what is written into it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="document">What it says.</param>
    /// <param name="replaced">Paths that get a value of ours.</param>
    /// <exception cref="KeepaliveException">SettingsFileInvalid, with line and column.</exception>
    public static void Require(string path, JsoncDocument document, IEnumerable<string> replaced)
    {
        if (Find(document).FirstOrDefault(fault => !replaced.Contains(fault.Path)) is { } fault)
        {
            JsoncException wrong = document.Wrong(fault.Node.Start, $"{fault.Phrase}; {fault.Consequence}");
            throw KeepaliveErrors.SettingsFileInvalid(path, wrong.Message, wrong);
        }
    }

    private static IEnumerable<ShapeFault> Kinds(JsoncDocument document) =>
        from known in s_kinds
        let node = document.Find(known.Path)
        where node is not null && node.Kind != known.Kind
        select Wrong(node, string.Join('.', known.Path), known.Kind, isHook: false);

    private static IEnumerable<ShapeFault> StatusLine(JsoncDocument document) =>
        from name in s_required
        where document.Find(Slots.StatusLineSetting) is { Kind: JsoncKind.Object } line && line.Find(name) is null
        select new ShapeFault(document.Find(Slots.StatusLineSetting)!, $"{Slots.StatusLineSetting}.{name}", $"'{Slots.StatusLineSetting}' has no '{name}'", IsHook: false);

    private static IEnumerable<ShapeFault> Hooks(JsoncDocument document) =>
        from item in document.Find("hooks") is { Kind: JsoncKind.Object } hooks ? hooks.Items : []
        where HookEvents.Known.Contains(item.Name!) && item.Value.Kind == JsoncKind.Array
        from fault in item.Value.Items.SelectMany((one, index) => Group(document, one.Value, $"hooks.{item.Name}[{index}]"))
        select fault;

    private static IEnumerable<ShapeFault> Group(JsoncDocument document, JsoncNode group, string path)
    {
        if (group.Kind != JsoncKind.Object)
        {
            return [Wrong(group, path, JsoncKind.Object)];
        }

        if (group.Find("hooks") is not { } list)
        {
            return [new ShapeFault(group, path, $"'{path}' has no list 'hooks'", IsHook: true)];
        }

        IEnumerable<ShapeFault> matcher = group.Find("matcher") is { Value: { Kind: not JsoncKind.Text } other } ? [Wrong(other, path + ".matcher", JsoncKind.Text)] : [];
        return matcher.Concat(list.Value.Kind == JsoncKind.Array
            ? list.Value.Items.SelectMany((hook, index) => Hook(document, hook.Value, $"{path}.hooks[{index}]"))
            : [Wrong(list.Value, path + ".hooks", JsoncKind.Array)]);
    }

    private static IEnumerable<ShapeFault> Hook(JsoncDocument document, JsoncNode hook, string path)
    {
        if (hook.Kind != JsoncKind.Object)
        {
            yield return Wrong(hook, path, JsoncKind.Object);
            yield break;
        }

        if (hook.Find("type") is not { } type)
        {
            yield return new ShapeFault(hook, path, $"'{path}' has no 'type'", IsHook: true);
        }
        else if (type.Value.Kind != JsoncKind.Text)
        {
            yield return Wrong(type.Value, path + ".type", JsoncKind.Text);
        }
        else if (document.StringOf(type.Value) == "command" && hook.Find("command") is null)
        {
            yield return new ShapeFault(hook, path, $"'{path}' has no 'command'", IsHook: true);
        }

        foreach ((string name, JsoncKind kind) in s_hookKinds)
        {
            if (hook.Find(name) is { } value && value.Value.Kind != kind)
            {
                yield return Wrong(value.Value, $"{path}.{name}", kind);
            }
        }
    }

    private static ShapeFault Wrong(JsoncNode node, string path, JsoncKind kind, bool isHook = true) =>
        new(node, path, $"'{path}' must be {new JsoncNode(kind, 0, 0, []).Describe()}, but is {node.Describe()}", isHook);
}
