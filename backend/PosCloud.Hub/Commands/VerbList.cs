using PosCloud.Hub.Commands.Verbs;

namespace PosCloud.Hub.Commands;

/// <summary>All verbs that work with or without a running hub.</summary>
internal static class VerbList
{
    private static readonly VerbOption Store = VerbOption.Required("store", "Code of the store.");

    public static IReadOnlyList<VerbShape> All { get; } =
    [
        VerbShape.Of<StoresAddVerb>(
            "stores add", "Add a store.", VerbOption.Required("code", "1 to 8 letters A-Z or digits, for example S1."), VerbOption.Required("name", "Name of the store."),
            VerbOption.Required("currency", "Three letters, for example EUR."), VerbOption.Required("time-zone", "IANA name, for example Europe/Zagreb."),
            new("culture", "How numbers and dates are written, for example en-IE."), new("tax-mode", "included or added."),
            new("tax-rounding", "line or receipt."), new("cash-rounding", "Smallest step payable in cash, in minor units."),
            new("receipt-header", "Text above each receipt."), new("receipt-footer", "Text below each receipt.")),
        VerbShape.Of<StoresPointsVerb>(
            "stores points", "Show or set what customers of a store collect.", Store, new("per-unit", "Points for a whole unit of currency, 0 to 1000; 0 for none."),
            new("point-pays", "What one point pays, for example 0.01; 0 where points don't pay.")),
        VerbShape.Of<ImportCatalogueVerb>(
            "import-catalogue", "Import products, prices and opening stock from CSV.", VerbOption.File("file", "CSV file; its header is in commands.md."), Store,
            VerbOption.Flag("dry-run", "Check only.")),
        VerbShape.Of<SampleShopVerb>("sample-shop", "Load the sample shop into an empty hub."),
        VerbShape.Of<EnrolmentCodeVerb>("enrolment-code", "Make a one-time code that pairs a device with a store.", Store,
            new("replace", "Terminal whose place the device takes, with its code and history.")),
        VerbShape.Of<TerminalsVerb>("terminals", "List terminals and how far their journals are here."),
        VerbShape.Of<StockVerb>("stock", "List on hand per sku.", Store, new("sku", "Only this sku.")),
        VerbShape.Of<OrdersVerb>("orders", "List orders, newest first.", Store, new("since", "Only orders sold since this time, for example 2026-12-01T00:00Z.")),
        VerbShape.Of<ExceptionsVerb>("exceptions", "List what a person should decide."),
        VerbShape.Of<CreditVerb>("credit", "Show what is left on a voucher or of a customer's points.", new("voucher", "Code of the voucher."), new("customer", "Card number or id of the customer.")),
        VerbShape.Of<PriceVerb>(
            "price", "Set a price.", VerbOption.Required("sku", "What it is for."), VerbOption.Required("unit-price", "For one piece or kilogram, for example 2.50."),
            new("from", "When it begins to count; now if absent."), new("store", "Only in this store.")),
        VerbShape.Of<VerifyVerb>("verify", "Recompute from the raw facts what the tables must hold, and compare."),
        VerbShape.Of<TableVerb>("table", "Print the rows of a synced table as JSON lines.", VerbOption.Argument("name", "Name of the table."), new("store", "Only rows of this store.")),
        VerbShape.Of<QuarantineListVerb>("quarantine list", "List what can't be applied, with the reason."),
        VerbShape.Of<QuarantineReplayVerb>("quarantine replay", "Try again to apply an entry.", VerbOption.Argument("id", "As the list names it; a terminal's code for all of its entries.")),
        VerbShape.Of<BackupVerb>(
            "backup", "Copy the database to a file while the hub works. The hub's keys are not in it: keep them elsewhere.",
            new("file", "File to make; where the database has its own tool, any name.", VerbOptionKind.OutputPath),
            VerbOption.Flag("verified", "Recompute the copy from its facts; where the database has its own tool: you have restored it once.")),
        VerbShape.Of<ImportJournalVerb>(
            "import-journal", "Take the facts of a file that a terminal's export-journal wrote, whoever brings it.",
            new VerbOption("file", "The file.", VerbOptionKind.Bytes)),
        VerbShape.Of<DoctorVerb>("doctor", "What a person should look at around the hub's data, and what to do."),
        VerbShape.Of<AccountsAddVerb>(
            "accounts add", "Invite a person to the dashboard.", VerbOption.Required("email", "Email address."), VerbOption.Required("role", "owner, manager, operator or viewer.")),
        VerbShape.Of<AccountsCloseVerb>("accounts close", "Shut a person out of the dashboard.", VerbOption.Required("email", "Email address.")),
        VerbShape.Of<AccountsResetVerb>("accounts reset", "Make a new set-up link for an owner who is locked out."),
    ];

    public static string GroupDescription(string group) => group switch
    {
        "stores" => "Stores.",
        "quarantine" => "Entries that can't be applied.",
        "accounts" => "People who may use the dashboard.",
        _ => group,
    };
}
