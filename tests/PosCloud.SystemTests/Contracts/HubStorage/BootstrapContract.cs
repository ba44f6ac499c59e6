using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;
using PosCloud.Domain.Identity;
using PosCloud.HubStorage;
using PosCloud.HubStorage.Bootstrap;
using PosCloud.Protocol;
using PosCloud.Protocol.Sync;

namespace PosCloud.SystemTests.Contracts.HubStorage;

/// <summary>Ready-made replicas on the hub: what is in them, when a new one is made, who hands them out.</summary>
public abstract class BootstrapContract(HubFixture fixture) : IDisposable
{
    private static readonly StoreId S1 = StoreId.Parse("S1");
    private readonly string _folder = Directory.CreateTempSubdirectory("bootstrap-contract-").FullName;

    [Fact]
    public async Task The_file_has_the_hubs_rows_and_its_name_is_its_hash()
    {
        await using var hub = await StartAsync(Goods(40));
        var (shelf, builder) = Node(hub);

        var file = (await builder.BuildIfDueAsync(S1, TestHub.Cancellation))!;

        var bytes = await ReadAsync(shelf, file, 0);
        Assert.Equal(file.Id, Convert.ToHexStringLower(SHA256.HashData(bytes)));
        Assert.Equal(file.Bytes, bytes.Length);
        var replica = Unpack(bytes, file);
        Assert.Equal(40, Count(replica, "variant"));
        Assert.Equal(40, Count(replica, "stock"));
        Assert.Equal(40, Count(replica, "_search_row"));
        var offer = await AskAsync(hub, takesFiles: true);
        Assert.Equal(file.ToOffer(), offer.Bootstrap);
        Assert.Empty(offer.Rows);
    }

    [Fact]
    public async Task Another_node_hands_out_the_same_bytes_from_any_position()
    {
        await using var hub = await StartAsync(Goods(40));
        var file = (await Node(hub).Builder.BuildIfDueAsync(S1, TestHub.Cancellation))!;
        await using var second = new TestHub(hub.Database, hub.Clock, hub.Options);
        var other = Node(second).Shelf;
        var whole = await ReadAsync(Node(hub).Shelf, file, 0);

        foreach (var position in (long[])[1, file.Bytes / 2, file.Bytes - 1, file.Bytes]) Assert.Equal(whole[(int)position..], await ReadAsync(other, file, position));

        Assert.Equal(file, await other.FindAsync(file.Id, S1, TestHub.Cancellation));
        Assert.Null(await other.FindAsync(file.Id, StoreId.Parse("S2"), TestHub.Cancellation));
    }

    [Fact]
    public async Task A_new_file_is_made_when_much_has_changed_or_a_day_has_passed_and_two_are_kept()
    {
        await using var hub = await StartAsync(Goods(40));
        var (shelf, builder) = Node(hub);
        var first = (await builder.BuildIfDueAsync(S1, TestHub.Cancellation))!;
        Assert.Null(await builder.BuildIfDueAsync(S1, TestHub.Cancellation));
        await hub.ImportAsync("S1", Catalogue([.. Enumerable.Range(0, 60).Select(i => ($"NEW-{i}", 5))]));
        hub.Clock.Advance(TimeSpan.FromMinutes(1));

        var second = (await builder.BuildIfDueAsync(S1, TestHub.Cancellation))!;
        hub.Clock.Advance(TimeSpan.FromHours(25));
        var third = Assert.Single(await builder.BuildDueAsync(TestHub.Cancellation)).File;

        Assert.Equal([third.Id, second.Id], (await shelf.ListAsync(S1, TestHub.Cancellation)).Select(f => f.Id));
        await Assert.ThrowsAsync<IOException>(() => ReadAsync(shelf, first, 0));
        Assert.Equal(third.Id, (await AskAsync(hub, takesFiles: true)).Bootstrap!.File);
    }

    [Fact]
    public async Task Two_nodes_at_once_make_one_file()
    {
        await using var hub = await StartAsync(Goods(40));
        await using var second = new TestHub(hub.Database, hub.Clock, hub.Options);

        var made = await Task.WhenAll(Node(hub).Builder.BuildIfDueAsync(S1, TestHub.Cancellation), Node(second).Builder.BuildIfDueAsync(S1, TestHub.Cancellation));

        Assert.Single(made, file => file is not null);
        Assert.Single(await Node(hub).Shelf.ListAsync(S1, TestHub.Cancellation));
    }

    [Fact]
    public async Task A_builder_that_was_believed_lost_shows_no_file_whose_pieces_the_next_one_removed()
    {
        await using var hub = await StartAsync(Goods(40));
        await using var second = new TestHub(hub.Database, hub.Clock, hub.Options);
        var shelf = Node(hub).Shelf;
        var bytes = new byte[BootstrapShelf.PartBytes + 1];
        var slow = new BootstrapFile(Convert.ToHexStringLower(SHA256.HashData(bytes)), S1, ProtocolVersions.Schema, "h", "", bytes.Length, 1, 1, hub.Clock.GetUtcNow());
        await new Duty(hub.Writer, hub.Clock).TakeAsync("bootstrap", TestHub.Cancellation);
        using var packed = new PausedStream(bytes, BootstrapShelf.PartBytes, async () =>
        {
            hub.Clock.Advance(TimeSpan.FromMinutes(3));
            Assert.NotNull(await Node(second).Builder.BuildIfDueAsync(S1, TestHub.Cancellation));
        });

        await Assert.ThrowsAsync<IOException>(() => shelf.PutAsync(slow, packed, TestHub.Cancellation));

        Assert.Null(await shelf.FindAsync(slow.Id, S1, TestHub.Cancellation));
        var shown = Assert.Single(await shelf.ListAsync(S1, TestHub.Cancellation));
        Assert.Equal(shown.Bytes, (await ReadAsync(shelf, shown, 0)).Length);
    }

    [Fact]
    public async Task A_store_whose_rows_do_not_add_up_keeps_no_other_from_its_file()
    {
        await using var hub = await StartAsync(Goods(60));
        await hub.AddStoreAsync("S2");
        var (shelf, builder) = Node(hub);
        await hub.ExecuteAsync("UPDATE stream_head SET checksum = checksum + 1 WHERE stream = 'store:S1'");

        await Assert.ThrowsAsync<InvalidDataException>(() => builder.BuildDueAsync(TestHub.Cancellation));

        Assert.Empty(await shelf.ListAsync(S1, TestHub.Cancellation));
        Assert.Single(await shelf.ListAsync(StoreId.Parse("S2"), TestHub.Cancellation));
    }

    [Fact]
    public async Task A_lost_builder_keeps_others_from_building_for_two_minutes_only()
    {
        await using var hub = await StartAsync(Goods(40));
        await using var second = new TestHub(hub.Database, hub.Clock, hub.Options);
        Assert.True(await new Duty(second.Writer, second.Clock).TakeAsync("bootstrap", TestHub.Cancellation));

        Assert.Null(await Node(hub).Builder.BuildIfDueAsync(S1, TestHub.Cancellation));
        hub.Clock.Advance(TimeSpan.FromMinutes(3));

        Assert.NotNull(await Node(hub).Builder.BuildIfDueAsync(S1, TestHub.Cancellation));
    }

    [Fact]
    public async Task A_builder_that_was_lost_while_its_clock_was_ahead_keeps_no_other_from_building()
    {
        await using var hub = await StartAsync(Goods(40));
        await using var ahead = new TestHub(hub.Database, new FakeTimeProvider(hub.Clock.GetUtcNow().AddYears(10)), hub.Options);
        Assert.True(await new Duty(ahead.Writer, ahead.Clock).TakeAsync("bootstrap", TestHub.Cancellation));

        Assert.NotNull(await Node(hub).Builder.BuildIfDueAsync(S1, TestHub.Cancellation));
    }

    [Fact]
    public async Task A_terminal_that_takes_no_files_gets_pages_and_one_that_has_to_wait_is_told_so()
    {
        await using var hub = await StartAsync(Goods(40));

        var pages = await AskAsync(hub, takesFiles: false);
        var waiting = await AskAsync(hub, takesFiles: true);

        Assert.NotEmpty(pages.Rows);
        Assert.Null(pages.Bootstrap);
        Assert.Equal((null, 1), (waiting.Bootstrap!.File, waiting.Bootstrap.RetryAfterSeconds));
        Assert.Equal(RestartReason.None, waiting.Why);
    }

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    private Task<TestHub> StartAsync((string Sku, int Pieces)[] goods) =>
        TestHub.StartAsync(fixture, new HubStorageOptions { BootstrapFromRows = 50, DataDirectory = _folder }, goods);

    private static (BootstrapShelf Shelf, BootstrapBuilder Builder) Node(TestHub hub)
    {
        var shelf = new BootstrapShelf(hub.Database, hub.Writer);
        return (shelf, new BootstrapBuilder(hub.Database, shelf, new Duty(hub.Writer, hub.Clock), hub.Options, hub.Clock));
    }

    private static (string Sku, int Pieces)[] Goods(int count) => [.. Enumerable.Range(0, count).Select(i => ($"A-{i}", 10))];

    private static string Catalogue(IEnumerable<(string Sku, int Pieces)> goods) => string.Join(
        '\n', goods.Select(o => $"{o.Sku},,Goods {o.Sku},Food,1.00,25,piece,{o.Pieces}").Prepend("sku,barcode,name,category,unit_price,tax_rate,unit,opening_stock"));

    private static async Task<StateAnswer> AskAsync(TestHub hub, bool takesFiles) =>
        (await hub.Reader.ReadPageAsync(S1, new StateRequest(null, null, takesFiles), TestHub.Cancellation)).Answer;

    private static async Task<byte[]> ReadAsync(BootstrapShelf shelf, BootstrapFile file, long position)
    {
        await using var content = shelf.Open(file);
        content.Position = position;
        using var bytes = new MemoryStream();
        await content.CopyToAsync(bytes, TestHub.Cancellation);
        return bytes.ToArray();
    }

    private string Unpack(byte[] packed, BootstrapFile file)
    {
        var path = Path.Combine(_folder, "replica.db");
        using var plain = new BrotliStream(new MemoryStream(packed), CompressionMode.Decompress);
        using var target = File.Create(path);
        plain.CopyTo(target);
        Assert.Equal(file.UnpackedBytes, target.Length);
        return path;
    }

    /// <summary>Something happens when so many bytes have been read.</summary>
    private sealed class PausedStream(byte[] bytes, int at, Func<Task> pause) : MemoryStream(bytes)
    {
        private bool _paused;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (Position < at || _paused) return await base.ReadAsync(buffer[..(int)Math.Min(buffer.Length, Math.Max(1, _paused ? buffer.Length : at - Position))], cancellationToken);
            _paused = true;
            await pause();
            return await base.ReadAsync(buffer, cancellationToken);
        }
    }

    private static long Count(string replica, string table)
    {
        using var connection = new SqliteConnection($"Data Source={replica};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT COUNT(*) FROM {table}";
        return (long)command.ExecuteScalar()!;
    }
}
