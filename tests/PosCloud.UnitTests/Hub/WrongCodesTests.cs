using Microsoft.Extensions.Time.Testing;
using PosCloud.Grains.Enrolment;

namespace PosCloud.UnitTests.Hub;

public sealed class WrongCodesTests
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 23, 8, 0, 20, TimeSpan.Zero));

    [Fact]
    public void An_address_that_guesses_waits_for_the_rest_of_the_minute()
    {
        var codes = new WrongCodes(_clock, perAddress: 2, overall: 100);
        codes.Count("a");
        Assert.Null(codes.SecondsToWait("a"));
        codes.Count("a");

        Assert.Equal(40, codes.SecondsToWait("a"));
        Assert.Null(codes.SecondsToWait("b"));
        _clock.Advance(TimeSpan.FromSeconds(40));
        Assert.Null(codes.SecondsToWait("a"));
    }

    [Fact]
    public void Guessing_from_many_addresses_stops_for_all()
    {
        var codes = new WrongCodes(_clock, perAddress: 10, overall: 3);
        foreach (var address in new[] { "a", "b", "c" }) codes.Count(address);

        Assert.NotNull(codes.SecondsToWait("d"));
    }
}
