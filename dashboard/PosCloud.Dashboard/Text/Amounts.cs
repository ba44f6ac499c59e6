using PosCloud.Grains.Contracts;
using PosCloud.Ui;

namespace PosCloud.Dashboard.Text;

/// <summary>Money from the hub in words. Sums are per currency and never mixed.</summary>
public static class Amounts
{
    public const string None = "–";

    public static string Text(this Amount amount) => MoneyFormat.Text(amount.MinorUnits, amount.Currency);

    /// <summary>A dash for nothing.</summary>
    public static string TextOrDash(this Amount? amount) => amount is { MinorUnits: not 0 } some ? some.Text() : None;

    /// <summary>"€3,434.65 + £120.00"; the given currency's zero when there are none.</summary>
    public static string Text(IEnumerable<Amount> amounts, string currencyOfNothing)
    {
        var sums = Sum(amounts);
        return sums.Count == 0 ? MoneyFormat.Text(0, currencyOfNothing) : string.Join(" + ", sums.Select(Text));
    }

    public static IReadOnlyList<Amount> Sum(IEnumerable<Amount> amounts) =>
        [.. amounts.GroupBy(amount => amount.Currency).Select(group => new Amount(group.Sum(amount => amount.MinorUnits), group.Key)).OrderBy(sum => sum.Currency, StringComparer.Ordinal)];
}
