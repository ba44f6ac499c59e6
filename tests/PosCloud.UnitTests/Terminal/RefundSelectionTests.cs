using PosCloud.Domain.Catalogue;
using PosCloud.Domain.Identity;
using PosCloud.Domain.Measures;
using PosCloud.Terminal.Engine.Register;
using PosCloud.Terminal.Refunds;
using Xunit;

namespace PosCloud.UnitTests.Terminal;

public sealed class RefundSelectionTests
{
    private static readonly Currency Euro = Currency.Parse("EUR");
    private static readonly RefundableLine Pieces = Line(1, UnitOfSale.Piece, Quantity.Pieces(3), Quantity.Pieces(2));
    private static readonly RefundableLine Cheese = Line(2, UnitOfSale.Kilogram, new Quantity(486), new Quantity(486));
    private static readonly RefundableLine Spent = Line(3, UnitOfSale.Piece, Quantity.One, Quantity.Zero);

    [Fact]
    public void Pieces_come_back_one_by_one_up_to_what_is_left()
    {
        var selection = Selection();

        for (var tap = 0; tap < 5; tap++)
        {
            selection.More(Pieces);
        }

        Assert.Equal(Quantity.Pieces(2), selection.Of(1));
    }

    [Fact]
    public void Weighed_goods_come_back_whole()
    {
        var selection = Selection();

        selection.More(Cheese);
        Assert.Equal(new Quantity(486), selection.Of(2));

        selection.Less(Cheese);
        Assert.False(selection.Any);
    }

    [Fact]
    public void Everything_takes_what_is_left_and_nothing_of_a_spent_line()
    {
        var selection = Selection();

        selection.All();

        Assert.Equal([(1, Quantity.Pieces(2)), (2, new Quantity(486))], selection.Chosen);
    }

    private static RefundSelection Selection() => new(new RefundableOrder(
        OrderId.New(TimeProvider.System), ReceiptNumber.Parse("S1T1-1-000001"), DateTimeOffset.UnixEpoch, new Money(300, Euro), [Pieces, Cheese, Spent]));

    private static RefundableLine Line(int line, UnitOfSale unit, Quantity sold, Quantity left) => new(
        line, Sku.Parse($"SKU{line}"), $"Line {line}", null, unit, sold, left, new Money(100, Euro), 1, default, new Money(100, Euro), Money.Zero(Euro));
}
