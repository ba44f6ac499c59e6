using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace PosCloud.Simulation.Model;

/// <summary>Facts read by the words of PROTOCOL.md and not by the product's code.</summary>
internal static class FactBytes
{
    public static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);

    /// <summary>SHA-256 of previous (32) · terminal · epoch · sequence (i64) · content hash (32); texts with a u16 length.</summary>
    public static string ChainHash(string previous, string terminal, string epoch, long sequence, string contentHash)
    {
        using var bytes = new MemoryStream();
        bytes.Write(Convert.FromHexString(previous));
        WriteText(bytes, terminal);
        WriteText(bytes, epoch);
        WriteNumber(bytes, sequence, length: 8);
        bytes.Write(Convert.FromHexString(contentHash));
        return Hex(SHA256.HashData(bytes.ToArray()));
    }

    /// <summary>id (16) · type · version (i32) · occurredAt (i64) · store · payload (i32 length): what of it the model needs.</summary>
    public static (string Id, string Type, string Store, byte[] Payload) ReadContent(byte[] content)
    {
        var id = new Guid(content.AsSpan(0, 16), bigEndian: true).ToString("D");
        var at = 16;
        var type = ReadText(content, ref at);
        at += 4 + 8;
        var store = ReadText(content, ref at);
        return (id, type, store, content[(at + 4)..]);
    }

    public static IReadOnlyList<Movement> Movements(string type, byte[] payload)
    {
        if (type is not ("OrderCompleted" or "StockReceived" or "StockAdjusted" or "StockCounted")) return [];
        using var document = JsonDocument.Parse(payload);
        var body = document.RootElement;
        return type switch
        {
            "OrderCompleted" => [.. body.GetProperty("lines").EnumerateArray().Where(IsOfGoods).Select(OfLine).Where(m => m.Quantity != 0)],
            "StockReceived" => [new Movement(0, Sku(body), "received", body.GetProperty("quantity").GetInt64())],
            "StockAdjusted" => [new Movement(0, Sku(body), "adjusted", body.GetProperty("change").GetInt64())],
            _ => [new Movement(0, Sku(body), "counted", body.GetProperty("counted").GetInt64())],
        };
    }

    /// <summary>A voucher is no goods: its line moves no stock.</summary>
    private static bool IsOfGoods(JsonElement line) => !line.TryGetProperty("voucher", out _);

    private static Movement OfLine(JsonElement line)
    {
        var quantity = line.GetProperty("quantity").GetInt64();
        return new Movement(line.GetProperty("number").GetInt64(), Sku(line), quantity > 0 ? "sold" : "returned", -quantity);
    }

    private static string Sku(JsonElement element) => element.GetProperty("sku").GetString()!;

    /// <summary>A text with its length in UTF-8 bytes before it.</summary>
    public static void WriteText(MemoryStream bytes, string text)
    {
        var encoded = Encoding.UTF8.GetBytes(text);
        WriteNumber(bytes, encoded.Length, length: 2);
        bytes.Write(encoded);
    }

    /// <summary>A whole number, the highest byte first.</summary>
    public static void WriteNumber(MemoryStream bytes, long number, int length)
    {
        for (var shift = 8 * (length - 1); shift >= 0; shift -= 8) bytes.WriteByte((byte)(number >> shift));
    }

    private static string ReadText(byte[] bytes, ref int at)
    {
        var length = BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(at));
        var text = Encoding.UTF8.GetString(bytes, at + 2, length);
        at += 2 + length;
        return text;
    }
}
