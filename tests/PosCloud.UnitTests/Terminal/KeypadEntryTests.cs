using PosCloud.Terminal.Payments;
using Xunit;

namespace PosCloud.UnitTests.Terminal;

public sealed class KeypadEntryTests
{
    [Fact]
    public void Digits_are_read_as_the_smallest_unit()
    {
        var entry = new KeypadEntry();

        entry.Press("1");
        entry.Press("00");
        entry.Press("5");

        Assert.Equal(1005, entry.Value);
    }

    [Fact]
    public void The_first_key_replaces_an_offered_value()
    {
        var entry = new KeypadEntry();
        entry.Offer(2927);

        entry.Press("5");

        Assert.Equal(5, entry.Value);
        Assert.False(entry.IsOffered);
    }

    [Fact]
    public void Backspace_takes_an_offered_value_away_as_a_whole_and_else_one_digit()
    {
        var entry = new KeypadEntry();
        entry.Offer(2927);
        entry.Backspace();
        Assert.Equal(0, entry.Value);

        entry.Press("4");
        entry.Press("2");
        entry.Backspace();
        Assert.Equal(4, entry.Value);
    }

    [Fact]
    public void Digits_beyond_the_limit_are_ignored()
    {
        var entry = new KeypadEntry(maxDigits: 3);

        foreach (var key in (string[])["1", "2", "00", "9"])
        {
            entry.Press(key);
        }

        Assert.Equal(120, entry.Value);
    }
}
