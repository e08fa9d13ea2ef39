using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Security;

namespace Keepalive.Commands;

/// <summary>
/// A vault of the module Microsoft.PowerShell.SecretManagement, for a login. The vault's commands run in this session; a value goes from its
/// SecureString into the pipe.
/// </summary>
internal static class SecretVault
{
    private const string Module = "Microsoft.PowerShell.SecretManagement";

    /// <summary>The line that answers.</summary>
    public static byte[] Answer(CommandInvocationIntrinsics commands, CompanionObject question)
    {
        if (commands.GetCommand("Get-SecretInfo", CommandTypes.All) is not { ModuleName: Module })
        {
            return AnswerLine.Fault($"the module {Module} is not installed", isUnavailable: true);
        }

        string name = question.Text("name") ?? string.Empty;
        string vault = question.Text("vault") ?? string.Empty;
        try
        {
            return question.Text("action") switch
            {
                "exists" => AnswerLine.Of(Exists(commands, name, vault)),
                "read" => Exists(commands, name, vault) ? Read(commands, name, vault) : AnswerLine.None,
                "write" => Write(commands, name, vault, question.Text("secret") ?? string.Empty),
                "remove" => AnswerLine.Of(Remove(commands, name, vault)),
                _ => AnswerLine.None,
            };
        }
        catch (RuntimeException exception) when (exception is not PipelineStoppedException)
        {
            // The vault got no value as text, so its error can't contain one.
            return AnswerLine.Fault(string.Join(" ", exception.Message.Split('\r', '\n')).TrimEnd('.', ' '));
        }
    }

    /// <summary>Asks for the name alone. A vault may take it for a pattern, and may not tell upper from lower case.</summary>
    private static bool Exists(CommandInvocationIntrinsics commands, string name, string vault) => commands.InvokeScript(
        $$"""
        param($name, $vault)
        {{Module}}\Get-SecretInfo -Name ([WildcardPattern]::Escape($name)) -Vault $vault -ErrorAction Stop | Where-Object Name -CEQ $name
        """,
        name, vault).Count > 0;

    private static byte[] Read(CommandInvocationIntrinsics commands, string name, string vault)
    {
        Collection<PSObject> found = commands.InvokeScript($$"""param($name, $vault) {{Module}}\Get-Secret -Name $name -Vault $vault -ErrorAction Stop""", name, vault);
        return found.Count == 1 ? found[0].BaseObject switch
        {
            SecureString text => AnswerLine.Secret(text),
            PSCredential credential => AnswerLine.Secret(credential.Password),
            string text => AnswerLine.Secret(text),
            _ => NotOne(name),
        } : NotOne(name);
    }

    private static byte[] Write(CommandInvocationIntrinsics commands, string name, string vault, string text)
    {
        using var value = new SecureString();
        foreach (char sign in text)
        {
            value.AppendChar(sign);
        }

        commands.InvokeScript($$"""param($name, $vault, $value) {{Module}}\Set-Secret -Name $name -Vault $vault -SecureStringSecret $value -ErrorAction Stop""", name, vault, value);
        return AnswerLine.None;
    }

    private static bool Remove(CommandInvocationIntrinsics commands, string name, string vault)
    {
        bool exists = Exists(commands, name, vault);
        if (exists)
        {
            commands.InvokeScript($$"""param($name, $vault) {{Module}}\Remove-Secret -Name $name -Vault $vault -ErrorAction Stop""", name, vault);
        }

        return exists;
    }

    private static byte[] NotOne(string name) => AnswerLine.Fault($"its entry '{name}' is not a SecureString");
}
