using System.Text.Json;

namespace PosCloud.Simulation.Model;

/// <summary>What an order's payload says beside its goods: vouchers, points, and what it returns of which order.</summary>
internal sealed record OrderFact(string Order, IReadOnlyList<CreditPart> Credits, IReadOnlyList<(long Line, long Quantity)> Sold, IReadOnlyList<(string Order, long Line, long Quantity)> Returned)
{
    public static OrderFact Read(byte[] payload)
    {
        using var document = JsonDocument.Parse(payload);
        var body = document.RootElement;
        return new OrderFact(body.GetProperty("order").GetString()!, [.. CreditsOf(body)], [.. SoldOf(body)], [.. ReturnedOf(body)]);
    }

    /// <summary>Above 0 is put on, below is taken off.</summary>
    private static IEnumerable<CreditPart> CreditsOf(JsonElement body)
    {
        var currency = body.GetProperty("rules").GetProperty("currency").GetString()!;
        foreach (var line in Rows(body, "lines"))
        {
            if (line.TryGetProperty("voucher", out var sold))
                yield return new CreditPart("line/" + Number(line, "number"), new Holder("voucher", sold.GetProperty("code").GetString()!, currency), Number(sold, "amountMinorUnits"));
        }

        foreach (var payment in Rows(body, "payments"))
        {
            if (payment.TryGetProperty("voucher", out var code))
                yield return new CreditPart("payment/" + Number(payment, "number"), new Holder("voucher", code.GetString()!, currency), -Number(payment, "amountMinorUnits"));
        }

        if (!body.TryGetProperty("points", out var points)) yield break;
        var customer = new Holder("points", body.GetProperty("customer").GetString()!, "points");
        if (Number(points, "earned") is var earned && earned != 0) yield return new CreditPart("earned", customer, earned);
        if (Number(points, "spent") is var spent && spent != 0) yield return new CreditPart("spent", customer, -spent);
    }

    private static IEnumerable<(long Line, long Quantity)> SoldOf(JsonElement body) =>
        Rows(body, "lines").Select(line => (Number(line, "number"), Number(line, "quantity"))).Where(line => line.Item2 > 0);

    private static IEnumerable<(string Order, long Line, long Quantity)> ReturnedOf(JsonElement body)
    {
        foreach (var line in Rows(body, "lines"))
        {
            if (line.TryGetProperty("returns", out var of)) yield return (of.GetProperty("order").GetString()!, Number(of, "line"), -Number(line, "quantity"));
        }
    }

    private static JsonElement.ArrayEnumerator Rows(JsonElement body, string name) => body.GetProperty(name).EnumerateArray();

    private static long Number(JsonElement row, string name) => row.GetProperty(name).GetInt64();
}
