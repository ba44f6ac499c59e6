using PosCloud.Dashboard.Import;
using PosCloud.Grains.Contracts.Catalogue;

namespace PosCloud.UnitTests.Dashboard;

public sealed class ImportStateTests
{
    private readonly ImportState _state = new();

    public ImportStateTests() => _state.Choose("shop.csv", "\uFEFFsku,name\r\nA1,Tea\r\nA2,\r\n");

    [Fact]
    public void A_file_with_errors_can_not_be_imported_and_each_row_is_shown_as_it_stands_in_the_file()
    {
        _state.Checked(new ImportOutcome(1, 0, 0, [new ImportError(3, "name", "is empty"), new ImportError(3, "unit", "is missing")]));

        Assert.False(_state.MayImport);
        Assert.Equal("2\u00a0problems in 1\u00a0row; nothing is imported until the file is right", _state.Summary);
        Assert.Equal("A2,", _state.Line(3));
        Assert.Equal("", _state.Line(99));
    }

    [Fact]
    public void A_right_file_can_be_imported_once()
    {
        _state.Checked(new ImportOutcome(2, 1, 1, []));
        Assert.True(_state.MayImport);

        _state.Done(new ImportOutcome(2, 1, 1, []));

        Assert.False(_state.MayImport);
        Assert.True(_state.Imported);
        Assert.Equal("2\u00a0rows: 1 new, 1 changed", _state.Summary);
    }

    [Fact]
    public void Another_file_begins_from_the_front()
    {
        _state.Done(new ImportOutcome(2, 1, 1, []));
        _state.Choose("other.csv", "sku");

        Assert.False(_state.Imported);
        Assert.Null(_state.Outcome);
    }
}
