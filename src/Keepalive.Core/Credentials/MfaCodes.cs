using Keepalive.Aws.AccessKeys;
using Keepalive.Aws.Profiles;
using Keepalive.Aws.SecurityTokens;
using Keepalive.Configuration;
using Keepalive.Platform.Processes;
using Keepalive.Platform.Time;
using Keepalive.Prompts;
using Keepalive.Secrets;

namespace Keepalive.Credentials;

/// <summary>
/// Gives the codes of MFA devices: from <c>totpCommand</c>, a stored seed, the program of <c>mfa_process</c>, or a person. No code is sent twice. A person may try
/// three times; a stored seed whose code AWS refused is not used again until it is changed.
/// </summary>
/// <param name="environment">The variables and the platform.</param>
/// <param name="configuration">Our settings.</param>
/// <param name="prompt">Asks a person.</param>
/// <param name="openStore">Opens the store of secrets.</param>
/// <param name="clock">AWS's time.</param>
internal sealed class MfaCodes(
    SystemEnvironment environment, KeepaliveConfiguration configuration, Func<IPersonPrompt> prompt, Func<KeepaliveConfiguration, SecretKeeper> openStore, AwsClock clock)
{
    private const int MostAttempts = 3;
    private const int OutputLimit = 4096;

    /// <summary>Whether a code can be got without a person: from <c>totpCommand</c>, <c>mfa_process</c> or a stored seed. Only reads files.</summary>
    /// <param name="profiles">The profiles that may have one of them.</param>
    public bool AreUnattended(IReadOnlyList<AwsProfile> profiles) => profiles.Any(profile =>
        configuration.For(profile.Name) is var settings
        && (settings.TotpCommand is { Length: > 0 } || RoleSettings.Find(profile, "mfa_process") is not null || MarkOf(settings, profile.Name) is { IsStored: true }));

    /// <summary>Makes a call that needs a code, with a stored one, or with the one that a person has given for this request.</summary>
    /// <param name="request">The request of the profile in use.</param>
    /// <param name="profiles">The profiles that may have a seed or <c>mfa_process</c>, the profile in use first.</param>
    /// <param name="serial">The device.</param>
    /// <param name="call">The call; it sends the code once.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="KeepaliveException">MfaCodeNeeded, MfaDeviceCodeRejected, MfaSeedRejected, MfaProcessFailed, or an error of the call.</exception>
    public async Task<T> WithCodeAsync<T>(
        CredentialRequest request, IReadOnlyList<AwsProfile> profiles, string serial, Func<MfaCode, Task<T>> call, CancellationToken cancellationToken)
    {
        if (request.Person?.Take() is { } given)
        {
            return await call(new MfaCode(serial, given)).ConfigureAwait(false);
        }

        foreach (AwsProfile profile in profiles)
        {
            KeepaliveConfiguration settings = configuration.For(profile.Name);
            if (SecretCommand.Of(settings, profile.Name, SecretKind.Totp, environment) is { } program)
            {
                SecretName name = SecretName.Of(settings, profile.Name, SecretKind.Totp);
                using Secret code = await CommandCode.NextAsync(program, name, environment, request.Deadline, clock.Machine, cancellationToken).ConfigureAwait(false);
                return await call(new MfaCode(serial, code)).ConfigureAwait(false);
            }
        }

        if (await FindSeedAsync(profiles, cancellationToken).ConfigureAwait(false) is { } stored)
        {
            return await WithSeedAsync(stored, profiles[0].Name, serial, request.Deadline, call, cancellationToken).ConfigureAwait(false);
        }

        foreach (AwsProfile profile in profiles)
        {
            if (RoleSettings.Find(profile, "mfa_process") is { } command)
            {
                using Secret code = await RunAsync(profile.Name, command, request.Deadline, cancellationToken).ConfigureAwait(false);
                return await call(new MfaCode(serial, code)).ConfigureAwait(false);
            }
        }

        if (request.Person is { } person)
        {
            person.Wanted = serial;
        }

        throw KeepaliveErrors.MfaCodeNeeded(profiles[0].Name, NameOf(serial));
    }

    /// <summary>
    /// Gets a credential, and asks a person for a code if nothing else has one: outside of every lock, so that no other process waits for the person. The
    /// code is used for the first request that needs one; a role that wants its own gets the next.
    /// </summary>
    /// <param name="request">The request.</param>
    /// <param name="get">Gets the credential.</param>
    /// <param name="cancellationToken">Withdraws the question.</param>
    /// <exception cref="KeepaliveException">MfaCodeNeeded, AnswerNotGiven, MfaDeviceCodeRejected after the third wrong code, or an error of the request.</exception>
    public async ValueTask<AwsCredential> RunAsync(CredentialRequest request, Func<CredentialRequest, ValueTask<AwsCredential>> get, CancellationToken cancellationToken)
    {
        IPersonPrompt asks = prompt();
        if (asks is UnavailablePrompt)
        {
            return await get(request).ConfigureAwait(false);
        }

        string? complaint = null;
        int wrong = 0;
        using var person = new PersonCode();
        CredentialRequest current = request with { Person = person };
        while (true)
        {
            try
            {
                return await get(current).ConfigureAwait(false);
            }
            catch (KeepaliveException exception) when (exception.Code == KeepaliveErrorCode.MfaCodeNeeded)
            {
                complaint ??= person.WasUsed ? "This role needs another code. Enter the next code of the device." : null;
            }
            catch (KeepaliveException exception) when (exception.Code == KeepaliveErrorCode.MfaDeviceCodeRejected && person.WasUsed && ++wrong < MostAttempts)
            {
                complaint = "AWS did not accept this code. Enter the next code of the device.";
            }

            person.Give(await AskAsync(asks, request.Profile.Name, person.Wanted, complaint, cancellationToken).ConfigureAwait(false));
            complaint = null;

            // The person has used up the caller's time.
            current = current with { Deadline = Deadline.FixedForCredential(clock.Machine, Deadline.DefaultLimit) };
        }
    }

    private async Task<T> WithSeedAsync<T>(
        StoredSeed stored, string profile, string serial, Deadline deadline, Func<MfaCode, Task<T>> call, CancellationToken cancellationToken)
    {
        using Secret value = stored.Value;
        var mark = new SeedMark(environment, stored.Name, clock.Machine);
        string fingerprint = await stored.Keeper.FingerprintAsync(stored.Name, value, cancellationToken).ConfigureAwait(false);
        if (mark.IsRefused(fingerprint))
        {
            mark.Forget();
            throw KeepaliveErrors.MfaSeedRejected(profile, stored.Name.Description);
        }

        using TotpSeed seed = TotpSeed.Parse(value, stored.Name.Description);
        using Secret code = await new TotpSource(environment, clock).NextAsync(stored.Name, seed, deadline, cancellationToken).ConfigureAwait(false);
        try
        {
            return await call(new MfaCode(serial, code)).ConfigureAwait(false);
        }
        catch (KeepaliveException exception) when (exception.Code == KeepaliveErrorCode.MfaDeviceCodeRejected)
        {
            mark.Refuse(fingerprint);
            mark.Forget();
            throw KeepaliveErrors.MfaSeedRejected(profile, stored.Name.Description);
        }
    }

    private static async Task<Secret> AskAsync(IPersonPrompt asks, string profile, string? serial, string? complaint, CancellationToken cancellationToken)
    {
        for (int attempt = 1; ; attempt++)
        {
            Secret code = await asks.AskAsync(
                new Question
                {
                    Kind = QuestionKind.OneTimeCode,
                    Words = serial is null ? "Code of the MFA device" : $"Code of the MFA device {NameOf(serial)}",
                    Tool = "AWS",
                    Profile = profile,
                    Complaint = complaint,
                }, cancellationToken).ConfigureAwait(false);
            if (MfaCode.IsWellFormed(code.Utf8))
            {
                return code;
            }

            code.Dispose();
            complaint = "A code has six digits.";
            if (attempt == MostAttempts)
            {
                throw KeepaliveErrors.MfaDeviceCodeRejected(profile, $"profile '{profile}': a code has six digits");
            }
        }
    }

    /// <summary>The name that the person gave the device: <c>arn:aws:iam::123456789012:mfa/ann</c> → <c>ann</c>.</summary>
    public static string NameOf(string serial) => serial[(serial.LastIndexOf('/') + 1)..] is { Length: > 0 } name ? name : serial;

    private async Task<StoredSeed?> FindSeedAsync(IReadOnlyList<AwsProfile> profiles, CancellationToken cancellationToken)
    {
        foreach (AwsProfile profile in profiles)
        {
            KeepaliveConfiguration settings = configuration.For(profile.Name);
            if (settings.ForbidStoredTotpSeeds)
            {
                continue;
            }

            try
            {
                SecretName name = SecretName.Of(settings, profile.Name, SecretKind.Totp);
                SecretKeeper keeper = openStore(settings);
                var found = new StoredSeed(name, keeper, await keeper.ReadAsync(name, cancellationToken).ConfigureAwait(false));
                new SeedMark(environment, name, clock.Machine).Remember();
                return found;
            }
            catch (KeepaliveException exception) when (exception.Code == KeepaliveErrorCode.SecretNotFound)
            {
                MarkOf(settings, profile.Name)?.Forget();
            }
            catch (KeepaliveException exception) when (exception.Code is KeepaliveErrorCode.SecretStoreUnavailable or KeepaliveErrorCode.SecretInvalid
                or KeepaliveErrorCode.SecretStoreFailed or KeepaliveErrorCode.TimedOut)
            {
                // A store that is locked: a person can give the code.
            }
        }

        return null;
    }

    private async Task<Secret> RunAsync(string profile, ProfileProperty command, Deadline deadline, CancellationToken cancellationToken)
    {
        string[] words = Split(profile, command);
        string program = Path.GetFileName(words[0]);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(deadline.Require($"The mfa_process of profile '{profile}'", profile));
        try
        {
            ChildOutcome outcome = await ChildProcess.RunAsync(new ChildCommand(words[0], words[1..]), OutputLimit, limit.Token).ConfigureAwait(false);
            ReadOnlyMemory<byte> text = outcome.StandardOutput;
            return outcome is not { ExitCode: 0, Signal: null, OutputLimitExceeded: false } ? throw KeepaliveErrors.MfaProcessFailed(profile, program, "ended with an error")
                : MfaCode.IsWellFormed(text.Span.Trim(" \t\r\n"u8)) ? Secret.FromUtf8(text.Span.Trim(" \t\r\n"u8))
                : throw KeepaliveErrors.MfaProcessFailed(profile, program, "did not print six digits");
        }
        catch (ChildStartException exception)
        {
            throw KeepaliveErrors.MfaProcessFailed(profile, program, $"could not be started: {exception.Reason}");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw deadline.TimedOut($"The mfa_process of profile '{profile}' ({program})", profile);
        }
    }

    private string[] Split(string profile, ProfileProperty command)
    {
        try
        {
            string[] words = [.. CommandLine.Split(command.Value, environment.IsWindows)];
            return words is [{ Length: > 0 }, ..] ? words
                : throw KeepaliveErrors.MfaProcessFailed(profile, "the command", "contains no program");
        }
        catch (FormatException)
        {
            throw KeepaliveErrors.MfaProcessFailed(profile, "the command", $"is not a valid command line ({command})");
        }
    }

    /// <summary>Null for a profile whose name no store takes, and where no seed may be stored.</summary>
    private SeedMark? MarkOf(KeepaliveConfiguration settings, string profile)
    {
        try
        {
            return settings.ForbidStoredTotpSeeds ? null : new SeedMark(environment, SecretName.Of(settings, profile, SecretKind.Totp), clock.Machine);
        }
        catch (KeepaliveException)
        {
            return null;
        }
    }

    private sealed record StoredSeed(SecretName Name, SecretKeeper Keeper, Secret Value);
}
