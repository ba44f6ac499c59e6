using PosCloud.Domain.Facts;
using PosCloud.Domain.Identity;
using PosCloud.Domain.Selling;

namespace PosCloud.Terminal.Engine.Register;

/// <summary>What the journal keeps of an unfinished sale: everything needed to go on after a power cut.</summary>
/// <param name="Order">Born with the cart; completing twice gives one order.</param>
/// <param name="NextKey">Key of the next line or tender; keys are never used twice within a cart.</param>
/// <param name="Customer">Whose points the sale moves; null without.</param>
/// <param name="Points">What it does to them, where a person said so; null for what the store's rate gives.</param>
/// <param name="CustomerShown">How the screen names the customer.</param>
/// <param name="UsedPoints">Points that pay; null without.</param>
/// <param name="Removed">The last removed line with its place, for undo.</param>
internal sealed record CartContent(
    OrderId Order,
    int NextKey,
    IReadOnlyList<CartLine> Lines,
    Discount? Discount,
    IReadOnlyList<CartTender> Tenders,
    RemovedLine? Removed,
    CustomerId? Customer = null,
    OrderPoints? Points = null,
    string? CustomerShown = null,
    UsedPoints? UsedPoints = null)
{
    public static CartContent Empty(OrderId order) => new(order, 1, [], null, [], null);
}

/// <param name="Index">Where the line stood.</param>
internal sealed record RemovedLine(CartLine Line, int Index);
