using Keepalive.Host.Tests.Support;

namespace Keepalive.Host.Tests.RealTools;

/// <summary>What a real login tool has to show, driven by its built-in recipe; each is one class below, and tells what is its own.</summary>
/// <param name="recipe">The built-in recipe.</param>
public abstract class LoginToolTests(string recipe)
{
    private const string OtherSeed = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";

    private protected string Recipe => recipe;

    [Fact]
    public async Task Signs_in_with_a_one_time_code_of_the_stored_seed_and_chooses_the_role_by_its_name()
    {
        await using LoginToolHome tool = await OpenAsync(new Person { Proof = Proof.Code });
        await tool.SetUpAsync(recipe, role: "Developer");

        await tool.AssertSignedInAsync(await tool.SignInAsync());
    }

    [Fact]
    public async Task A_wrong_password_is_tried_once_and_then_never_again()
    {
        var person = new Person { Proof = Proof.Code };
        await using LoginToolHome tool = await OpenAsync(person);
        await tool.SetUpAsync(recipe, password: "PlantedPassword-of-last-year");

        tool.AssertFailed(KeepaliveErrorCode.LoginPasswordRejected, "rejected the stored password", await tool.SignInAsync());
        tool.AssertFailed(KeepaliveErrorCode.PasswordRejected, "", await tool.SignInAsync());

        Assert.Equal(1, person.Attempts);
    }

    private protected abstract Task<LoginToolHome> OpenAsync(Person person);

    /// <summary>For the tools that show a number to match.</summary>
    private protected async Task AssertNumberIsToldAsync()
    {
        await using LoginToolHome tool = await OpenAsync(new Person());
        await tool.SetUpAsync(recipe);

        Run run = await tool.SignInAsync();

        await tool.AssertSignedInAsync(run);
        Assert.Contains(Person.Number, run.Output, StringComparison.Ordinal);
    }

    /// <summary>For the tools that tell a "no" on the phone.</summary>
    private protected async Task AssertDenialIsToldAsync()
    {
        await using LoginToolHome tool = await OpenAsync(new Person { Approves = false });
        await tool.SetUpAsync(recipe);

        tool.AssertFailed(KeepaliveErrorCode.MfaDenied, "The second factor was denied", await tool.SignInAsync());
        tool.AssertFailed(KeepaliveErrorCode.MfaCoolingDown, "", await tool.SignInAsync());
    }

    /// <summary>For the tools that tell a refused code.</summary>
    private protected async Task AssertRefusedCodeIsToldAsync()
    {
        await using LoginToolHome tool = await OpenAsync(new Person { Proof = Proof.Code });
        await tool.SetUpAsync(recipe);
        await tool.StoreAsync("totp", OtherSeed);

        tool.AssertFailed(KeepaliveErrorCode.MfaCodeRejected, "rejected the one-time code", await tool.SignInAsync());
    }
}
