using PosCloud.Terminal.Engine.Register;
using PosCloud.Terminal.Engine.Replica;
using PosCloud.Terminal.Engine.Shifts;

namespace PosCloud.Terminal.Shell;

/// <summary>What lies over the screen; at most one at a time.</summary>
public abstract record Panel
{
    private Panel()
    {
    }

    public sealed record Sync : Panel;

    public sealed record More : Panel;

    public sealed record Variants(Tile Tile) : Panel;

    /// <summary>Goods by weight that are being added.</summary>
    public sealed record Weight(CatalogueItem Item) : Panel;

    /// <summary>The weight of a line that is there already.</summary>
    public sealed record LineWeight(CartLineTotals Line) : Panel;

    /// <summary>Known goods without a price.</summary>
    public sealed record MissingPrice(CatalogueItem Item) : Panel;

    /// <summary>Goods the catalogue doesn't have.</summary>
    public sealed record OpenPrice : Panel;

    /// <summary>The customer's card of the open sale.</summary>
    public sealed record Customer : Panel;

    public sealed record SellVoucher : Panel;

    public sealed record LineMenu(CartLineTotals Line) : Panel;

    public sealed record LineDiscount(CartLineTotals Line) : Panel;

    public sealed record SaleMenu : Panel;

    public sealed record SaleDiscount : Panel;

    public sealed record Recall : Panel;

    /// <param name="Number">The receipt asked for, or null before one is.</param>
    public sealed record Refund(string? Number, RefundableOrder? Order, string? Problem) : Panel;

    public sealed record Orders : Panel;

    public sealed record OpenShift(string? Problem) : Panel;

    public sealed record Shift(string? Problem) : Panel;

    /// <summary>The Z of the shift just closed.</summary>
    public sealed record ShiftClosed(ShiftReport Report) : Panel;
}
