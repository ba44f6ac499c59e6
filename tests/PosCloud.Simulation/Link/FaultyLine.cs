using System.IO.Compression;
using PosCloud.Simulation.Devices;
using PosCloud.Simulation.Model;
using PosCloud.Simulation.World;

namespace PosCloud.Simulation.Link;

/// <summary>The line of one device: loses, repeats, delays, reorders, cuts and damages requests and answers.</summary>
internal sealed class FaultyLine(ShopWorld world, Device device) : HttpMessageHandler
{
    private const int Remembered = 8;
    private readonly Queue<WireRequest> _sent = new();

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var wire = await PlainLine.OnWireAsync(request);
        device.Look();
        if (device.IsOffline || device.IsKilled) throw Broken();
        var answer = await CarryAsync(wire);
        InvariantBrokenException.Unless(!device.IsReplaced || answer is not { Status: 200 or 206 }, "I7", $"{device.Name} was let in, though another device has the place of {device.Terminal}.");
        _sent.Enqueue(wire);
        if (_sent.Count > Remembered) _sent.Dequeue();
        device.Look();
        if (device.IsKilled) throw Broken();
        return answer?.ToMessage(request) ?? throw Broken();
    }

    private async Task<WireAnswer?> CarryAsync(WireRequest wire)
    {
        await world.InterludeAsync();
        var dice = world.Dice;
        if (world.IsCalm || !dice.Chance(world.Swarm.LinkFaultPercent)) return await world.DeliverAsync(wire);
        if (wire.AsksForFile) return await CarryFileAsync(wire);
        switch (dice.Below(10))
        {
            case 0:
                world.Coverage.Saw("link: request lost");
                return null;
            case 1:
                world.Coverage.Saw("link: request delayed");
                world.Delayed.Add(wire);
                return null;
            case 2:
                world.Coverage.Saw("link: answer lost");
                await world.DeliverAsync(wire);
                return null;
            case 3:
                world.Coverage.Saw("link: answer lost, request repeated later");
                world.Delayed.Add(wire);
                await world.DeliverAsync(wire);
                return null;
            case 4:
                world.Coverage.Saw("link: request doubled");
                var first = await world.DeliverAsync(wire);
                var second = await world.DeliverAsync(wire);
                return dice.Chance(50) ? first : second;
            case 5 when _sent.Count > 0:
                world.Coverage.Saw("link: old request before this one");
                await world.DeliverAsync(dice.Pick([.. _sent]));
                return await world.DeliverAsync(wire);
            case 6:
                world.Coverage.Saw("link: request cut");
                return await world.DeliverAsync(wire with { Body = Cut(wire.Body, dice.Below(1_000)) });
            case 7 when wire.ContentEncoding == "gzip":
                world.Coverage.Saw("link: request damaged");
                return await world.DeliverAsync(wire with { Body = Flipped(wire.Body, 12 + dice.Below(wire.Body.Length - 20)) });
            case 8 when world.Swarm.DamagedFacts && wire.ContentEncoding == "gzip":
                return await world.DeliverAsync(WithDamagedFact(wire, dice));
            default:
                world.Coverage.Saw("link: answer cut");
                return await world.DeliverAsync(wire) is { Body.Length: > 1 } answer
                    ? answer with { Body = answer.Body[..dice.Below(answer.Body.Length - 1)] }
                    : null;
        }
    }

    /// <summary>A part of a file gets lost, ends at any byte or comes with a wrong one. Places are shares of its length, which differs by a few bytes from run to run.</summary>
    private async Task<WireAnswer?> CarryFileAsync(WireRequest wire)
    {
        var (what, share) = (world.Dice.Below(4), world.Dice.Below(1_000));
        if (what == 0 || await world.DeliverAsync(wire) is not { } answer) return null;
        var at = (int)((long)answer.Body.Length * share / 1_000);
        if (answer.Status is not (200 or 206) || answer.Body.Length < 2) return answer;
        world.Coverage.Saw(what == 1 ? "link: file damaged" : "link: file cut");
        return answer with { Body = what == 1 ? Flipped(answer.Body, at) : answer.Body[..at] };
    }

    /// <summary>At a share of its length, which differs by a few bytes from run to run; never so late that only a checksum is missing.</summary>
    private static byte[] Cut(byte[] body, int share) => body[..(int)(Math.Max(0, body.Length - 8L) * share / 1_000)];

    private static byte[] Flipped(byte[] body, int at)
    {
        var flipped = body.ToArray();
        flipped[at] ^= 0x10;
        return flipped;
    }

    /// <summary>One byte of the last fact's payload is another one, behind every checksum of the transport: memory does that.</summary>
    private WireRequest WithDamagedFact(WireRequest wire, Dice dice)
    {
        using var packed = new GZipStream(new MemoryStream(wire.Body), CompressionMode.Decompress);
        using var plain = new MemoryStream();
        packed.CopyTo(plain);
        var body = plain.ToArray();
        var headLength = System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(body);
        // Two hashes end the last fact; what stands right before them is the end of its payload, if there is a fact at all.
        var at = body.Length - 64 - 2 - dice.Below(20);
        if (at < 4 + headLength + 40) return wire;
        world.Coverage.Saw("link: fact damaged");
        body[at] ^= 0x01;
        using var again = new MemoryStream();
        using (var gzip = new GZipStream(again, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(body);
        return wire with { Body = again.ToArray() };
    }

    private static HttpRequestException Broken() => new(HttpRequestError.ConnectionError, "The simulated line is broken.");
}
