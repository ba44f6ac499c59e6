using PosCloud.Domain.Identity;

namespace PosCloud.Terminal.Engine.Sync;

/// <summary>A fact of this terminal that the hub keeps but couldn't apply; a person sees to it.</summary>
/// <param name="ReceiptNumber">Of an order; null for other facts.</param>
/// <param name="Message">What is wrong and what to do, from the hub.</param>
public sealed record QuarantinedSale(JournalEpoch Epoch, JournalSequence Sequence, string Type, ReceiptNumber? ReceiptNumber, DateTimeOffset OccurredAt, string Code, string Message);
