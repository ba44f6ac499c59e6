using System.Buffers;
using System.Buffers.Binary;
using System.Text.Json;
using PosCloud.Domain.Facts;

namespace PosCloud.Protocol.Sync;

/// <summary>
/// A sync request's body: i32 length and JSON of the <see cref="SyncRequest"/>, then for each fact i32 length of its
/// content, the content, content hash (32) and chain hash (32). All integers big-endian; nothing may follow.
/// </summary>
public static class SyncBody
{
    public static byte[] Write(SyncRequest request, IReadOnlyList<FactFrame> facts)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(facts);
        var head = JsonSerializer.SerializeToUtf8Bytes(request, ProtocolJson.Wire.SyncRequest);
        var writer = new ArrayBufferWriter<byte>(head.Length + 4 + facts.Sum(f => f.Content.Length + 68));
        WriteLength(writer, head.Length);
        writer.Write(head);
        foreach (var fact in facts)
        {
            WriteLength(writer, fact.Content.Length);
            writer.Write(fact.Content.Span);
            fact.ContentHash.CopyTo(writer.GetSpan(Sha256Digest.Length));
            writer.Advance(Sha256Digest.Length);
            fact.ChainHash.CopyTo(writer.GetSpan(Sha256Digest.Length));
            writer.Advance(Sha256Digest.Length);
        }

        return writer.WrittenSpan.ToArray();
    }

    /// <summary>Reads a whole body; <paramref name="problem"/> says in words what is wrong when it isn't one.</summary>
    public static bool TryRead(ReadOnlyMemory<byte> body, out SyncRequest? request, out IReadOnlyList<FactFrame> facts, out string? problem)
    {
        request = null;
        facts = [];
        problem = null;
        var at = 0;
        if (!TryTake(body, ref at, ProtocolLimits.MaxRequestBytes, out var head))
        {
            problem = "The request's head is cut off.";
            return false;
        }

        try
        {
            request = JsonSerializer.Deserialize(head.Span, ProtocolJson.Wire.SyncRequest);
        }
        catch (JsonException error)
        {
            problem = "The request's head isn't valid: " + error.Message;
            return false;
        }

        problem = RequestRules.Problem(request);
        return problem is null && TryReadFacts(body, at, request!.Upload?.Count ?? 0, out facts, out problem);
    }

    private static bool TryReadFacts(ReadOnlyMemory<byte> body, int at, int count, out IReadOnlyList<FactFrame> facts, out string? problem)
    {
        facts = [];
        problem = null;
        if (count is < 0 or > ProtocolLimits.MaxFactsPerUpload)
        {
            problem = $"An upload has 0 to {ProtocolLimits.MaxFactsPerUpload} facts.";
            return false;
        }

        var read = new List<FactFrame>(count);
        for (var i = 0; i < count; i++)
        {
            if (!TryTake(body, ref at, ProtocolLimits.MaxFactBytes, out var content) || body.Length - at < 2 * Sha256Digest.Length)
            {
                problem = $"Fact {i + 1} of {count} is cut off or larger than {ProtocolLimits.MaxFactBytes} bytes.";
                return false;
            }

            var hashes = body.Span.Slice(at, 2 * Sha256Digest.Length);
            at += hashes.Length;
            read.Add(new FactFrame(content, Sha256Digest.FromBytes(hashes[..32]), Sha256Digest.FromBytes(hashes[32..])));
        }

        if (at != body.Length)
        {
            problem = $"{body.Length - at} bytes follow the last fact.";
            return false;
        }

        facts = read;
        return true;
    }

    private static void WriteLength(ArrayBufferWriter<byte> writer, int length)
    {
        BinaryPrimitives.WriteInt32BigEndian(writer.GetSpan(4), length);
        writer.Advance(4);
    }

    private static bool TryTake(ReadOnlyMemory<byte> body, ref int at, int limit, out ReadOnlyMemory<byte> part)
    {
        part = default;
        if (body.Length - at < 4) return false;
        var length = BinaryPrimitives.ReadInt32BigEndian(body.Span[at..]);
        if (length < 0 || length > limit || length > body.Length - at - 4) return false;
        part = body.Slice(at + 4, length);
        at += 4 + length;
        return true;
    }
}
