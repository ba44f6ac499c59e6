using PosCloud.HubStorage.Intake;

namespace PosCloud.HubStorage.Queries;

/// <summary>What a person can do about an exception, in words.</summary>
internal static class ExceptionRemedy
{
    public static string Of(string kind, string? quarantineCode) => kind switch
    {
        ExceptionKinds.Oversell => "Count the shelf: a count corrects the stock. Both customers have their goods.",
        ExceptionKinds.OverRefund => "Look at both receipts and decide whether money was paid back twice.",
        ExceptionKinds.Quarantine when quarantineCode is not null => QuarantineText.Remedy(quarantineCode),
        ExceptionKinds.Quarantine => "Nothing: it was replayed.",
        ExceptionKinds.Clone => "Find out which device was copied or set back. All sales are kept; compare receipts printed twice.",
        ExceptionKinds.Totals => "Compare the receipt with the calculation; the sale stands as printed.",
        ExceptionKinds.DuplicateId => "Look at both facts; both are kept.",
        ExceptionKinds.ReplicaDiffered => "Nothing is lost and nothing has to be done. If it comes back, check the terminal's disk.",
        ExceptionKinds.UnknownGoods => "Add the sku to the catalogue again if it is still sold; the sale stands.",
        ExceptionKinds.DoubtfulCount => "Count the goods again at a terminal, when every terminal of the store has sent its sales.",
        ExceptionKinds.VoucherOverdrawn => "Wait until every terminal has sent its sales: it settles by itself if the voucher was sold on one of them. Else look at both receipts; the voucher was paid with twice.",
        ExceptionKinds.PointsOverdrawn => "Wait until every terminal has sent its sales: it settles by itself if the points were earned on one of them. Else talk to the customer.",
        ExceptionKinds.Restored => "Check that what the hub did is what you want; stores and terminals are under Settings.",
        ExceptionKinds.Readmitted => "Check that this device is in the shop; revoke it if it isn't.",
        ExceptionKinds.Hole => "Compare the receipts on paper with the orders here; book by hand what is missing.",
        ExceptionKinds.OwnEpoch => "Look at the device. If its disk was damaged, take its salvaged file to import-journal; if it is a copy, find the other one.",
        ExceptionKinds.SilentTerminal => "Look at the terminal and the shop's network; it sells on without. This ends by itself when it is heard, or its shift is closed.",
        ExceptionKinds.SalesWaiting => "Look at what its sync panel says. The sales are safe on it; this ends by itself when they are sent.",
        _ => "Decide what to do and note it.",
    };
}
