using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using PosCloud.Protocol;
using PosCloud.Simulation.Link;

namespace PosCloud.Simulation.Bugs;

/// <summary>The hub acknowledges an upload before it has committed it, and then doesn't: every eighth one.</summary>
internal sealed class EagerAnswer() : PlantedBug("acknowledged before the commit", "I5")
{
    private string _hubEpoch = "";
    private int _uploads;

    public override WireAnswer? AnswerInstead(WireRequest request)
    {
        if (request.Path != Routes.Sync || request.ContentEncoding != "gzip" || _hubEpoch.Length == 0 || ++_uploads % 8 != 0) return null;
        try
        {
            using var plain = new MemoryStream();
            using (var packed = new GZipStream(new MemoryStream(request.Body), CompressionMode.Decompress)) packed.CopyTo(plain);
            return Acknowledge(plain.ToArray());
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    public override WireAnswer Change(WireRequest request, WireAnswer answer)
    {
        if (answer.Status == 200 && request.Path == Routes.Sync) _hubEpoch = JsonNode.Parse(answer.Body)!["hubEpoch"]!.GetValue<string>();
        return answer;
    }

    private WireAnswer? Acknowledge(byte[] body)
    {
        var head = JsonNode.Parse(body.AsSpan(4, BinaryPrimitives.ReadInt32BigEndian(body)))!;
        if (head["upload"] is not { } upload) return null;
        var last = upload["first"]!.GetValue<long>() + upload["count"]!.GetValue<long>() - 1;
        var answer = new JsonObject
        {
            ["hubEpoch"] = _hubEpoch,
            ["hubTime"] = "2026-11-23T08:00:00+00:00",
            ["store"] = upload["store"]!.DeepClone(),
            ["revoked"] = false,
            ["upload"] = new JsonObject
            {
                ["outcome"] = "Accepted", ["epoch"] = upload["epoch"]!.DeepClone(), ["branch"] = "", ["acceptedThrough"] = last,
                ["chainHash"] = Convert.ToHexStringLower(body.AsSpan(body.Length - 32)), ["quarantined"] = new JsonArray(),
            },
        };
        return new WireAnswer(200, "application/json", null, Encoding.UTF8.GetBytes(answer.ToJsonString()));
    }
}
