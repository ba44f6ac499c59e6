using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using PosCloud.Hub.Dotmim;
using PosCloud.HubStorage.Verification;
using PosCloud.SystemTests.Stage;
using PosCloud.Terminal.Dotmim;
using PosCloud.Terminal.Engine.Carrying;

namespace PosCloud.SystemTests.Dotmim;

/// <summary>Holes through which a sale would not arrive, or another's would be lost.</summary>
public sealed class UploadHoleTests(DotmimStage hub) : HoleTest(hub)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Sales_that_Dotmim_takes_for_sent_are_sent_again(bool repaired)
    {
        var (till, carrier, sku) = await OpenWithGoodsAsync();
        till.Sell(sku);
        await till.SyncAsync();
        var sent = carrier.Sends;
        carrier.OnSend = (transfer, cancellation) =>
        {
            // As with a device's clock that was set back: whatever comes now seems older than the last sync.
            Change(transfer.Path, "UPDATE scope_info_client SET scope_last_sync_timestamp = scope_last_sync_timestamp * 2");
            return !repaired && carrier.Sends > sent + 2 ? throw new CarryingFailedException("no new file") : carrier.Real.SendFactsAsync(transfer, cancellation);
        };
        till.Sell(sku);

        await till.TrySyncAsync();

        // Sent, deleted and inserted, and at last a new file.
        Assert.Equal(3, carrier.Sends - sent);
        Assert.Equal(repaired ? 0 : 1, till.Engine.Sync.Pending.Facts);
        carrier.OnSend = null;
        await Hub.SettleAsync(till);
        Assert.Equal(8_000, await Hub.OnHandAsync(sku));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Rows_in_anothers_name_touch_nothing_and_are_kept_aside(bool repaired)
    {
        if (!repaired) Without(new HubRepairs { OwnFactsOnly = false });
        var (till, carrier, sku) = await OpenWithGoodsAsync();
        var (victim, _, _) = await OpenWithGoodsAsync();
        till.Sell(sku);
        carrier.OnSend = (transfer, cancellation) =>
        {
            Change(transfer.Path, $"UPDATE OR REPLACE fact_inbox SET terminal = '{victim.Name}'");
            return carrier.Real.SendFactsAsync(transfer, cancellation);
        };

        await till.TrySyncAsync();

        Assert.Equal(repaired ? 0 : 1, Math.Min(1, await Hub.SqlAsync($"SELECT COUNT(*) FROM fact_inbox WHERE terminal = '{victim.Name}'")));
        Assert.Equal(repaired, await Hub.SqlAsync($"SELECT COUNT(*) FROM fact_inbox WHERE terminal = '{till.Name}' AND refused LIKE '%{victim.Name}%'") > 0);
        carrier.OnSend = null;
        await Hub.SqlAsync("DELETE FROM fact_inbox");
        await Hub.SettleAsync(till);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Purging_the_outbox_deletes_nothing_on_the_hub(bool repaired)
    {
        if (!repaired) Without(new HubRepairs { OwnFactsOnly = false });
        var (till, carrier, sku) = await OpenWithGoodsAsync(new CarrierRepairs { NoDeletionsUp = repaired });
        till.Sell(sku);
        // Something before it is missing on the hub, so that the row has to wait there.
        carrier.OnSend = async (transfer, cancellation) =>
        {
            Change(transfer.Path, "DELETE FROM fact_inbox WHERE sequence = 1");
            await carrier.Real.SendFactsAsync(transfer, cancellation);
            throw new CarryingFailedException("that was all");
        };
        await till.TrySyncAsync();
        var waiting = $"SELECT COUNT(*) FROM fact_inbox WHERE terminal = '{till.Name}' ";
        Assert.NotEqual(0, await Hub.SqlAsync(waiting));
        Change(carrier.Sent!.Path, "DELETE FROM fact_inbox");

        await carrier.Real.SendFactsAsync(carrier.Sent, Cancellation);

        Assert.Equal(repaired, await Hub.SqlAsync(waiting) > 0);
        carrier.OnSend = null;
        await Hub.SqlAsync("DELETE FROM fact_inbox");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task One_bad_row_among_many_holds_up_no_other(bool repaired)
    {
        var (till, _, sku) = await OpenWithGoodsAsync();
        for (var i = 0; i < 5; i++) till.Sell(sku);
        // A database that judges rows itself, as Dotmim expects it to: the whole upload stands still.
        if (!repaired) await Hub.SqlAsync("ALTER TABLE fact_inbox ADD CONSTRAINT judge CHECK (sequence <> 3)");

        var report = await till.TrySyncAsync();

        Assert.Equal(repaired, report.Error is null);
        Assert.Equal(repaired ? 0 : 6, till.Engine.Sync.Pending.Facts);
        if (!repaired) await Hub.SqlAsync("ALTER TABLE fact_inbox DROP CONSTRAINT judge");
        await Hub.SettleAsync(till);
        Assert.Equal(5_000, await Hub.OnHandAsync(sku));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_upload_that_failed_once_brings_all_of_its_parts(bool repaired)
    {
        const int Rows = 2_000;
        if (!repaired) Without(new HubRepairs { KeepBatches = false });
        var (till, carrier, sku) = await OpenWithGoodsAsync(new CarrierRepairs { NoRequestRetries = repaired });
        till.Sell(sku);
        await till.SyncAsync();
        // Enough for several requests; only their number matters here.
        Change(
            carrier.Sent!.Path,
            $"""
            WITH RECURSIVE n(i) AS (SELECT 10000 UNION ALL SELECT i + 1 FROM n WHERE i < {9_999 + Rows})
            INSERT INTO fact_inbox(terminal, epoch, sequence, chain_hash, previous, content_hash, store, content)
            SELECT '{till.Name}', '1', i, lower(hex(randomblob(32))), '', '', 'S1', randomblob(1500) FROM n
            """);
        await Hub.SqlAsync(
            """
            CREATE SEQUENCE tries;
            CREATE FUNCTION fail_first() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF nextval('tries') = 1 THEN RAISE EXCEPTION 'once'; END IF; RETURN NEW; END $$;
            CREATE TRIGGER failing BEFORE INSERT ON fact_inbox FOR EACH ROW EXECUTE FUNCTION fail_first();
            """);

        var problem = await Record.ExceptionAsync(() => carrier.Real.SendFactsAsync(carrier.Sent, Cancellation));
        if (problem is not null) await carrier.Real.SendFactsAsync(carrier.Sent, Cancellation);

        var arrived = await Hub.SqlAsync($"SELECT COUNT(*) FROM fact_inbox WHERE terminal = '{till.Name}' AND sequence >= 10000");
        await Hub.SqlAsync("DROP TRIGGER failing ON fact_inbox; DROP FUNCTION fail_first; DROP SEQUENCE tries; DELETE FROM fact_inbox WHERE sequence >= 10000");
        // Left to itself Dotmim repeats the last request only, and calls that a success.
        Assert.Equal(repaired, problem is not null);
        Assert.Equal(repaired, arrived == Rows);
    }

    [Fact]
    public async Task What_was_rolled_back_on_the_hub_is_never_acknowledged_though_Dotmim_reported_it()
    {
        var (till, _, sku) = await OpenWithGoodsAsync();
        till.Sell(sku);
        // Fails when the transaction commits, after Dotmim has told of every row.
        await Hub.SqlAsync(
            """
            CREATE FUNCTION break_commit() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'broken on purpose'; END $$;
            CREATE CONSTRAINT TRIGGER broken AFTER INSERT ON fact_inbox DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION break_commit();
            """);
        var failed = await till.TrySyncAsync();
        var pending = till.Engine.Sync.Pending.Facts;
        await Hub.SqlAsync("DROP TRIGGER broken ON fact_inbox; DROP FUNCTION break_commit()");

        await Hub.SettleAsync(till);

        Assert.NotNull(failed.Error);
        Assert.DoesNotContain("broken on purpose", failed.Error, StringComparison.Ordinal);
        Assert.Equal(2, pending);
        Assert.Equal(9_000, await Hub.OnHandAsync(sku));
        Assert.Empty((await Hub.Services.GetRequiredService<HubVerifier>().VerifyAsync(Cancellation)).Violations);
    }

    [Fact]
    public async Task A_terminal_that_changes_its_engine_with_sales_unsent_loses_and_doubles_nothing()
    {
        var sku = Hub.NewSku();
        await Hub.StockAsync(new Goods(sku, 2, 100));
        var engine = "Direct";
        var carrier = new ProbeCarrier(new CarrierRepairs());
        var till = await Hub.OpenTillAsync("S1", new TillSettings(Configure: options => (options.Engine, options.Carrier) = (engine, carrier.Real)));
        foreach (var next in (string[])["Dotmim", "Direct", "Dotmim", "Direct"])
        {
            till.Sell(sku);
            await till.SyncAsync();
            // The reply is lost, more is sold, and the terminal starts with the other engine.
            till.Sell(sku);
            till.Line.Rule = async (_, send, _) =>
            {
                (await send()).Dispose();
                throw new HttpRequestException(HttpRequestError.ResponseEnded, "The reply was lost.");
            };
            await till.TrySyncAsync();
            till.Sell(sku);
            engine = next;
            await till.ReopenAsync();
            till.Line.Join();
        }

        await Hub.SettleAsync(till);

        Assert.Equal(12, (await Hub.OrdersAsync(till)).Count);
        Assert.Equal(88_000, await Hub.OnHandAsync(sku));
        Assert.Equal(88_000, till.Available(sku));
        Assert.Empty(till.Engine.Verify().Violations);
        Assert.Empty((await Hub.Services.GetRequiredService<HubVerifier>().VerifyAsync(Cancellation)).Violations);
    }

    private static void Change(string path, string sql)
    {
        using var file = new SqliteConnection($"Data Source={path};Pooling=False");
        file.Open();
        using var command = file.CreateCommand();
        command.CommandText = sql;
        // A new outbox has no tables of Dotmim's yet.
        Record.Exception(() => command.ExecuteNonQuery());
    }

    private async Task<(Till Till, ProbeCarrier Carrier, string Sku)> OpenWithGoodsAsync(CarrierRepairs? repairs = null)
    {
        var sku = Hub.NewSku();
        await Hub.StockAsync(new Goods(sku, 1, 10));
        var (till, carrier) = await Hub.OpenAsync("S1", repairs);
        return (till, carrier, sku);
    }
}
