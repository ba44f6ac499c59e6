using System.Text.Json;
using PosCloud.Domain.Facts;
using PosCloud.Protocol.Sync;

namespace PosCloud.Hub.Replication;

/// <summary>When the orders of an upload were sold and the trace each belongs to.</summary>
internal sealed record UploadedOrders(IReadOnlyList<UploadedOrders.Order> Orders)
{
    public DateTimeOffset? Newest => Orders.Count == 0 ? null : Orders.Max(o => o.OccurredAt);

    /// <summary>Reads only what it needs; what isn't readable is left out, because intake judges that.</summary>
    public static UploadedOrders Read(IEnumerable<FactFrame> frames)
    {
        var orders = new List<Order>();
        foreach (var frame in frames)
        {
            if (FactHash.TryReadContent(frame.Content, out var fact) && fact!.Type == nameof(OrderCompleted))
                orders.Add(new Order(fact.OccurredAt, TraceParent(fact.Payload.Span)));
        }

        return new UploadedOrders(orders);
    }

    /// <summary>Median seconds from sale to hub; null without orders.</summary>
    /// <param name="clockOffsetMilliseconds">Hub time minus device time.</param>
    public double? MedianLagSeconds(DateTimeOffset now, long clockOffsetMilliseconds)
    {
        if (Orders.Count == 0) return null;
        var lags = Orders.Select(o => (now - o.OccurredAt).TotalSeconds - (clockOffsetMilliseconds / 1000.0)).Order().ToList();
        return Math.Max(0, lags[lags.Count / 2]);
    }

    private static string? TraceParent(ReadOnlySpan<byte> payload)
    {
        try
        {
            var reader = new Utf8JsonReader(payload);
            while (reader.Read())
            {
                if (reader.TokenType != JsonTokenType.PropertyName || reader.CurrentDepth != 2 || !reader.ValueTextEquals("traceParent"u8)) continue;
                return reader.Read() && reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
            }

            return null;
        }
        catch (Exception bad) when (bad is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <param name="OccurredAt">Device clock.</param>
    internal sealed record Order(DateTimeOffset OccurredAt, string? TraceParent);
}
