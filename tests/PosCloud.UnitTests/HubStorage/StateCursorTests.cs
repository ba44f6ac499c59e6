using CsCheck;
using PosCloud.Domain.Identity;
using PosCloud.HubStorage.Publishing;
using PosCloud.Protocol.Tables;

namespace PosCloud.UnitTests.HubStorage;

public sealed class StateCursorTests
{
    [Fact]
    public void A_cursor_reads_back_as_it_was_written()
    {
        Gen.Select(Gen.Long[0, long.MaxValue], Gen.Long[0, 1_000_000], Gen.Enum<StateReadKind>()).Sample((sequence, floor, kind) =>
        {
            var store = StoreId.Parse("S1");
            var cursor = new StateCursor("hq3k", store, kind, 7, StreamName.OfTerminalIn(store).ToDictionary(s => s, _ => new StreamPosition(sequence, floor)));

            var read = StateCursor.Parse(cursor.ToString());

            Assert.NotNull(read);
            Assert.Equal(cursor.ToString(), read.ToString());
            Assert.Equal(cursor.Positions[StreamName.Catalogue], read.Positions[StreamName.Catalogue]);
        });
    }

    [Fact]
    public void Any_text_is_a_cursor_or_none_and_never_an_exception() => Gen.OneOf(Gen.String, Gen.String[Gen.Char[";=/:S1catlogue0-9"], 0, 60]).Sample(text =>
    {
        StateCursor.Parse(text);
    });

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("h;S1;Complete;0;catalogue=-1/0")]
    [InlineData("h;S1;Complete;0;customers=1/0")]
    [InlineData("h;s1;Complete;0")]
    public void What_is_no_cursor_is_none(string? text) => Assert.Null(StateCursor.Parse(text));
}
