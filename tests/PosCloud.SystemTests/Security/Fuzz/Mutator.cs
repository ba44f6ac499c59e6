using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PosCloud.SystemTests.Security.Fuzz;

/// <summary>Changes requests, bytes and JSON at random, the same way for the same random numbers.</summary>
internal sealed class Mutator(Random random)
{
    private static readonly string[] Methods = ["GET", "POST", "PUT", "HEAD", "DELETE", "OPTIONS", "PATCH", "TRACE", "CONNECT", "get", "P\0ST", ""];

    private static readonly string[] Numbers =
        ["0", "-1", "1e400", "-1e400", "NaN", "9223372036854775807", "-9223372036854775808", "9223372036854775808", "0.5", "1e3", "2147483648", "00", "1" + new string('0', 400)];

    private static readonly string[] Texts =
    [
        "", "\0", "a\0b", "' OR 1=1 --", "\"; DROP TABLE fact; --", "<script>alert(1)</script>", "../../etc/passwd", "..%2f..%2fetc%2fpasswd", "%00", "${jndi:ldap://x}",
        "a\r\nSet-Cookie: x=1", "2026-11-23 ERROR forged", "=cmd|' /C calc'!A1", "\ud83d\ude00", "\u202e", new('x', 70_000), "null", "S1", "S2", "S1T1", "S2T1", "Direct", "Dotmim",
        "9999-12-31T23:59:59.9999999Z", "0001-01-01T00:00:00Z", "EUR", "-", ";;;;", "a;S1;Complete;0;catalogue=9223372036854775807/0;orders:S1=1/0;store:S1=1/0",
    ];

    private static readonly string[] Targets =
    [
        "/v1/sync", "/v1/hello", "/v1/enrol", "/v1/nudge", "/v1/nudge/negotiate?negotiateVersion=1", "/v1/bootstrap/", "/v1/bootstrap/%00", "/v1/bootstrap/..%2f..%2fhub-signing.key",
        "/v1/bootstrap/" + "a", "/administration/verbs", "/health/ready", "/metrics", "/", "/v1", "/v1/sync/", "//v1/sync", "/v1/./sync", "/v1/%73ync", "*", "http://elsewhere/v1/sync",
    ];

    private static readonly (string Name, string Value)[] OddHeaders =
    [
        ("Content-Length", "-1"), ("Content-Length", "0"), ("Content-Length", "99999999999"), ("Content-Length", "abc"), ("Transfer-Encoding", "chunked"), ("Transfer-Encoding", "gzip"),
        ("Content-Encoding", "gzip"), ("Content-Encoding", "br"), ("Content-Encoding", "gzip, gzip"), ("Expect", "100-continue"), ("Expect", "nonsense"), ("Range", "bytes=0-"),
        ("Range", "bytes=5-1,9999999999999999999-"), ("If-None-Match", "*"), ("Content-Type", "text/html; charset=\"utf-7\""), ("Content-Type", "\0"), ("Accept-Encoding", "br"),
        ("Host", ""), ("Host", "a b"), ("Origin", "https://shop.example"), ("Upgrade", "websocket"), ("Cookie", "poscloud-dashboard=x"), ("PosCloud-Certificate", "x.y.z"),
        ("traceparent", "00-ffffffffffffffffffffffffffffffff-ffffffffffffffff-ff"), ("baggage", "a=b,c"), ("X-Forwarded-For", "1.2.3.4"), ("X-Long", new string('h', 9_000)), ("A\u00e4", "\u00fc"),
    ];

    public RawRequest Of(RawRequest request) => random.Next(12) switch
    {
        0 => request with { Method = Pick(Methods) },
        1 => request with { Target = random.Next(2) == 0 ? Pick(Targets) : Encoding.Latin1.GetString(Bytes(Encoding.Latin1.GetBytes(request.Target))) },
        2 => request with { Headers = [.. request.Headers, Pick(OddHeaders)] },
        3 when request.Headers.Count > 0 => request with { Headers = [.. request.Headers.Where((_, at) => at != random.Next(request.Headers.Count))] },
        4 when request.Headers.Count > 0 => request with { Headers = [.. request.Headers, request.Headers[random.Next(request.Headers.Count)]] },
        5 => request with { CutAt = random.Next(request.Body.Length + 1) },
        6 or 7 => request with { Body = Json(request.Body) },
        _ => request with { Body = Bytes(request.Body) },
    };

    /// <summary>Some bytes flipped, cut out, doubled, or put in.</summary>
    public byte[] Bytes(byte[] body)
    {
        var at = random.Next(body.Length + 1);
        var length = Math.Min(random.Next(1, 40), body.Length - at);
        switch (random.Next(6))
        {
            case 0 when length > 0:
                var flipped = body.ToArray();
                flipped[at] ^= (byte)(1 << random.Next(8));
                return flipped;
            case 1:
                return [.. body.AsSpan(0, at), .. body.AsSpan(at + length)];
            case 2:
                return [.. body.AsSpan(0, at + length), .. body.AsSpan(at, length), .. body.AsSpan(at + length)];
            case 3:
                var odd = new byte[random.Next(1, 20)];
                random.NextBytes(odd);
                return [.. body.AsSpan(0, at), .. odd, .. body.AsSpan(at)];
            case 4:
                return body[..at];
            default:
                return [.. body.AsSpan(0, at), .. Encoding.UTF8.GetBytes(Pick(Texts)), .. body.AsSpan(at)];
        }
    }

    /// <summary>Another value, a member less, one twice or nested deeper; bytes that aren't JSON get other bytes.</summary>
    public byte[] Json(byte[] body)
    {
        // A sync's body is a length, JSON and frames; the JSON is changed and the length corrected.
        var framed = body.Length > 4 && body[0] == 0 && body[4] == (byte)'{';
        var head = framed ? body.AsMemory(4, Math.Min(body.Length - 4, (body[1] << 16) | (body[2] << 8) | body[3])) : body.AsMemory();
        if (Changed(head) is not { } changed) return Bytes(body);
        return framed ? [.. Length(changed.Length), .. changed, .. body.AsSpan(4 + head.Length)] : changed;
    }

    public T Pick<T>(IReadOnlyList<T> from) => from[random.Next(from.Count)];

    private static byte[] Length(int length) => [(byte)(length >> 24), (byte)(length >> 16), (byte)(length >> 8), (byte)length];

    private byte[]? Changed(ReadOnlyMemory<byte> json)
    {
        try
        {
            var root = JsonNode.Parse(json.Span);
            var nodes = Nodes(root).ToList();
            if (root is null || nodes.Count == 0) return null;
            const string mark = "\u0001mark\u0001";
            var (parent, key) = Pick(nodes);
            var before = Get(parent, key)?.ToJsonString() ?? "null";
            Set(parent, key, JsonValue.Create(mark));
            // As text, because no object holds a number beyond all numbers or a member twice.
            return Encoding.UTF8.GetBytes(root.ToJsonString().Replace(JsonSerializer.Serialize(mark), Replacement(before, key), StringComparison.Ordinal));
        }
        catch (Exception no) when (no is JsonException or InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }

    private string Replacement(string before, object key) => random.Next(9) switch
    {
        0 => "null",
        1 => Pick(Numbers),
        2 or 3 => JsonSerializer.Serialize(Pick(Texts)),
        4 => new string('[', 200) + new string(']', 200),
        5 => $"[{before},{before},null]",
        6 => $"{before},{JsonSerializer.Serialize(key.ToString())}:{before}",
        7 => """{"a":""" + before + "}",
        _ => "\"\\ud800\"",
    };

    private static IEnumerable<(JsonNode Parent, object Key)> Nodes(JsonNode? node)
    {
        if (node is JsonObject members)
        {
            foreach (var (name, value) in members)
            {
                yield return (members, name);
                foreach (var inner in Nodes(value)) yield return inner;
            }
        }
        else if (node is JsonArray elements)
        {
            for (var at = 0; at < elements.Count; at++)
            {
                yield return (elements, at);
                foreach (var inner in Nodes(elements[at])) yield return inner;
            }
        }
    }

    private static JsonNode? Get(JsonNode parent, object key) => key is string name ? parent[name] : parent[(int)key];

    private static void Set(JsonNode parent, object key, JsonNode value)
    {
        if (key is string name) parent[name] = value;
        else parent[(int)key] = value;
    }
}
