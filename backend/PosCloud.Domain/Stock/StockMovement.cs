using PosCloud.Domain.Identity;
using PosCloud.Domain.Measures;

namespace PosCloud.Domain.Stock;

/// <summary>One change of one sku's stock that a fact implies, before the ledger has decided its effect.</summary>
/// <param name="Line">Order line number, 0 for facts without lines; with the fact's id and <paramref name="Part"/> the movement's key.</param>
/// <param name="Part">0, or 1 and up where one line moves several skus.</param>
/// <param name="Quantity">Signed change, or for <see cref="StockMovementKind.Counted"/> the absolute count.</param>
public readonly record struct StockMovement(int Line, int Part, Sku Sku, StockMovementKind Kind, Quantity Quantity);
