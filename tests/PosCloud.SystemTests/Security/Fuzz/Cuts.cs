using System.Buffers.Binary;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PosCloud.SystemTests.Security.Fuzz;

/// <summary>Ways to make a request or a body smaller.</summary>
internal static class Cuts
{
    // Smaller pieces are tried when the whole has become smaller.
    private const int MostPieces = 32;

    public static IEnumerable<RawRequest> Of(RawRequest request)
    {
        if (request.CutAt is not null) yield return request with { CutAt = null };
        if (request.Body.Length > 0) yield return request with { Body = [] };
        for (var at = 0; at < request.Headers.Count; at++) yield return request with { Headers = [.. request.Headers.Where((_, other) => other != at)] };
        if (request.Target.IndexOf('?', StringComparison.Ordinal) is > 0 and var query) yield return request with { Target = request.Target[..query] };
        foreach (var body in Of(request.Body)) yield return request with { Body = body };
    }

    /// <summary>Without a member or an element where it is JSON, then without a piece of its bytes.</summary>
    public static IEnumerable<byte[]> Of(byte[] body)
    {
        foreach (var less in OfJson(body)) yield return less;
        for (var size = (body.Length + 1) / 2; size > 0 && body.Length / size <= MostPieces; size = size == 1 ? 0 : (size + 1) / 2)
        {
            for (var at = 0; at < body.Length; at += size) yield return [.. body.AsSpan(0, at), .. body.AsSpan(Math.Min(at + size, body.Length))];
        }
    }

    private static IEnumerable<byte[]> OfJson(byte[] body)
    {
        var framed = body.Length > 4 && body[0] == 0 && body[4] == (byte)'{';
        var length = framed ? Math.Min(BinaryPrimitives.ReadInt32BigEndian(body), body.Length - 4) : body.Length;
        var (json, rest) = framed ? (body.AsMemory(4, length), body.AsMemory(4 + length)) : (body.AsMemory(), default);
        for (var at = 0; Without(json.Span, at) is { } less; at++)
        {
            var head = new byte[framed ? 4 : 0];
            if (framed) BinaryPrimitives.WriteInt32BigEndian(head, less.Length);
            yield return [.. head, .. less, .. rest.Span];
        }
    }

    /// <summary>The text without its nth member or element, outer ones first; null when it has fewer or isn't JSON.</summary>
    private static byte[]? Without(ReadOnlySpan<byte> json, int number)
    {
        try
        {
            var root = JsonNode.Parse(json);
            var waiting = new Queue<JsonNode?>([root]);
            while (waiting.TryDequeue(out var node))
            {
                var count = node switch { JsonObject members => members.Count, JsonArray elements => elements.Count, _ => 0 };
                if (number < count)
                {
                    if (node is JsonObject members) members.RemoveAt(number);
                    else ((JsonArray)node!).RemoveAt(number);
                    return JsonSerializer.SerializeToUtf8Bytes(root);
                }

                number -= count;
                foreach (var inner in node switch { JsonObject members => members.Select(member => member.Value), JsonArray elements => elements, _ => Enumerable.Empty<JsonNode?>() }) waiting.Enqueue(inner);
            }

            return null;
        }
        // A member twice, or half a character, is found only when it is looked at.
        catch (Exception no) when (no is JsonException or ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }
}
