using System.Text.Json.Serialization;

namespace PosCloud.Terminal.Commands;

/// <summary>What a command asks for, parsed: the same whether it runs here or in the terminal program that is running.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "verb")]
[JsonDerivedType(typeof(Enrol), "enrol")]
[JsonDerivedType(typeof(OpenShift), "shift-open")]
[JsonDerivedType(typeof(CloseShift), "shift-close")]
[JsonDerivedType(typeof(ShiftReport), "shift-x")]
[JsonDerivedType(typeof(Sell), "sell")]
[JsonDerivedType(typeof(Refund), "refund")]
[JsonDerivedType(typeof(Print), "print")]
[JsonDerivedType(typeof(Sync), "sync")]
[JsonDerivedType(typeof(Status), "status")]
[JsonDerivedType(typeof(Stock), "stock")]
[JsonDerivedType(typeof(Find), "find")]
[JsonDerivedType(typeof(Verify), "verify")]
[JsonDerivedType(typeof(Go), "go")]
[JsonDerivedType(typeof(Table), "table")]
[JsonDerivedType(typeof(ExportJournal), "export-journal")]
[JsonDerivedType(typeof(Doctor), "doctor")]
[JsonDerivedType(typeof(Unpair), "unpair")]
[JsonDerivedType(typeof(Recover), "recover")]
public abstract record VerbCall
{
    private VerbCall()
    {
    }

    public sealed record Enrol(string Hub, string Code) : VerbCall;

    /// <param name="Float">In major units as typed, 100 or 99.50.</param>
    public sealed record OpenShift(decimal Float, string? Cashier) : VerbCall;

    /// <param name="Counted">In major units; null closes without a count.</param>
    public sealed record CloseShift(decimal? Counted) : VerbCall;

    public sealed record ShiftReport : VerbCall;

    /// <param name="Lines">SKU or SKU:QTY.</param>
    /// <param name="Tenders">cash:AMOUNT, card:AMOUNT or voucher:CODE:AMOUNT; none means exact cash.</param>
    /// <param name="Vouchers">CODE:AMOUNT of vouchers that are sold; null for none.</param>
    /// <param name="Customer">Card number or id of the customer; null without.</param>
    /// <param name="EarnPoints">Null for what the store's rate gives.</param>
    public sealed record Sell(
        IReadOnlyList<string> Lines, IReadOnlyList<string> Tenders, IReadOnlyList<string>? Vouchers = null, string? Customer = null, long? EarnPoints = null,
        long SpendPoints = 0) : VerbCall;

    /// <param name="Lines">SKU or SKU:QTY; none means everything that is left.</param>
    public sealed record Refund(string Receipt, IReadOnlyList<string> Lines) : VerbCall;

    public sealed record Print(string Receipt) : VerbCall;

    /// <param name="WaitSeconds">How long to wait until nothing is pending.</param>
    public sealed record Sync(double WaitSeconds) : VerbCall;

    public sealed record Status : VerbCall;

    public sealed record Stock(string Sku) : VerbCall;

    public sealed record Find(string Text) : VerbCall;

    public sealed record Verify : VerbCall;

    public sealed record Go(bool Online) : VerbCall;

    public sealed record Table(string Name) : VerbCall;

    /// <param name="File">Full path of the file to write.</param>
    public sealed record ExportJournal(string File) : VerbCall;

    public sealed record Doctor : VerbCall;

    public sealed record Recover : VerbCall;

    /// <param name="Force">Also with facts that the hub doesn't have yet.</param>
    public sealed record Unpair(bool Force) : VerbCall;
}
