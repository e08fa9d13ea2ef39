using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Keepalive.Sandbox.Services;

/// <summary>A role's ARN and its parts.</summary>
internal sealed record RoleArn(string Text, string Partition, string AccountId, string Name);

/// <summary>The limits of the STS parameters, from the service model.</summary>
internal static partial class StsParameters
{
    public static RoleArn RoleArn(SandboxRequest request)
    {
        CheckText(request, "RoleArn", 20, 2048, required: true);
        string text = request["RoleArn"]!;
        Match match = RoleArnForm().Match(text);
        return match.Success
            ? new RoleArn(text, match.Groups["partition"].Value, match.Groups["account"].Value, match.Groups["name"].Value)
            : throw Invalid($"{text} is invalid");
    }

    public static string SessionName(SandboxRequest request)
    {
        CheckText(request, "RoleSessionName", 2, 64, required: true);
        string name = request["RoleSessionName"]!;
        return SessionNameForm().IsMatch(name) ? name : throw Constraint("RoleSessionName", name, @"Member must satisfy regular expression pattern: [\w+=,.@-]*");
    }

    public static int Duration(SandboxRequest request, int otherwise, int most)
    {
        if (request["DurationSeconds"] is not { } text)
        {
            return otherwise;
        }

        return !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int seconds) || seconds < 900
            ? throw Constraint("DurationSeconds", text, "Member must have value greater than or equal to 900")
            : seconds <= most ? seconds : throw Constraint("DurationSeconds", text, $"Member must have value less than or equal to {most}");
    }

    public static void CheckMfa(SandboxRequest request)
    {
        CheckText(request, "SerialNumber", 9, 256);
        if (request["TokenCode"] is { } code && !TokenCodeForm().IsMatch(code))
        {
            throw Constraint("TokenCode", code, "Member must have length equal to 6, of digits");
        }
    }

    public static void CheckText(SandboxRequest request, string name, int least, int most, bool required = false)
    {
        string? value = request.Values(name) is [{ } given, ..] ? given : null;
        if (value is null && required)
        {
            throw Constraint(name, "null", "Member must not be null");
        }

        if (value?.Length < least)
        {
            throw Constraint(name, value, $"Member must have length greater than or equal to {least}");
        }

        if (value?.Length > most)
        {
            throw Constraint(name, value, $"Member must have length less than or equal to {most}");
        }
    }

    public static void CheckPolicy(SandboxRequest request)
    {
        if (request["Policy"] is { } policy)
        {
            try
            {
                JsonDocument.Parse(policy).Dispose();
            }
            catch (JsonException)
            {
                throw new ServiceErrorException("MalformedPolicyDocument", "This policy contains invalid Json");
            }
        }
    }

    public static ServiceErrorException Invalid(string message) => new("ValidationError", message);

    private static ServiceErrorException Constraint(string name, string value, string constraint) =>
        Invalid($"1 validation error detected: Value '{value}' at '{char.ToLowerInvariant(name[0])}{name[1..]}' failed to satisfy constraint: {constraint}");

    [GeneratedRegex(@"^arn:(?<partition>aws[a-z-]*):iam::(?<account>\d{12}):role/(?:[^/]+/)*(?<name>[\w+=,.@-]+)$")]
    private static partial Regex RoleArnForm();

    [GeneratedRegex(@"^[\w+=,.@-]*$")]
    private static partial Regex SessionNameForm();

    [GeneratedRegex(@"^\d{6}$")]
    private static partial Regex TokenCodeForm();
}
