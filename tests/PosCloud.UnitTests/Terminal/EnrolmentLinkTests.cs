using PosCloud.Terminal.Enrolment;
using Xunit;

namespace PosCloud.UnitTests.Terminal;

public sealed class EnrolmentLinkTests
{
    [Fact]
    public void A_scanned_link_fills_address_and_code()
    {
        var link = EnrolmentLink.Parse("poscloud:enrol?hub=https%3A%2F%2Fhub.example.com%3A5100&code=K7PM4X2R");

        Assert.Equal(new EnrolmentLink("https://hub.example.com:5100", "K7PM4X2R"), link);
    }

    [Theory]
    [InlineData("K7PM4X2R")]
    [InlineData("poscloud:enrol?hub=&code=K7PM4X2R")]
    public void Anything_else_is_not_a_link(string text) => Assert.Null(EnrolmentLink.Parse(text));
}
