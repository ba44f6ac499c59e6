using CsCheck;
using PosCloud.Domain.Facts;
using PosCloud.Domain.Identity;
using PosCloud.Domain.Measures;
using PosCloud.Protocol;
using PosCloud.Protocol.Sync;

namespace PosCloud.UnitTests.Protocol;

public sealed class SyncBodyTests
{
    [Fact]
    public void A_body_reads_back_byte_for_byte()
    {
        var entries = Journal(3);
        var body = SyncBody.Write(Request(entries.Length), [.. entries.Select(FactFrame.Of)]);

        Assert.True(SyncBody.TryRead(body, out var request, out var facts, out _));

        Assert.Equal(3, request!.Upload!.Count);
        Assert.Equal(entries.Select(e => e.ChainHash), facts.Select(f => f.ChainHash));
        Assert.Equal(entries.Select(e => e.ContentHash), facts.Select(f => Sha256Digest.Of(f.Content.Span)));
    }

    [Fact]
    public void A_body_cut_at_any_byte_is_refused_with_words()
    {
        var body = SyncBody.Write(Request(2), [.. Journal(2).Select(FactFrame.Of)]);

        for (var length = 0; length < body.Length; length++)
        {
            Assert.False(SyncBody.TryRead(body.AsMemory(0, length), out _, out _, out var problem));
            Assert.False(string.IsNullOrEmpty(problem));
        }

        Assert.False(SyncBody.TryRead((byte[])[.. body, 0], out _, out _, out _));
    }

    [Fact]
    public void A_changed_byte_never_throws() =>
        Gen.Select(Gen.Int[0, 2_000], Gen.Byte).Sample((at, value) =>
        {
            var body = SyncBody.Write(Request(2), [.. Journal(2).Select(FactFrame.Of)]);
            body[at % body.Length] = value;
            SyncBody.TryRead(body, out _, out _, out _);
        }, iter: 5_000);

    private static SyncRequest Request(int facts) => new(
        ProtocolVersions.Protocol, ProtocolVersions.Schema, "1.0", "Direct", "h1",
        [new EpochPosition(JournalEpoch.First, new JournalSequence(4), Sha256Digest.Of([4]))],
        new UploadHeader(JournalEpoch.First, new JournalSequence(5), Sha256Digest.Of([4]), facts),
        new StateRequest("c", null),
        new TerminalReport(facts, 1, new Money(100, Currency.Parse("EUR")), DateTimeOffset.UnixEpoch, null, DateTimeOffset.UnixEpoch, 3, null, "sale", null, 0));

    private static JournalEntry[] Journal(int count)
    {
        var entries = new JournalEntry[count];
        var previous = Sha256Digest.None;
        for (var i = 0; i < count; i++)
        {
            var body = new StockReceived { Context = new FactContext("b", i, "UTC"), Sku = Sku.Parse("A"), Quantity = Quantity.One };
            var fact = FactCodec.Encode(new FactId(Guid.CreateVersion7(DateTimeOffset.UnixEpoch.AddSeconds(i))), DateTimeOffset.UnixEpoch, StoreId.Parse("S1"), body);
            entries[i] = JournalEntry.Append(TerminalId.Parse("S1T1"), JournalEpoch.First, new JournalSequence(i + 1), previous, fact);
            previous = entries[i].ChainHash;
        }

        return entries;
    }
}
