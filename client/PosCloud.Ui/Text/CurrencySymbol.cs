namespace PosCloud.Ui;

/// <summary>The sign printed for a currency: a short one where it is unmistakable, else the ISO code.</summary>
internal static class CurrencySymbol
{
    public static string Of(string currency) => currency switch
    {
        "EUR" => "€",
        "GBP" => "£",
        "USD" => "$",
        "JPY" => "¥",
        "INR" => "₹",
        "KRW" => "₩",
        "ILS" => "₪",
        "TRY" => "₺",
        "UAH" => "₴",
        "VND" => "₫",
        "PLN" => "zł",
        "CZK" => "Kč",
        _ => currency,
    };
}
