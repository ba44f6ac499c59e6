using PosCloud.Domain.Catalogue;
using PosCloud.Domain.Facts;
using PosCloud.Domain.Identity;
using PosCloud.Domain.Measures;
using PosCloud.Domain.Selling;

namespace PosCloud.Terminal.Engine.Register;

/// <summary>A line of an unfinished sale. It holds all it needs: it sells even when the sku leaves the catalogue meanwhile.</summary>
/// <param name="Key">Names the line within its cart; stays the same when other lines go.</param>
/// <param name="Quantity">Negative for returned goods.</param>
/// <param name="PriceVersion">Version of the price it was scanned at; null for an open price.</param>
/// <param name="Voucher">What the line puts on a voucher; null for goods.</param>
/// <param name="Points">For a return: the points of the order it belongs to, and the same on each of that order's lines; null when it moved none.</param>
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
    string? Note = null,
    VoucherIssue? Voucher = null,
    ReturnedPoints? Points = null);
