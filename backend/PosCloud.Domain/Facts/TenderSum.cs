namespace PosCloud.Domain.Facts;

/// <param name="AmountMinorUnits">Sum of the shift's payments by this tender.</param>
public sealed record TenderSum(Tender Tender, int Payments, long AmountMinorUnits);
