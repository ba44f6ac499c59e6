using System.Text.Json.Nodes;
using PosCloud.Domain.Identity;
using PosCloud.Terminal.Engine;
using PosCloud.Terminal.Engine.Register;
using PosCloud.Terminal.Sale;

namespace PosCloud.Terminal.Commands;

/// <summary>print: hands out a receipt as the screen's print button does, the original once and copies from then on.</summary>
public sealed class PrintVerb(TerminalEngine engine)
{
    public CommandResult Run(VerbCall.Print call)
    {
        ArgumentNullException.ThrowIfNull(call);
        if (!ReceiptNumber.TryParse(call.Receipt, out var number) || engine.Receipts.Print(number) is not { } receipt)
        {
            return CommandResult.Problem(ExitCodes.CheckFailed, RefusalWords.Of(CartRefusal.NoSuchReceipt));
        }

        return CommandResult.Done(
            new JsonObject
            {
                ["receiptNumber"] = receipt.Number.Value,
                ["isCopy"] = receipt.IsCopy,
                ["lines"] = receipt.Lines.Count,
                ["total"] = JsonValues.Of(receipt.Total),
            },
            $"{(receipt.IsCopy ? "COPY  " : "")}{receipt.Number}  total {receipt.Total}");
    }
}
