using PosCloud.Terminal.Engine.Replica;

namespace PosCloud.Terminal.Engine.Register;

/// <summary>What became of a change to the sale.</summary>
public abstract record CartOutcome
{
    private CartOutcome()
    {
    }

    /// <param name="Key">The line or tender that was added or changed; 0 when the change concerns the whole sale.</param>
    public sealed record Done(int Key) : CartOutcome;

    /// <summary>No barcode or sku like this.</summary>
    public sealed record NotFound(string Code) : CartOutcome;

    /// <summary>Sold by weight: ask for it, then add with a quantity.</summary>
    public sealed record NeedsQuantity(CatalogueItem Item) : CartOutcome;

    /// <summary>The catalogue has no price for it now: ask for one, then add with an open price.</summary>
    public sealed record NeedsPrice(CatalogueItem Item) : CartOutcome;

    public sealed record Refused(CartRefusal Reason) : CartOutcome;
}
