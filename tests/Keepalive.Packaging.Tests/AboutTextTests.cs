using Keepalive.Packaging.Help;

namespace Keepalive.Packaging.Tests;

public sealed class AboutTextTests
{
    [Fact]
    public void A_paragraph_is_wrapped_at_80_columns_without_its_marks()
    {
        string text = AboutText.Of("""
            # about_Test

            The setting `profile` is **bold**, and [a link](https://example.com/page) and [a page](Other.md) follow it in one long line.
            """);

        Assert.Equal("about_Test\n\nThe setting profile is bold, and a link (https://example.com/page) and a page\nfollow it in one long line.\n", text);
    }

    [Fact]
    public void A_row_of_a_table_becomes_a_block_and_code_stays_as_it_is()
    {
        string text = AboutText.Of("""
            ### Rows

            | Id | Meaning |
            |---|---|
            | KA1 | It has a meaning that is so long that it does not fit into one line of the terminal. |
            | KA2 | Short. |

            ```
            code   {
            }
            ```

            - an item whose words are so many that they need a second line, which is indented
            """);

        Assert.Equal("""
            Rows
            ----

            KA1
                Meaning: It has a meaning that is so long that it does not fit into one line
                  of the terminal.

            KA2
                Meaning: Short.

                code   {
                }

            - an item whose words are so many that they need a second line, which is
              indented

            """.ReplaceLineEndings("\n"), text);
    }
}
