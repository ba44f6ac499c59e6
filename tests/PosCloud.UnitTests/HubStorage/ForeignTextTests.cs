using PosCloud.HubStorage;

namespace PosCloud.UnitTests.HubStorage;

public sealed class ForeignTextTests
{
    [Theory]
    [InlineData("plain", 10, "plain")]
    [InlineData("a\nforged line\r\u0000\u001b[31m", 30, "a forged line   [31m")]
    [InlineData("0123456789", 4, "0123")]
    [InlineData("123\ud83d\ude00", 4, "123")]
    [InlineData("", 4, "")]
    [InlineData(null, 4, null)]
    public void It_becomes_one_line_that_every_database_and_log_can_hold(string? text, int length, string? kept) => Assert.Equal(kept, ForeignText.Of(text, length));
}
