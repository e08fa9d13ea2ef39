using System.Collections;

namespace Keepalive.Commands;

/// <summary>Offers the words of a list that the companion has: it only reads files.</summary>
public abstract class CompanionCompleter : ListCompleter
{
    private readonly string _list;

    private protected CompanionCompleter(string list) => _list = list;

    private protected override IEnumerable<Suggestion> Suggest(IDictionary? bound)
    {
        var parameters = new CmdletParameters { ["List"] = _list, ["Name"] = bound?["Name"]?.ToString() };
        return CompanionQuery.Ask("Complete", parameters, CompanionCmdlet.Programs)
            .Select(static message => message.Object("value")).OfType<CompanionObject>()
            .Where(static one => one.Flag("IsVisible"))
            .Select(Make);
    }

    private protected virtual Suggestion Make(CompanionObject one) => new(one.Text("Name")!, one.Text("Tip"));
}

/// <summary>Completes profile names out of the shared files, in their order.</summary>
public sealed class ProfileNameCompleter() : CompanionCompleter("profiles");

/// <summary>Completes the names of recipes, those of the configuration file too.</summary>
public sealed class RecipeNameCompleter() : CompanionCompleter("recipes");

/// <summary>Completes the regions that the profiles and the environment name.</summary>
public sealed class RegionNameCompleter() : CompanionCompleter("regions");

/// <summary>Completes the ids of the doctor's checks, each with what it looks for.</summary>
public sealed class CheckIdCompleter() : CompanionCompleter("checks");

/// <summary>Completes the names of settings, each with what it is for.</summary>
public sealed class SettingNameCompleter() : CompanionCompleter("settings");

/// <summary>Completes the value of the setting that the same command line names, where the values can be listed.</summary>
public sealed class SettingValueCompleter() : CompanionCompleter("values");

/// <summary>Completes a table of settings with its first entry.</summary>
public sealed class SettingTableCompleter() : CompanionCompleter("settings")
{
    private protected override Suggestion Make(CompanionObject one) =>
        new(one.Text("Name")!, one.Text("Tip"), $"@{{ {one.Text("Name")} = {CompletionText.Quoted(one.Text("Default") ?? string.Empty)} }}");
}
