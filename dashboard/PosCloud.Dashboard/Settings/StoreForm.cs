using PosCloud.Domain.Credits;
using PosCloud.Domain.Measures;
using PosCloud.Grains.Contracts.Stores;

namespace PosCloud.Dashboard.Settings;

/// <summary>A store while it is edited, and what is wrong with it before the hub is asked.</summary>
public sealed class StoreForm
{
    public string Code { get; set; } = "";

    public string Name { get; set; } = "";

    public string Currency { get; set; } = "EUR";

    public string TimeZone { get; set; } = "Europe/Zagreb";

    public string Culture { get; set; } = "en-GB";

    public string TaxMode { get; set; } = "included";

    public string TaxRounding { get; set; } = "line";

    public int CashRounding { get; set; } = 1;

    public string ReceiptHeader { get; set; } = "";

    public string ReceiptFooter { get; set; } = "";

    public int PointsPerUnit { get; set; }

    /// <summary>What one point pays, in units of the currency as people write it.</summary>
    public decimal PointPays { get; set; }

    /// <summary>Code and currency stay once a store exists: its sales carry them.</summary>
    public bool Exists { get; private init; }

    private int Terminals { get; init; }

    public static StoreForm Of(StoreItem store)
    {
        ArgumentNullException.ThrowIfNull(store);
        return new StoreForm
        {
            Code = store.Store, Name = store.Name, Currency = store.Currency, TimeZone = store.TimeZone, Culture = store.Culture, TaxMode = store.TaxMode, TaxRounding = store.TaxRounding,
            CashRounding = store.CashRoundingMinorUnits, ReceiptHeader = store.ReceiptHeader, ReceiptFooter = store.ReceiptFooter,
            PointsPerUnit = store.PointsPerUnit, PointPays = new Money(store.PointMinorUnits, Domain.Measures.Currency.Parse(store.Currency)).ToDecimal(), Exists = true, Terminals = store.Terminals,
        };
    }

    /// <summary>The first thing that is wrong, in words; null when it can be sent.</summary>
    public string? Problem()
    {
        if (Code.Trim() is not { Length: > 0 and <= 8 } code || !code.All(char.IsAsciiLetterOrDigit))
        {
            return "The code has one to eight letters or digits, for example S1. It stands at the front of every receipt number.";
        }

        if (string.IsNullOrWhiteSpace(Name))
        {
            return "The store needs a name.";
        }

        if (!Domain.Measures.Currency.TryParse(Currency.Trim().ToUpperInvariant(), out _))
        {
            return "A currency has three letters, for example EUR.";
        }

        if (!TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone.Trim(), out _))
        {
            return $"“{TimeZone}” isn't a time zone; it looks like Europe/Zagreb.";
        }

        if (CashRounding is not (1 or 5 or 10 or 50 or 100))
        {
            return "Cash is rounded to 1, 5, 10, 50 or 100 of the smallest coin.";
        }

        if (PointsPerUnit is < 0 or > PointsRules.MaxPerUnit)
        {
            return $"A whole {Currency.Trim().ToUpperInvariant()} earns 0 to {PointsRules.MaxPerUnit} points; 0 for none.";
        }

        return PointPays < 0 || PointPays > PointsRules.MaxPointMinorUnits || PointMinorUnits() > PointsRules.MaxPointMinorUnits
            ? $"A point pays at most {new Money(PointsRules.MaxPointMinorUnits, ParsedCurrency())}; 0 where points don’t pay."
            : null;
    }

    public StoreItem ToStore() => new(
        Code.Trim().ToUpperInvariant(), Name.Trim(), Currency.Trim().ToUpperInvariant(), TimeZone.Trim(), Culture.Trim(), TaxMode, TaxRounding, CashRounding,
        ReceiptHeader.Trim(), ReceiptFooter.Trim(), Terminals, PointsPerUnit, PointMinorUnits());

    private Currency ParsedCurrency() => Domain.Measures.Currency.Parse(Currency.Trim().ToUpperInvariant());

    private long PointMinorUnits() => Money.FromDecimal(PointPays, ParsedCurrency()).MinorUnits;
}
