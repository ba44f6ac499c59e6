using PosCloud.Domain.Facts;
using PosCloud.Domain.Measures;

namespace PosCloud.Terminal.Engine.Printing;

/// <param name="Tendered">What was handed over.</param>
public sealed record ReceiptPayment(Tender Tender, Money Amount, Money Tendered, string? Reference);
