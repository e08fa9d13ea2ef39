using System.Globalization;
using System.Text.RegularExpressions;
using Keepalive.Platform.Jsonc;

namespace Keepalive.Login;

/// <summary>Reads recipes: one object each, with comments and trailing commas. What is wrong is told with file, line and field.</summary>
/// <param name="document">The text.</param>
/// <param name="place">Where it stands, for messages.</param>
/// <param name="find">The recipe that another one extends; null when there is none of that name.</param>
internal sealed class RecipeReader(JsoncDocument document, string place, Func<string, Recipe?> find)
{
    private static readonly string[] s_fields = ["extends", "tool", "command", "limitSeconds", "expiry", "rules"];

    /// <summary>The further fields of a built-in recipe. The hot path needs the keys too: the build writes them into RecipeExpiryKeys.</summary>
    private static readonly string[] s_ownFields = [.. s_fields, "loginCommand", "expiryKeys"];

    private static readonly string[] s_actions = ["sendSecret", "sendTotp", "send", "choose", "ask", "notify", "open", "success", "failure"];
    private static readonly string[] s_ruleFields = ["name", "match", "after", "again", "option", "row", "echoed", .. s_actions];

    /// <summary>The recipe comes with the product.</summary>
    public bool IsOurs { get; init; }

    /// <summary>Reads one.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="node">The object.</param>
    /// <exception cref="KeepaliveException">RecipeInvalid.</exception>
    public Recipe Read(string name, JsoncNode node)
    {
        RequireKind(node, JsoncKind.Object, $"recipe '{name}'");
        RequireKnown(node, IsOurs ? s_ownFields : s_fields, $"recipe '{name}'");
        Recipe? parent = Parent(node);
        string tool = Text(node, "tool") ?? parent?.Tool ?? name;
        IReadOnlyList<IReadOnlyList<string>> command = Command(node) ?? parent?.Command ?? [[tool]];
        return new Recipe
        {
            Name = name,
            Tool = tool,
            Command = command,
            LoginCommand = Text(node, "loginCommand"),
            ExpiryKeys = Keys(node),
            Rules = Merge(Rules(node), parent?.Rules ?? []),
            Limit = Limit(node) ?? parent?.Limit ?? Recipe.DefaultLimit,
            Expiry = Pattern(node, "expiry") ?? parent?.Expiry,
        };
    }

    private static RecipeRule[] Merge(List<RecipeRule> own, IReadOnlyList<RecipeRule> inherited) =>
        [.. own, .. inherited.Where(rule => own.TrueForAll(other => other.Name != rule.Name))];

    private string[] Keys(JsoncNode node)
    {
        if (node.Find("expiryKeys") is not { } list)
        {
            return [];
        }

        RequireKind(list.Value, JsoncKind.Array, "'expiryKeys'");
        return [.. list.Value.Items.Select(item => document.StringOf(item.Value) ?? throw Wrong(item.Value, "'expiryKeys' has to hold names of keys"))];
    }

    private Recipe? Parent(JsoncNode node) => node.Find("extends") is { } item
        ? find(Text(node, "extends")!) ?? throw Wrong(item.Value, "'extends' is not the name of a recipe")
        : null;

    private List<RecipeRule> Rules(JsoncNode node)
    {
        var rules = new List<RecipeRule>();
        if (node.Find("rules") is not { } list)
        {
            return rules;
        }

        RequireKind(list.Value, JsoncKind.Array, "'rules'");
        foreach (JsoncItem item in list.Value.Items)
        {
            RecipeRule rule = Rule(item.Value);
            rules.Add(rules.TrueForAll(other => other.Name != rule.Name) ? rule : throw Wrong(item.Value, $"rule '{rule.Name}' occurs twice"));
        }

        return rules;
    }

    private RecipeRule Rule(JsoncNode node)
    {
        RequireKind(node, JsoncKind.Object, "a rule");
        string name = Text(node, "name") ?? throw Wrong(node, "a rule has no 'name'");
        RequireKnown(node, s_ruleFields, $"rule '{name}'");
        JsoncItem[] actions = [.. node.Items.Where(item => s_actions.Contains(item.Name))];
        if (actions.Length != 1)
        {
            throw Wrong(node, $"rule '{name}' needs one of {string.Join(", ", s_actions)}{(actions.Length > 1 ? ", and has more" : string.Empty)}");
        }

        RecipeAction action = Enum.GetValues<RecipeAction>()[Array.IndexOf(s_actions, actions[0].Name)];
        return new RecipeRule
        {
            Name = name,
            Match = Pattern(node, "match") ?? throw Wrong(node, $"rule '{name}' has no 'match'"),
            After = Pattern(node, "after"),
            Again = Pattern(node, "again"),
            Options = Options(node, name, action),
            YieldsToWords = IsOurs
                && (action is RecipeAction.Notify or RecipeAction.Open || (action == RecipeAction.Failure && document.StringOf(actions[0].Value) == KeepaliveErrorCode.LoginToolFailed)),
            IsRow = Flag(node, "row"),
            IsEchoed = Flag(node, "echoed"),
            Action = action,
            Text = Value(name, action, actions[0].Value),
            Form = action == RecipeAction.Choose && document.StringOf(actions[0].Value) == "typed" ? ChoiceForm.Typed : ChoiceForm.Number,
        };
    }

    private string Value(string rule, RecipeAction action, JsoncNode node)
    {
        string? text = document.StringOf(node);
        switch (action)
        {
            case RecipeAction.Ask:
                return AskedKinds.Find(text) is not null ? text! : throw Wrong(node, $"rule '{rule}': 'ask' must be one of {AskedKinds.All}");
            case RecipeAction.Send or RecipeAction.Notify:
                return text ?? throw Wrong(node, $"rule '{rule}': its text to send or show must be a string");
            case RecipeAction.Choose:
                return text is "number" or "typed" ? text : throw Wrong(node, $"rule '{rule}': 'choose' must be \"number\" or \"typed\"");
            case RecipeAction.Failure:
                return LoginFailures.IsKnown(text) ? text! : throw Wrong(node, $"rule '{rule}': 'failure' must be one of {string.Join(", ", LoginFailures.Names)}");
            default:
                return node.Kind == JsoncKind.Boolean && document.TextOf(node)[0] == (byte)'t'
                    ? string.Empty
                    : throw Wrong(node, $"rule '{rule}': '{RecipeWords.Of(action)}' must be true");
        }
    }

    private List<IReadOnlyList<string>>? Command(JsoncNode node)
    {
        if (node.Find("command") is not { } item)
        {
            return null;
        }

        RequireKind(item.Value, JsoncKind.Array, "'command'");
        List<IReadOnlyList<string>> groups = [];
        foreach (JsoncItem word in item.Value.Items)
        {
            groups.Add(word.Value.Kind == JsoncKind.Array ? [.. word.Value.Items.Select(part => Word(part.Value))] : [Word(word.Value)]);
        }

        return groups.Count > 0 && groups[0].Count > 0 ? groups : throw Wrong(item.Value, "'command' contains no program");
    }

    private string Word(JsoncNode node) => document.StringOf(node) ?? throw Wrong(node, "'command' must contain strings or lists of strings");

    private TimeSpan? Limit(JsoncNode node)
    {
        if (node.Find("limitSeconds") is not { } item)
        {
            return null;
        }

        return item.Value.Kind == JsoncKind.Number
            && double.TryParse(document.TextOf(item.Value), NumberStyles.Float, CultureInfo.InvariantCulture, out double seconds) && seconds is >= 1 and <= 540
            ? TimeSpan.FromSeconds(seconds)
            : throw Wrong(item.Value, "'limitSeconds' must be a number from 1 to 540");
    }

    /// <summary>One pattern, or a list of them.</summary>
    private Regex[] Options(JsoncNode node, string rule, RecipeAction action)
    {
        if (node.Find("option") is not { } item)
        {
            return [];
        }

        JsoncNode[] nodes = item.Value.Kind == JsoncKind.Array ? [.. item.Value.Items.Select(one => one.Value)] : [item.Value];
        return action == RecipeAction.Choose && nodes.Length > 0
            ? [.. nodes.Select(one => Compile(one, document.StringOf(one) ?? throw Wrong(one, $"rule '{rule}': 'option' must be a string or a list of strings"), "option"))]
            : throw Wrong(item.Value, $"rule '{rule}': 'option' is needed for 'choose', and can't be an empty list");
    }

    private Regex? Pattern(JsoncNode node, string field) => Text(node, field) is { } text ? Compile(node.Find(field)!.Value.Value, text, field) : null;

    private Regex Compile(JsoncNode node, string text, string field)
    {
        try
        {
            return IsOurs ? RecipePattern.CompileOurs(text) : RecipePattern.Compile(text);
        }
        catch (ArgumentException exception)
        {
            throw Wrong(node, $"'{field}' is not a regular expression ({exception.Message})");
        }
    }

    private string? Text(JsoncNode node, string field) => node.Find(field) is { } item
        ? document.StringOf(item.Value) is { Length: > 0 } text ? text : throw Wrong(item.Value, $"'{field}' must be a string")
        : null;

    private bool Flag(JsoncNode node, string field) => node.Find(field) is { } item
        && (item.Value.Kind == JsoncKind.Boolean ? document.TextOf(item.Value)[0] == (byte)'t' : throw Wrong(item.Value, $"'{field}' must be true or false"));

    private void RequireKind(JsoncNode node, JsoncKind kind, string what)
    {
        if (node.Kind != kind)
        {
            throw Wrong(node, $"{what} must be {(kind == JsoncKind.Array ? "a list" : "an object")}, but is {node.Describe()}");
        }
    }

    private void RequireKnown(JsoncNode node, string[] fields, string what)
    {
        foreach (JsoncItem item in node.Items)
        {
            if (!fields.Contains(item.Name))
            {
                throw Wrong(item.Value, $"{what} has an unknown field '{item.Name}' (the {WordList.Are("field", fields)})");
            }
        }
    }

    private KeepaliveException Wrong(JsoncNode node, string phrase) => KeepaliveErrors.RecipeInvalid(place, document.Wrong(node.Start, phrase).Message);
}
