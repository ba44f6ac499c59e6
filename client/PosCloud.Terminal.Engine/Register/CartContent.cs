using PosCloud.Domain.Catalogue;
using PosCloud.Domain.Facts;
using PosCloud.Domain.Identity;
using PosCloud.Domain.Measures;
using PosCloud.Domain.Selling;

namespace PosCloud.Terminal.Engine.Register;

/// <summary>What the journal keeps of an unfinished sale: everything needed to go on after a power cut.</summary>
/// <param name="Order">Born with the cart; completing twice gives one order.</param>
/// <param name="NextKey">Key of the next line or tender; keys are never used twice within a cart.</param>
/// <param name="Removed">The last removed line with its place, for undo.</param>
internal sealed record CartContent(
    OrderId Order,
    int NextKey,
    IReadOnlyList<CartLine> Lines,
    Discount? Discount,
    IReadOnlyList<CartTender> Tenders,
    RemovedLine? Removed)
{
    public static CartContent Empty(OrderId order) => new(order, 1, [], null, [], null);
}

/// <summary>A line of an unfinished sale. It holds all it needs: it sells even when the sku leaves the catalogue meanwhile.</summary>
/// <param name="Key">Names the line within its cart; stays the same when other lines go.</param>
/// <param name="Quantity">Negative for returned goods.</param>
/// <param name="PriceVersion">Version of the price it was scanned at; null for an open price.</param>
/// <param name="Returns">The line of an earlier order that this one returns; null for a sale.</param>
public sealed record CartLine(
    int Key,
    Sku Sku,
    string Name,
    string? Language,
    string? Options,
    UnitOfSale Unit,
    Quantity Quantity,
    long UnitPriceMinorUnits,
    long? PriceVersion,
    TaxRate TaxRate,
    Discount? Discount = null,
    ReturnedLine? Returns = null,
    string? Note = null);

/// <param name="MinorUnits">What the customer handed over, or for a return what was given back; never negative.</param>
/// <param name="Reference">The external card terminal's reference.</param>
/// <param name="IsGivenBack">True when the money went to the customer; stays what it is if the sale later turns round.</param>
public sealed record CartTender(int Key, Tender Tender, long MinorUnits, string? Reference, bool IsGivenBack = false);

/// <param name="Index">Where the line stood.</param>
internal sealed record RemovedLine(CartLine Line, int Index);
