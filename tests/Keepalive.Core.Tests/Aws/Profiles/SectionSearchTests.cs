using System.Text;
using Keepalive.Aws.Profiles;

namespace Keepalive.Core.Tests.Aws.Profiles;

/// <summary>Sections by name: a document that is searched often is searched in another way, with the same result.</summary>
public sealed class SectionSearchTests
{
    private const string Text = """
        [default]
        region = a
        [profile work]
        region = b
        [sso-session work]
        sso_region = c
        [profile default]
        region = d
        [services work]
        [profile work]
        region = e
        [else where]
        """;

    [Theory]
    [InlineData(IniSectionType.Profile, "work", "1 5")]
    [InlineData(IniSectionType.SsoSession, "work", "2")]
    [InlineData(IniSectionType.Services, "work", "4")]
    [InlineData(IniSectionType.Profile, "default", "0 3")]
    [InlineData(IniSectionType.Profile, "Work", "")]
    [InlineData(IniSectionType.SsoSession, "default", "")]
    public void The_first_search_and_the_hundredth_find_the_same_sections(IniSectionType type, string name, string expected)
    {
        IniDocument document = IniDocument.Parse(Encoding.UTF8.GetBytes(Text), ProfileFileKind.Config);

        string[] found = [.. Enumerable.Range(0, 100).Select(_ => string.Join(' ', document.SectionsOf(type, name)))];

        Assert.Equal([expected], found.Distinct());
    }
}
