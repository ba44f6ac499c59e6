using PosCloud.Domain.Facts;
using PosCloud.HubStorage.Backups;
using PosCloud.HubStorage.Enrolment;
using PosCloud.Protocol.Export;
using PosCloud.SystemTests.Stage;
using PosCloud.TestKit;

namespace PosCloud.SystemTests.Guarantees;

/// <summary>
/// G6, G31, G32 in every mixture: sales, lost replies, backups, restores of any backup, disks set back and copied, new
/// terminals. Whatever exists on a device or the hub before the end is on the hub once after it, and epochs come to rest.
/// </summary>
[Trait("guarantee", "G31")]
public sealed class EpochPropertyTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Nothing_that_exists_anywhere_is_lost_or_doubled_and_epochs_come_to_rest(int seed)
    {
        var hub = new HubStage();
        await hub.InitializeAsync();
        await using (hub)
        {
            var play = new Play(hub, seed);
            await play.BeginAsync();
            for (var step = 0; step < 70; step++) await play.StepAsync();
            await play.EndAsync();
        }
    }

    private sealed class Play(HubStage hub, int seed)
    {
        private const string Sku = "EPOCH-1";
        private const int Opening = 10_000;
        private const int MaxTills = 5;

        private readonly Random _random = new(seed);
        private readonly List<Till> _tills = [];
        private readonly List<string> _backups = [];
        private readonly List<(Till Till, string Folder)> _copies = [];
        private readonly List<string> _trace = [];

        public async Task BeginAsync()
        {
            await hub.StockAsync(new Goods(Sku, 1m, Opening));
            await BackUpAsync();
            for (var i = 0; i < 2; i++) _tills.Add(await hub.OpenTillAsync());
        }

        public async Task StepAsync()
        {
            var till = _tills[_random.Next(_tills.Count)];
            var dice = _random.Next(100);
            _trace.Add($"{dice}:{_tills.IndexOf(till)}");
            await (dice switch
            {
                < 45 => SellAsync(till),
                < 65 => SyncAsync(till),
                < 75 => LoseReplyAsync(till),
                < 80 => BackUpAsync(),
                < 84 => RestoreAsync(),
                < 90 => CopyAsync(till),
                < 94 => SetBackAsync(),
                < 97 => CloneAsync(),
                _ => EnrolAsync(),
            });
        }

        public async Task EndAsync()
        {
            var expected = new HashSet<string>((await OrdersAsync()).Select(order => order.Id), StringComparer.Ordinal);
            foreach (var till in _tills) expected.UnionWith(Held(till));
            foreach (var till in _tills) till.Line.Join();
            var trace = $"seed {seed}, steps {string.Join(' ', _trace)}";

            await SettleAsync(trace);

            var orders = await OrdersAsync();
            Assert.True(expected.SetEquals(orders.Select(order => order.Id)) && orders.Count == expected.Count, $"{orders.Count} orders on the hub, {expected.Count} expected; {trace}");
            var sold = orders.Sum(order => order.Total) / 100;
            Assert.True((Opening - sold) * 1_000 == await hub.OnHandAsync(Sku), $"stock isn't opening less sales; {trace}");
            Assert.All(_tills, till => Assert.True(till.Available(Sku) == (Opening - sold) * 1_000, $"{till.Name} shows {till.Available(Sku)}; {trace}"));
            Assert.True((await hub.VerbAsync("verify")).ExitCode == 0, $"{(await hub.VerbAsync("verify")).Output} {trace}");
            await RestAsync(trace);
        }

        // Devices of one name each found a line of their own: syncing on changes nothing any more, and a sale keeps its epoch.
        private async Task RestAsync(string trace)
        {
            foreach (var till in _tills) till.Sell(Sku);
            await SettleAsync(trace);
            var epochs = _tills.Select(till => till.Engine.Status.Epoch).ToList();
            foreach (var till in _tills) till.Sell(Sku);
            await SettleAsync(trace);
            Assert.True(epochs.SequenceEqual(_tills.Select(till => till.Engine.Status.Epoch)), $"epochs still change; {trace}");
            Assert.True(_tills.Select(till => (till.Name, till.Engine.Status.Epoch)).Distinct().Count() == _tills.Count, $"two devices share an epoch; {trace}");
        }

        // A sync may fail while two devices sort out who they are; none may go on failing.
        private Task SettleAsync(string trace) => Waiting.UntilAsync("every device is settled; " + trace, async () =>
        {
            var errors = 0;
            foreach (var till in _tills) errors += (await till.TrySyncAsync()).Error is null ? 0 : 1;
            return errors == 0 && _tills.TrueForAll(till => till.IsSettled);
        }, TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);

        private Task SellAsync(Till till)
        {
            till.Sell((Sku, _random.Next(1, 4)));
            return Task.CompletedTask;
        }

        private static async Task SyncAsync(Till till)
        {
            till.Line.Join();
            await till.TrySyncAsync();
        }

        private static async Task LoseReplyAsync(Till till)
        {
            till.Line.Rule = async (_, send, _) =>
            {
                (await send()).Dispose();
                throw new HttpRequestException(HttpRequestError.ResponseEnded, "The reply is lost.");
            };
            await till.TrySyncAsync();
        }

        private async Task BackUpAsync()
        {
            var file = Path.Combine(hub.Folder, $"backup-{_backups.Count}.db");
            (await hub.VerbAsync("backup", ("file", file))).Expect(0);
            _backups.Add(file);
        }

        private async Task RestoreAsync()
        {
            await hub.StopAsync();
            Assert.IsType<RestoreOutcome.Restored>(await HubRestore.RunAsync(
                _backups[_random.Next(_backups.Count)], Path.Combine(hub.DataFolder, "hub.db"), new StandingLog(hub.DataFolder), hub.Clock, "test", CancellationToken.None));
            await hub.StartAsync();
        }

        private Task CopyAsync(Till till) => till.ReopenAsync(folder => _copies.Add((till, FolderCopy.Of(folder, $"copy-{_copies.Count}"))));

        private async Task SetBackAsync()
        {
            if (_copies.Count == 0) return;
            var (till, copy) = _copies[_random.Next(_copies.Count)];
            var again = FolderCopy.Of(copy, $"back-{_trace.Count}");
            await till.ReopenAsync(folder => FolderCopy.Restore(again, folder));
        }

        private Task CloneAsync()
        {
            if (_copies.Count > 0 && _tills.Count < MaxTills) _tills.Add(hub.OpenCopy(FolderCopy.Of(_copies[_random.Next(_copies.Count)].Folder, $"clone-{_trace.Count}")));
            return Task.CompletedTask;
        }

        private async Task EnrolAsync()
        {
            if (_tills.Count < MaxTills) _tills.Add(await hub.OpenTillAsync());
        }

        private Task<List<PosCloud.HubStorage.Rows.SalesOrderRow>> OrdersAsync() => hub.QueryAsync(data => data.SalesOrders);

        /// <summary>Orders in a device's journal, read from its own export.</summary>
        private IEnumerable<string> Held(Till till)
        {
            var path = Path.Combine(hub.Folder, "held.bin");
            till.Engine.ExportJournal(path);
            foreach (var fact in JournalFile.TryRead(File.ReadAllBytes(path), out _)!.Facts)
            {
                Assert.True(FactHash.TryReadContent(fact.Frame.Content, out var read));
                if (FactCodec.Read(read!) is FactReading.Understood { Body: OrderCompleted order }) yield return order.Order.ToString();
            }
        }
    }
}
