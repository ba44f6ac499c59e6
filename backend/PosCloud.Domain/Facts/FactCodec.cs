using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using PosCloud.Domain.Identity;

namespace PosCloud.Domain.Facts;

/// <summary>
/// Turns fact bodies into payload bytes and back. Bytes are written once, at the terminal; every reader of an older
/// version is kept for ever.
/// </summary>
public static class FactCodec
{
    // Names of goods in any script stay readable in the journal; the bytes never meet HTML.
    private static readonly FactJson Json = new(new JsonSerializerOptions(FactJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    private static readonly Dictionary<Type, (string Name, int Version, JsonTypeInfo Info)> ByType = new()
    {
        [typeof(OrderCompleted)] = (nameof(OrderCompleted), 2, Json.OrderCompleted),
        [typeof(CartVoided)] = (nameof(CartVoided), 1, Json.CartVoided),
        [typeof(ShiftOpened)] = (nameof(ShiftOpened), 1, Json.ShiftOpened),
        [typeof(ShiftClosed)] = (nameof(ShiftClosed), 2, Json.ShiftClosed),
        [typeof(CashMoved)] = (nameof(CashMoved), 1, Json.CashMoved),
        [typeof(StockCounted)] = (nameof(StockCounted), 1, Json.StockCounted),
        [typeof(StockReceived)] = (nameof(StockReceived), 1, Json.StockReceived),
        [typeof(StockAdjusted)] = (nameof(StockAdjusted), 1, Json.StockAdjusted),
        [typeof(ReceiptReprinted)] = (nameof(ReceiptReprinted), 1, Json.ReceiptReprinted),
        [typeof(ClockStepped)] = (nameof(ClockStepped), 1, Json.ClockStepped),
        [typeof(StoreAssigned)] = (nameof(StoreAssigned), 1, Json.StoreAssigned),
        [typeof(EpochStarted)] = (nameof(EpochStarted), 1, Json.EpochStarted),
    };

    // Older versions that this build reads: with what they lack made up.
    private static readonly Dictionary<(string Name, int Version), Func<FactBody, FactBody>> Older = new()
    {
        [(nameof(OrderCompleted), 1)] = body => OrderCompletedVersion1.Upcast((OrderCompleted)body),
        // Version 2 can name vouchers among its tenders; all that version 1 said is said the same way.
        [(nameof(ShiftClosed), 1)] = body => body,
    };

    private static readonly Dictionary<(string Name, int Version), JsonTypeInfo> ByName = ByType.Values
        .SelectMany(t => Older.Keys.Where(o => o.Name == t.Name).Append((t.Name, t.Version)), (t, key) => (Key: key, t.Info))
        .ToDictionary(t => t.Key, t => t.Info);

    /// <summary>Names of all fact types this build writes and reads.</summary>
    public static IReadOnlyCollection<string> KnownTypes { get; } = [.. ByType.Values.Select(t => t.Name).Order(StringComparer.Ordinal)];

    /// <summary>Every type and version this build reads: what it writes, and what earlier releases wrote.</summary>
    public static IReadOnlyCollection<(string Type, int Version)> Readable => ByName.Keys;

    /// <summary>The newest type and version under which this build writes bodies of a class; null for a class it doesn't write.</summary>
    public static (string Type, int Version)? WrittenAs(Type body) =>
        ByType.TryGetValue(body, out var written) ? (written.Name, written.Version) : null;

    /// <summary>Makes a fact of a body; the time is cut to whole milliseconds.</summary>
    public static Fact Encode(FactId id, DateTimeOffset occurredAt, StoreId store, FactBody body)
    {
        ArgumentNullException.ThrowIfNull(body);
        var (name, newest, info) = ByType[body.GetType()];
        var version = IsSaidByVersion1(body) ? 1 : newest;
        var whole = DateTimeOffset.FromUnixTimeMilliseconds(occurredAt.ToUnixTimeMilliseconds());
        return new Fact(id, name, version, whole, store, JsonSerializer.SerializeToUtf8Bytes(body, info));
    }

    // What an older release can say is written in its words, so that its hubs take it.
    private static bool IsSaidByVersion1(FactBody body) => body switch
    {
        OrderCompleted order => OrderCompletedVersion1.CanSay(order),
        ShiftClosed closed => closed.Tenders.All(t => t.Tender != Tender.Voucher),
        _ => false,
    };

    // The reader refuses null where a member stands, but not inside a list.
    private static bool HasHole(FactBody body) => body switch
    {
        OrderCompleted order => order.Lines.Any(l => l is null) || order.Payments.Any(p => p is null) || order.Taxes.Any(t => t is null),
        ShiftClosed closed => closed.Tenders.Any(t => t is null),
        _ => false,
    };

    /// <summary>Reads a fact's body. Bad bytes and unknown types are answers, not exceptions: the fact is kept either way.</summary>
    public static FactReading Read(Fact fact)
    {
        ArgumentNullException.ThrowIfNull(fact);
        if (!ByName.TryGetValue((fact.Type, fact.Version), out var info)) return new FactReading.Unknown(fact.Type, fact.Version);
        try
        {
            if (JsonSerializer.Deserialize(fact.Payload.Span, info) is not FactBody body) return new FactReading.Malformed("The payload is null.");
            if (HasHole(body)) return new FactReading.Malformed("A line, payment, tax or sum is null.");
            return new FactReading.Understood(Older.TryGetValue((fact.Type, fact.Version), out var upcast) ? upcast(body) : body);
        }
        catch (JsonException problem)
        {
            return new FactReading.Malformed(problem.Message);
        }
        catch (NotSupportedException problem)
        {
            return new FactReading.Malformed(problem.Message);
        }
    }
}
