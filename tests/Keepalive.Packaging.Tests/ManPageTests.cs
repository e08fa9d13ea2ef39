using Keepalive.Packaging.Help;

namespace Keepalive.Packaging.Tests;

public sealed class ManPageTests
{
    private static readonly Release s_release = new("/", "1.2.3", new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), "https://example.com");

    [Fact]
    public void The_help_of_a_verb_becomes_a_page()
    {
        HelpText help = HelpText.Parse("""
            Description:
              Prints it. The rest of the words.
              'quoted' begins a line.

            Usage:
              claude-aws print [options]

            Options:
              -p, --profile <name>  The profile.
              -?, -h, --help        Show help
            """);

        Assert.Equal("""
            .TH CLAUDE\-AWS\-PRINT 1 2026-01-02 "claude\-aws 1.2.3"
            .SH NAME
            claude\-aws\-print \-
            Prints it
            .SH SYNOPSIS
            .B claude\-aws print [options]
            .SH DESCRIPTION
            Prints it. The rest of the words.
            \&\(aqquoted\(aq begins a line.
            .SH OPTIONS
            .TP
            .B \-p, \-\-profile <name>
            The profile.
            .TP
            .B \-?, \-h, \-\-help
            Show help
            .SH SEE ALSO
            .BR claude\-aws (1)

            """.ReplaceLineEndings("\n"), ManPage.Of("print", help, s_release));
    }
}
