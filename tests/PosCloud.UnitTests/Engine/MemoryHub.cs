using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using PosCloud.Domain.Facts;
using PosCloud.Domain.Identity;
using PosCloud.Domain.Stock;
using PosCloud.Protocol;
using PosCloud.Protocol.Enrolment;
using PosCloud.Protocol.Errors;
using PosCloud.Protocol.Sync;
using PosCloud.Protocol.Tables;

namespace PosCloud.UnitTests.Engine;

/// <summary>The hub's side of the protocol for one terminal, in memory: intake with the chain's rules, streams, pages.</summary>
internal sealed class MemoryHub(TimeProvider clock)
{
    public const string Store = "S1";
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Stream, string Table, string Key), (long Sequence, string? Row)> _rows = [];
    private readonly Dictionary<string, long> _heads = new() { ["catalogue"] = 0, ["orders:S1"] = 0, ["store:S1"] = 0 };

    public TerminalId Terminal { get; } = TerminalId.Parse("S1T1");

    public string Epoch { get; set; } = "hub-1";

    public Dictionary<string, List<(FactFrame Frame, Fact Fact, Sha256Digest Previous)>> Journal { get; } = [];

    public HashSet<long> Quarantined { get; } = [];

    public List<SyncRequest> Requests { get; } = [];

    public List<string?> Tokens { get; } = [];

    public int PageSize { get; set; } = 500;

    public int RequestCount { get; private set; }

    public JournalEpoch? GiveEpoch { get; set; }

    public JournalEpoch? GiveEpochWhenBehind { get; set; }

    public bool Revoked { get; set; }

    /// <summary>What its newest verified backup has of the journal.</summary>
    public IReadOnlyList<EpochPosition>? Durable { get; set; }

    public void Put(SyncedTable table, params object?[] values)
    {
        lock (_gate) Publish(table, RowJson.KeyOf(table, values), RowJson.Write(table, values));
    }

    public void Delete(SyncedTable table, params object?[] key)
    {
        lock (_gate) Publish(table, RowJson.KeyOf(table, key), null);
    }

    /// <summary>A shop with two tax rates and a few goods, 10 of each in stock.</summary>
    public MemoryHub WithShop(int cashRounding = 1, string taxMode = "included")
    {
        Put(SyncedTables.Store, Store, "Harbour Street", "EUR", "Europe/Zagreb", "hr-HR", taxMode, "line", (long)cashRounding, "Lipa Provisions\nHarbour Street 14", "Thank you");
        Put(SyncedTables.TaxRate, "standard", "VAT 25 %", 250_000L);
        Put(SyncedTables.TaxRate, "food", "VAT 5 %", 50_000L);
        Goods("COFFEE", "Flat white", 260, "standard", "piece", "3850000000017");
        Goods("BREAD", "Sourdough loaf", 420, "food", "piece", "3850000000024");
        Goods("GOUDA", "Gouda, aged 18 months", 1690, "food", "kg", null);
        return this;
    }

    public void Goods(string sku, string name, long price, string tax, string unit, string? barcode, string category = "All", long position = 0, long stock = 10_000)
    {
        Put(SyncedTables.Product, "p-" + sku, name, null, category, 1L, tax, unit, position, 1L);
        Put(SyncedTables.Variant, sku, sku, "p-" + sku, "", 0L, 1L);
        if (barcode is not null) Put(SyncedTables.Barcode, barcode, sku);
        Put(SyncedTables.Price, sku, 0L, price, "EUR", 1L);
        Put(SyncedTables.Stock, Store, sku, stock, stock, 1L);
    }

    /// <summary>Moves stock by all accepted facts that aren't applied yet, in one step, as the ledger's writer does.</summary>
    public void Reconcile()
    {
        lock (_gate)
        {
            foreach (var (epoch, facts) in Journal)
            {
                var through = Applied(epoch);
                for (var sequence = through + 1; sequence <= facts.Count; sequence++)
                {
                    if (Quarantined.Contains(sequence)) continue;
                    if (FactCodec.Read(facts[(int)sequence - 1].Fact) is not FactReading.Understood { Body: var body }) continue;
                    foreach (var movement in StockMovements.Of(body)) Move(movement);
                }

                PutApplied(epoch, facts.Count, facts.Count == 0 ? Sha256Digest.None : facts[^1].Frame.ChainHash);
            }
        }
    }

    public async Task<HttpResponseMessage> AnswerAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        var body = await request.Content!.ReadAsByteArrayAsync(cancellation);
        if (request.RequestUri!.AbsolutePath == Routes.Enrol)
        {
            return Json(JsonSerializer.SerializeToUtf8Bytes(
                new EnrolmentAnswer(Terminal, StoreId.Parse(Store), JournalEpoch.First, Epoch, clock.GetUtcNow(), "certificate"), ProtocolJson.Wire.EnrolmentAnswer));
        }

        if (request.Content.Headers.ContentEncoding.Contains("gzip"))
        {
            using var unpacked = new MemoryStream();
            using (var gzip = new GZipStream(new MemoryStream(body), CompressionMode.Decompress)) gzip.CopyTo(unpacked);
            body = unpacked.ToArray();
        }

        if (request.RequestUri.AbsolutePath == Routes.Hello)
        {
            lock (_gate) return Json(JsonSerializer.SerializeToUtf8Bytes(Hello(), ProtocolJson.Wire.HelloAnswer));
        }

        lock (_gate)
        {
            RequestCount++;
            Tokens.Add(request.Headers.Authorization?.Parameter);
            return SyncBody.TryRead(body, out var head, out var facts, out var problem)
                ? Json(JsonSerializer.SerializeToUtf8Bytes(Answer(head!, facts), ProtocolJson.Wire.SyncAnswer))
                : Refuse(HttpStatusCode.BadRequest, SyncErrorCode.Malformed, problem!);
        }
    }

    /// <summary>A fact that an engine brings as a row.</summary>
    public void Bring(JournalEpoch epoch, JournalSequence sequence, Sha256Digest previous, FactFrame frame)
    {
        lock (_gate) Take(new UploadHeader(epoch, sequence, previous, 1), [frame]);
    }

    /// <summary>Everything that an engine may take along: each row with its last change, a deleted one without content.</summary>
    public (IReadOnlyList<StreamHead> Heads, IReadOnlyList<(string Stream, string Table, string Key, long Sequence, string? Row)> Rows) Everything()
    {
        lock (_gate) return (Heads(), [.. _rows.Select(row => (row.Key.Stream, row.Key.Table, row.Key.Key, row.Value.Sequence, row.Value.Row))]);
    }

    public HttpResponseMessage Refuse(HttpStatusCode status, SyncErrorCode code, string message, DateTimeOffset? hubTime = null) => new(status)
    {
        Content = Content(JsonSerializer.SerializeToUtf8Bytes(new ErrorAnswer(code, message, hubTime ?? clock.GetUtcNow()), ProtocolJson.Wire.ErrorAnswer)),
    };

    public static HttpResponseMessage Json(byte[] bytes) => new(HttpStatusCode.OK) { Content = Content(bytes) };

    private static ByteArrayContent Content(byte[] bytes)
    {
        var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return content;
    }

    private SyncAnswer Answer(SyncRequest request, IReadOnlyList<FactFrame> facts)
    {
        Requests.Add(request);
        var upload = request.Upload is null ? null : Take(request.Upload, facts);
        var epoch = GiveEpoch;
        GiveEpoch = null;
        if (upload is null && GiveEpochWhenBehind is not null && request.Acknowledged[^1] is var end && Journal.TryGetValue(end.Epoch.Value, out var held) && held.Count > end.Sequence.Value)
        {
            epoch = GiveEpochWhenBehind;
            upload = new UploadAnswer(UploadOutcome.Behind, end.Epoch, "", new JournalSequence(held.Count), held[^1].Frame.ChainHash, null, []);
        }

        return new SyncAnswer(
            Epoch, clock.GetUtcNow(), StoreId.Parse(Store), Revoked, upload, Revoked || request.State is null ? null : Page(request.State), epoch, Revoked ? "Revoked." : null, Durable);
    }

    private HelloAnswer Hello() => new(
        Epoch, clock.GetUtcNow(), StoreId.Parse(Store), Revoked,
        [.. Journal.Where(line => line.Value.Count > 0).Select(line => new BranchHead(
            JournalEpoch.Parse(line.Key), "", new JournalSequence(line.Value.Count), line.Value[^1].Frame.ChainHash))],
        Heads(), new LineName(JournalEpoch.First, ""), [], null, null, 0, null);

    private List<StreamHead> Heads() => [.. _heads.Keys.Order(StringComparer.Ordinal).Select(stream =>
    {
        var live = _rows.Where(row => row.Key.Stream == stream && row.Value.Row is not null).ToList();
        return new StreamHead(stream, _heads[stream], live.Count, live.Aggregate(0L, (sum, row) => unchecked(
            sum + RowChecksum.Of(row.Key.Table, row.Key.Key, row.Value.Sequence, RowChecksum.HashOfContent(row.Value.Row!)))));
    })];

    private UploadAnswer Take(UploadHeader header, IReadOnlyList<FactFrame> frames)
    {
        if (!Journal.TryGetValue(header.Epoch.Value, out var held)) Journal[header.Epoch.Value] = held = [];
        if (header.First.Value > held.Count + 1) return Answer(UploadOutcome.Gap, new JournalSequence(held.Count + 1));
        var previous = header.Previous;
        for (var i = 0; i < frames.Count; i++)
        {
            var sequence = header.First.Value + i;
            if (!FactHash.TryReadContent(frames[i].Content, out var fact)) throw new InvalidOperationException("Damaged bytes.");
            if (sequence <= held.Count)
            {
                if (held[(int)sequence - 1].Frame.ChainHash != frames[i].ChainHash) throw new InvalidOperationException("Forked.");
            }
            else
            {
                var chain = FactHash.ChainHash(previous, Terminal, header.Epoch, new JournalSequence(sequence), FactHash.ContentHash(fact!));
                if (chain != frames[i].ChainHash) throw new InvalidOperationException("The chain is wrong.");
                held.Add((frames[i], fact!, previous));
                if (sequence == 1) PutApplied(header.Epoch.Value, 0, Sha256Digest.None);
            }

            previous = frames[i].ChainHash;
        }

        return Answer(UploadOutcome.Accepted, null);

        UploadAnswer Answer(UploadOutcome outcome, JournalSequence? expected) => new(
            outcome, header.Epoch, "", new JournalSequence(held.Count), held.Count == 0 ? Sha256Digest.None : held[^1].Frame.ChainHash, expected,
            [.. Quarantined.Select(q => new QuarantinedFact(header.Epoch, new JournalSequence(q), null, QuarantineCode.Future, "Update the hub."))]);
    }

    private StateAnswer Page(StateRequest request)
    {
        var from = (request.Continue ?? request.Cursor)?.Split('|');
        var restart = from is null || from[0] != Epoch || from[^1] == "restart";
        var begins = from is null || from[0] != Epoch;
        var streams = _heads.Keys.Order(StringComparer.Ordinal).ToList();
        var at = streams.ToDictionary(s => s, s => begins ? 0 : long.Parse(from![1 + streams.IndexOf(s)], CultureInfo.InvariantCulture));
        var rows = _rows.Where(r => r.Value.Sequence > at[r.Key.Stream] && (request.Cursor is not null || r.Value.Row is not null))
            .OrderBy(r => r.Key.Stream, StringComparer.Ordinal).ThenBy(r => r.Value.Sequence).Take(PageSize).ToList();
        foreach (var row in rows) at[row.Key.Stream] = row.Value.Sequence;
        var full = rows.Count == PageSize;
        var position = Epoch + "|" + string.Join('|', streams.Select(s => full ? at[s] : _heads[s])) + (full && restart ? "|restart" : "");
        return new StateAnswer(
            restart,
            [.. rows.GroupBy(r => (r.Key.Stream, r.Key.Table)).Select(g => new StreamRows(g.Key.Stream, g.Key.Table, [
                .. g.Select(r => new RowChange(r.Value.Sequence, r.Value.Row is null ? r.Key.Key : null, r.Value.Row is { } text ? new RawJson(text) : null)),
            ]))],
            full ? position : null, full ? null : position, full ? [] : Heads(), full ? 1 : 0);
    }

    private long Applied(string epoch) =>
        _rows.TryGetValue(("store:S1", "terminal_applied", string.Join(RowJson.KeySeparator, Store, Terminal.Value, epoch, "")), out var row)
            ? (long)RowJson.Read(SyncedTables.TerminalApplied, row.Row!)[4]!
            : 0;

    private void PutApplied(string epoch, long through, Sha256Digest chain)
    {
        object?[] values = [Store, Terminal.Value, epoch, "", through, chain.ToString(), "[" + string.Join(',', Quarantined.Where(q => q <= through)) + "]", 1L];
        Publish(SyncedTables.TerminalApplied, RowJson.KeyOf(SyncedTables.TerminalApplied, values), RowJson.Write(SyncedTables.TerminalApplied, values));
    }

    private void Move(StockMovement movement)
    {
        var key = string.Join(RowJson.KeySeparator, Store, movement.Sku.Value);
        var row = _rows.TryGetValue(("store:S1", "stock", key), out var found) ? RowJson.Read(SyncedTables.Stock, found.Row!) : [Store, movement.Sku.Value, 0L, 0L, 0L];
        row[2] = movement.Kind == StockMovementKind.Counted ? movement.Quantity.Thousandths : (long)row[2]! + movement.Quantity.Thousandths;
        Publish(SyncedTables.Stock, key, RowJson.Write(SyncedTables.Stock, row));
    }

    private void Publish(SyncedTable table, string key, string? row)
    {
        var stream = StreamName.Of(table, StoreId.Parse(Store)).Value;
        _rows[(stream, table.Name, key)] = (++_heads[stream], row);
    }
}
