namespace Keepalive.Core.Tests.Text;

public sealed class DurationTests
{
    [Theory]
    [InlineData("00:00:00", "0 s")]
    [InlineData("00:00:00.3", "300 ms")]
    [InlineData("00:00:40", "40 s")]
    [InlineData("00:01:00", "1 min")]
    [InlineData("00:09:59", "9 min 59 s")]
    [InlineData("00:12:30", "12 min")]
    [InlineData("01:00:00", "1 h 0 min")]
    [InlineData("03:12:59", "3 h 12 min")]
    [InlineData("1.23:59:00", "47 h 59 min")]
    [InlineData("2.05:00:00", "2 d 5 h")]
    [InlineData("-00:12:30", "12 min")]
    public void Is_written_as_people_read_it(string span, string expected) => Assert.Equal(expected, Duration.Format(TimeSpan.Parse(span, null)));
}
