using System.Runtime.Versioning;
using Keepalive.Platform.Native.Shell32;

namespace Keepalive.Core.Tests.Platform.Native;

/// <summary>What the shell of Windows is told to show, as it stands in memory. No shell is asked, so this runs everywhere.</summary>
[SupportedOSPlatform("windows")]
public sealed unsafe class NotifyIconTests
{
    [Theory]
    [InlineData("Choose 42 on your phone.", "Choose 42 on your phone.")]
    [InlineData("", "")]
    [InlineData("Wähle 42 📱", "Wähle 42 📱")]
    public void The_words_arrive_whole_and_the_title_in_both_its_places(string words, string expected)
    {
        NotifyIcon.Data data = default;

        data.Say("AWS sign-in", words);

        Assert.Equal(("AWS sign-in", "AWS sign-in", expected), (new string(data.Tip), new string(data.Title), new string(data.Info)));
    }

    [Fact]
    public void What_is_too_long_is_cut_and_ends_all_the_same()
    {
        NotifyIcon.Data data = default;

        data.Say(new string('t', 300), new string('w', 300));

        Assert.Equal((new string('t', 127), new string('t', 63), new string('w', 255)), (new string(data.Tip), new string(data.Title), new string(data.Info)));
        Assert.Equal((0u, 0u, 0u), (data.State, data.Version, data.InfoFlags)); // The neighbours are untouched.
    }

    [Fact]
    public void It_has_the_size_that_the_shell_of_64_bits_expects()
    {
        Assert.SkipUnless(nint.Size == 8, "a process of 64 bits");

        Assert.Equal(976, sizeof(NotifyIcon.Data));
    }
}
