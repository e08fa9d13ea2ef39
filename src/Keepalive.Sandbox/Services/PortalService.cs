using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Keepalive.Sandbox.Services;

/// <summary>sso, the portal: what an access token opens.</summary>
internal sealed partial class PortalService(IdentityCenterState state, AccountDirectory directory, KeyRing keys, SandboxOptions options)
{
    private const string UserName = "sandbox.person@example.com";

    public SandboxReply GetRoleCredentials(SandboxRequest request)
    {
        string roleName = Required(request, "role_name");
        string accountId = AccountId(request);
        CheckToken(request);
        if (!directory.IsAssigned(accountId, roleName))
        {
            throw NotAssigned("No access");
        }

        string role = $"AWSReservedSSO_{roleName}_{Secrets.StableId("", accountId + roleName)[..16].ToLowerInvariant()}";
        string userId = $"{Secrets.StableId("AROA", accountId + role)}:{UserName}";
        SandboxKey key = keys.IssueTemporary(userId, $"arn:aws:sts::{accountId}:assumed-role/{role}/{UserName}", options.Now + options.RoleCredentialsLifetime);
        return SandboxReply.Json(new JsonObject
        {
            ["roleCredentials"] = new JsonObject
            {
                ["accessKeyId"] = key.AccessKeyId,
                ["secretAccessKey"] = key.SecretAccessKey,
                ["sessionToken"] = key.SessionToken,
                ["expiration"] = key.Expiration!.Value.ToUnixTimeMilliseconds(),
            },
        });
    }

    public SandboxReply ListAccounts(SandboxRequest request)
    {
        CheckToken(request);
        return Page(request, "accountList", directory.Accounts, account => new JsonObject
        {
            ["accountId"] = account.AccountId,
            ["accountName"] = account.AccountName,
            ["emailAddress"] = account.EmailAddress,
        });
    }

    public SandboxReply ListAccountRoles(SandboxRequest request)
    {
        string accountId = AccountId(request);
        CheckToken(request);
        SandboxAccount account = directory.Accounts.FirstOrDefault(account => account.AccountId == accountId) ?? throw NotAssigned("No access");
        return Page(request, "roleList", account.Roles, role => new JsonObject { ["roleName"] = role, ["accountId"] = accountId });
    }

    public SandboxReply Logout(SandboxRequest request) =>
        state.EndSessionOf(Token(request)) ? new SandboxReply(200, "application/json", "") : throw Unauthorized();

    private SandboxReply Page<T>(SandboxRequest request, string listName, IReadOnlyList<T> items, Func<T, JsonObject> write)
    {
        int size = options.PageSize;
        if (request["max_result"] is { } wanted && (!int.TryParse(wanted, NumberStyles.None, CultureInfo.InvariantCulture, out size) || size is < 1 or > 100))
        {
            throw Invalid("max_result has to be from 1 to 100");
        }

        int start = request["next_token"] is { } token ? Position(token) : 0;
        int end = Math.Min(start + size, items.Count);
        return SandboxReply.Json(new JsonObject
        {
            ["nextToken"] = end < items.Count ? Base64Url.EncodeToString(Encoding.ASCII.GetBytes($"from {end}")) : null,
            [listName] = new JsonArray([.. items.Take(start..end).Select(write)]),
        });
    }

    private static int Position(string nextToken)
    {
        try
        {
            string text = Encoding.ASCII.GetString(Base64Url.DecodeFromChars(nextToken));
            return text.StartsWith("from ", StringComparison.Ordinal) ? int.Parse(text[5..], NumberStyles.None, CultureInfo.InvariantCulture) : throw Invalid("Invalid next_token");
        }
        catch (FormatException)
        {
            throw Invalid("Invalid next_token");
        }
    }

    private void CheckToken(SandboxRequest request)
    {
        if (!state.Accepts(Token(request)))
        {
            throw Unauthorized();
        }
    }

    private ServiceErrorException NotAssigned(string message) => options.UnassignedRoleStatus == 404
        ? new ServiceErrorException("ResourceNotFoundException", message)
        : new ServiceErrorException("ForbiddenException", message);

    private static string AccountId(SandboxRequest request)
    {
        string accountId = Required(request, "account_id");
        return AccountIdForm().IsMatch(accountId) ? accountId : throw Invalid("account_id has to be twelve digits");
    }

    private static string Required(SandboxRequest request, string parameter) => request[parameter] ?? throw Invalid($"{parameter} is missing");

    private static string? Token(SandboxRequest request) => request.Header("x-amz-sso_bearer_token");

    private static ServiceErrorException Unauthorized() => new("UnauthorizedException", "Session token not found or invalid");

    private static ServiceErrorException Invalid(string message) => new("InvalidRequestException", message);

    [GeneratedRegex("^[0-9]{12}$")]
    private static partial Regex AccountIdForm();
}
