using System.Globalization;
using System.Text.Json.Nodes;
using PosCloud.Domain.Measures;

namespace PosCloud.Terminal.Commands;

/// <summary>Values as commands print them: money in minor units with its currency, quantities in thousandths, times in UTC.</summary>
public static class JsonValues
{
    public static JsonObject? Of(Money? money) =>
        money is { } amount ? new JsonObject { ["amount"] = amount.MinorUnits, ["currency"] = amount.Currency.Code } : null;

    public static JsonNode? Of(Quantity? quantity) => quantity is { } amount ? JsonValue.Create(amount.Thousandths) : null;

    public static JsonNode? Of(DateTimeOffset? at) =>
        at is { } time ? JsonValue.Create(time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture)) : null;
}
