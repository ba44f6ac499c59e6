using PosCloud.Domain.Measures;
using PosCloud.Domain.Selling;

namespace PosCloud.Terminal.Engine.Register;

/// <summary>A line with its amounts.</summary>
public sealed record CartLineTotals(CartLine Line, LineTotals Amounts)
{
    public int Key => Line.Key;

    public Money UnitPrice => new(Line.UnitPriceMinorUnits, Amounts.Gross.Currency);
}
