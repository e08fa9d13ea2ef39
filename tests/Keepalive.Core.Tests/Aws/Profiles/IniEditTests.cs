using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Keepalive.Aws.Profiles;

namespace Keepalive.Core.Tests.Aws.Profiles;

/// <summary>An edit changes what it names, and no other byte or value.</summary>
public sealed class IniEditTests
{
    private const string New = "sso_region";

    private static readonly Config Many = Config.QuickThrowOnFailure.WithQuietOnSuccess(true).WithMaxTest(500);

    [Fact]
    public void A_value_that_is_set_is_read_back_and_all_others_stay() => Check.One(Many, Prop.ForAll(IniSamples.Valid, text =>
    {
        IniDocument before = Parse(text);
        IniDocument after = before.Set(IniSectionType.Profile, "a", New, "z");
        Dictionary<string, string> expected = Values(before);
        expected[$"Profile a {New}"] = "z";
        return EnumTwin(expected, Values(after));
    }));

    [Fact]
    public void A_key_that_was_added_and_taken_out_leaves_every_byte_as_it_was() => Check.One(Many, Prop.ForAll(IniSamples.Valid, text =>
    {
        IniDocument before = Parse(text);
        return before.EndsInsideLine || IniPlace.SectionsOf(before, IniSectionType.Profile, "a").Count == 0
            || before.Set(IniSectionType.Profile, "a", New, "z").Remove(IniSectionType.Profile, "a", New).Content.Span.SequenceEqual(before.Content.Span);
    }));

    [Fact]
    public void Joining_what_stands_twice_changes_no_value() => Check.One(Many, Prop.ForAll(IniSamples.Valid, text =>
        EnumTwin(Values(Parse(text)), Values(IniMerge.Apply(Parse(text))))));

    [Fact]
    public void No_edit_fails_whatever_the_file_looks_like() => Check.One(Many, Prop.ForAll(IniSamples.Documents, bytes =>
    {
        IniDocument document = IniMerge.Apply(IniDocument.Parse(bytes, ProfileFileKind.Config));
        IniDocument edited = document.Set(IniSectionType.Profile, "a", "region", "z").Remove(IniSectionType.Profile, "a", "region");
        return IniUndo.Apply(edited, document, edited, []).Content.Length >= 0;
    }));

    [Fact]
    public void What_nobody_has_touched_since_goes_back_value_by_value() => Check.One(Many, Prop.ForAll(IniSamples.Valid, text =>
    {
        IniDocument before = Parse(text);
        IniDocument after = before.Set(IniSectionType.Profile, "a", "region", "mended").Remove(IniSectionType.Profile, "a", "output");
        List<string> kept = [];
        return EnumTwin(Values(before), Values(IniUndo.Apply(after, before, after, kept))) && kept.Count == 0;
    }));

    [Fact]
    public void Of_three_sections_none_is_joined_past_one_that_says_otherwise()
    {
        IniDocument document = Parse("[profile a]\nx = 1\n[profile a]\nx = 2\ny = 1\n[profile a]\ny = 5\n");

        Assert.Equal(document.Content.ToArray(), IniMerge.Apply(document).Content.ToArray());
    }

    [Theory]
    [InlineData("[profile a]\nregion = r", "a", "[profile a]\nregion = r\nx = 1\n")]
    [InlineData("[profile a]\nregion = r\n", "a", "[profile a]\nregion = r\nx = 1\n")]
    [InlineData("[profile a]\nregion = r", "b", "[profile a]\nregion = r\n\n[profile b]\nx = 1\n")]
    [InlineData("[profile a]\nregion = r\n", "b", "[profile a]\nregion = r\n\n[profile b]\nx = 1\n")]
    [InlineData("[profile a]\r\nregion=r", "a", "[profile a]\r\nregion=r\r\nx=1\r\n")]
    [InlineData("", "b", "[profile b]\nx = 1\n")]
    public void A_new_line_stands_alone_whether_or_not_the_last_one_was_ended(string before, string profile, string after) =>
        Assert.Equal(after, Encoding.UTF8.GetString(Parse(before).Set(IniSectionType.Profile, profile, "x", "1").Content.Span));

    [Fact]
    public void Of_the_two_spellings_of_the_default_section_the_one_that_counts_is_edited()
    {
        IniDocument document = Parse("[profile default]\nregion = a\n[default]\nregion = b\n");

        Assert.Equal([0], IniPlace.SectionsOf(document, IniSectionType.Profile, "default"));
        Assert.Equal(
            "[profile default]\nregion = c\n[default]\nregion = b\n",
            Encoding.UTF8.GetString(document.Set(IniSectionType.Profile, "default", "region", "c").Content.Span));
    }

    private static IniDocument Parse(string text) => IniDocument.Parse(Encoding.UTF8.GetBytes(text), ProfileFileKind.Config);

    private static bool EnumTwin(Dictionary<string, string> one, Dictionary<string, string> other) => one.Count == other.Count && !one.Except(other).Any();

    /// <summary>Every value that counts.</summary>
    private static Dictionary<string, string> Values(IniDocument document)
    {
        Dictionary<string, string> values = [];
        foreach (IniSection section in document.Sections)
        {
            foreach (int index in IniPlace.SectionsOf(document, section.Type, section.Name))
            {
                foreach (IniProperty property in document.PropertiesOf(index, []))
                {
                    values[$"{section.Type} {section.Name} {property.Name}"] = property.Value;
                }
            }
        }

        return values;
    }
}
