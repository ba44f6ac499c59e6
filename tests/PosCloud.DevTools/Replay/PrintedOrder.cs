using PosCloud.TestKit.Retail;

namespace PosCloud.DevTools.Replay;

/// <summary>A receipt that a till printed.</summary>
/// <param name="Till">The device; a clone has the name of the terminal that it was copied from, and another number here.</param>
internal sealed record PrintedOrder(int Till, string Id, string ReceiptNumber, long Pence, RetailInvoice Invoice);
