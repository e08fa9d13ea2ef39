namespace Keepalive.Login;

/// <summary>The action of a rule when its pattern matches.</summary>
internal enum RecipeAction
{
    /// <summary>Types the stored password.</summary>
    SendSecret,

    /// <summary>Types a one-time code.</summary>
    SendTotp,

    /// <summary>Types a text that is not a secret.</summary>
    Send,

    /// <summary>Chooses the role out of a list.</summary>
    Choose,

    /// <summary>Asks the person, and types the answer.</summary>
    Ask,

    /// <summary>Tells the person something, such as a number to match on a phone.</summary>
    Notify,

    /// <summary>Opens an address in the browser, once, and tells the person of it.</summary>
    Open,

    /// <summary>The tool says that it has worked.</summary>
    Success,

    /// <summary>The tool says that it has not, and how.</summary>
    Failure,
}

/// <summary>How a list is answered.</summary>
internal enum ChoiceForm
{
    /// <summary>By the number that stands before the option.</summary>
    Number,

    /// <summary>By arrows, after typing the role's name where the list is long, and Enter.</summary>
    Typed,
}
