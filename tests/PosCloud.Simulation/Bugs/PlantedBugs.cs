using PosCloud.HubStorage.Ledger;
using PosCloud.Protocol.Export;
using PosCloud.Simulation.Hub;
using PosCloud.Simulation.Model;

namespace PosCloud.Simulation.Bugs;

/// <summary>
/// Mistakes of kinds that replication systems really had. Each must be found by an invariant of the model; then the model is
/// worth something where it finds nothing.
/// </summary>
internal static class PlantedBugs
{
    /// <summary>Seeds that find them, where the first one doesn't.</summary>
    public static readonly IReadOnlyDictionary<string, ulong> Pinned = new Dictionary<string, ulong>(StringComparer.Ordinal)
    {
        ["of a branch that forks off only the first fact is kept"] = 4,
        ["a killed hub leaves half a transaction"] = 7,
        ["what is in quarantine isn't named as not applied"] = 3,
        ["a hub that was restored isn't sent again what it lacks"] = 2,
        ["a hub that was set back goes on in its old epoch"] = 35,
        ["deletions are forgotten and the floor stays"] = 5,
        ["marks of streams are older than they say"] = 9,
        ["a ready-made replica lies on the other store's shelf"] = 7,
        ["the pieces of ready-made replicas are stored empty"] = 7,
        ["a voucher that pays counts twice"] = 4,
        ["points of a sale are entered without being counted"] = 4,
        ["nobody is told of an overdrawn voucher"] = 4,
        ["goods that come back before their sale is here aren't counted"] = 24,
        ["a start takes the new journal of a killed recovery for waste"] = 5,
        ["a start clears away the file that a killed recovery saved"] = 5,
    };

    /// <summary>New ones for every run: some remember what they saw.</summary>
    public static IReadOnlyList<PlantedBug> All() =>
    [
        new EagerAnswer(),
        new SqlBug("of a branch that forks off only the first fact is kept", "I1",
            inHub: "CREATE TRIGGER planted AFTER INSERT ON fact WHEN NEW.branch <> '' AND NEW.sequence > (SELECT start FROM terminal_head h WHERE h.terminal = NEW.terminal AND h.epoch = NEW.epoch AND h.branch = NEW.branch) BEGIN DELETE FROM fact WHERE rowid = NEW.rowid; END"),
        new HalfTransactions(),
        new SqlBug("every ninth ledger row is lost", "I2",
            inHub: "CREATE TRIGGER planted AFTER INSERT ON movement WHEN NEW.stock_version % 9 = 0 BEGIN DELETE FROM movement WHERE rowid = NEW.rowid; END"),
        new BatchBug("the first movement of a longer batch is skipped", "I2", (batch, _) =>
            batch.Movements.Count < 3 ? batch : batch with { Movements = [.. batch.Movements.Skip(1)] }),
        new BatchBug("the ledger's progress stands one fact short", "I4", (batch, hub) =>
            batch.Facts < 2 ? batch : batch with { To = batch.To - 1, ChainHash = ChainBefore(batch, hub) }),
        new BatchBug("what is in quarantine isn't named as not applied", "I4", (batch, _) => batch with { Quarantined = [] }),
        new SqlBug("a price is rounded after it was published", "I3",
            inHub: "CREATE TRIGGER planted AFTER INSERT ON change WHEN NEW.tbl = 'price' BEGIN UPDATE price SET amount = amount / 10 * 10; END"),
        new SqlBug("everything counts as acknowledged with the first answer", "I5",
            inJournal: "CREATE TRIGGER planted AFTER UPDATE OF acknowledged ON journal_epoch WHEN NEW.acknowledged < NEW.last_sequence BEGIN UPDATE journal_epoch SET acknowledged = last_sequence WHERE epoch = NEW.epoch; END"),
        new SqlBug("a hub that was restored isn't sent again what it lacks", "I5",
            inJournal: "CREATE TRIGGER planted BEFORE UPDATE OF acknowledged ON journal_epoch WHEN NEW.acknowledged < OLD.acknowledged BEGIN SELECT RAISE(IGNORE); END"),
        new SqlBug("returned goods don't come back to the shown stock", "I4",
            inJournal: "CREATE TRIGGER planted BEFORE INSERT ON local_movement WHEN NEW.kind = 2 BEGIN SELECT RAISE(IGNORE); END"),
        new SqlBug("nobody is told of an oversell", "I6",
            inHub: "CREATE TRIGGER planted BEFORE INSERT ON exception WHEN NEW.kind = 'oversell' BEGIN SELECT RAISE(IGNORE); END"),
        new SqlBug("quarantine forgets what it holds", "I8",
            inHub: "CREATE TRIGGER planted AFTER INSERT ON quarantine BEGIN DELETE FROM quarantine WHERE rowid = NEW.rowid; END"),
        new AnswerBug("the last store's rows are called those of another", "I7", body =>
        {
            if (body["state"]?["rows"]?.AsArray().LastOrDefault(r => r!["stream"]!.GetValue<string>().StartsWith("store:", StringComparison.Ordinal)) is { } rows)
                rows["stream"] = rows["stream"]!.GetValue<string>() == "store:S1" ? "store:S2" : "store:S1";
        }),
        new SqlBug("a hub that was set back goes on in its old epoch", "I5",
            inHub: "CREATE TRIGGER planted BEFORE INSERT ON hub_epoch BEGIN SELECT RAISE(IGNORE); END"),
        new SqlBug("deletions are forgotten and the floor stays", "I3",
            inHub: "CREATE TRIGGER planted BEFORE UPDATE OF floor ON stream_head WHEN NEW.floor > OLD.floor BEGIN SELECT RAISE(IGNORE); END"),
        new SqlBug("marks of streams are older than they say", "I3",
            inHub: "CREATE TRIGGER planted AFTER INSERT ON stream_mark BEGIN UPDATE stream_mark SET marked_at = marked_at - 2000000000 WHERE rowid = NEW.rowid; END"),
        new SqlBug("a backup counts as verified when it begins", "I5",
            inHub: "CREATE TRIGGER planted AFTER INSERT ON backup_made WHEN NEW.verified_at IS NULL BEGIN UPDATE backup_made SET verified_at = began_at WHERE id = NEW.id; END"),
        new SqlBug("a verified backup counts for its ninety days at once", "I5",
            inJournal: "CREATE TRIGGER planted AFTER INSERT ON durable_mark BEGIN UPDATE durable_mark SET hub_time = hub_time - 8000000000 WHERE epoch = NEW.epoch AND sequence = NEW.sequence; END"),
        new SqlBug("a ready-made replica lies on the other store's shelf", "I7",
            inHub: "CREATE TRIGGER planted AFTER INSERT ON bootstrap_file BEGIN UPDATE bootstrap_file SET store = CASE store WHEN 'S1' THEN 'S2' ELSE 'S1' END WHERE rowid = NEW.rowid; END"),
        new SqlBug("the pieces of ready-made replicas are stored empty", "I3",
            inHub: "CREATE TRIGGER planted AFTER INSERT ON bootstrap_part BEGIN UPDATE bootstrap_part SET content = zeroblob(length(content)) WHERE rowid = NEW.rowid; END"),
        new SqlBug("a voucher that pays counts twice", "I2",
            inHub: "CREATE TRIGGER planted AFTER INSERT ON credit_movement WHEN NEW.kind = 'voucher' AND NEW.change < 0 BEGIN UPDATE credit SET redeemed = redeemed - NEW.change WHERE kind = NEW.kind AND holder = NEW.holder AND unit = NEW.unit; END"),
        new SqlBug("points of a sale are entered without being counted", "I2",
            inHub: "CREATE TRIGGER planted BEFORE UPDATE OF issued ON credit WHEN NEW.kind = 'points' AND NEW.issued > OLD.issued BEGIN SELECT RAISE(IGNORE); END"),
        new SqlBug("nobody is told of an overdrawn voucher", "I6",
            inHub: "CREATE TRIGGER planted BEFORE INSERT ON exception WHEN NEW.kind = 'voucher-overdrawn' BEGIN SELECT RAISE(IGNORE); END"),
        new SqlBug("goods that come back before their sale is here aren't counted", "I2",
            inHub: "CREATE TRIGGER planted BEFORE UPDATE OF returned ON refunded WHEN NOT EXISTS (SELECT 1 FROM sales_order WHERE id = NEW.order_id) BEGIN SELECT RAISE(IGNORE); END"),
        new FileBug("what stands behind a hole of a damaged journal is left out", "I1", file => file with { Facts = BeforeHole(file.Facts) }),
        new StartBug("a start takes the new journal of a killed recovery for waste", "I5", folder => File.Delete(Path.Combine(folder, "journal-recovered.db"))),
        new StartBug("a start clears away the file that a killed recovery saved", "I1", folder =>
        {
            foreach (var saved in Directory.GetFiles(folder, "salvaged-*.bin")) File.Delete(saved);
        }),
    ];

    private static List<JournalFileFact> BeforeHole(IReadOnlyList<JournalFileFact> facts)
    {
        var hole = Enumerable.Range(1, Math.Max(0, facts.Count - 1)).FirstOrDefault(at => facts[at].Epoch == facts[at - 1].Epoch && facts[at].Sequence != facts[at - 1].Sequence.Next());
        return [.. hole == 0 ? facts : facts.Take(hole)];
    }

    private static string ChainBefore(ApplyBatch batch, SqlFile hub) => hub.List(
        "SELECT chain_hash FROM fact WHERE terminal = $terminal AND epoch = $epoch AND branch = $branch AND sequence = $sequence",
        row => FactBytes.Hex((byte[])row[0]),
        ("$terminal", batch.Key.Terminal.Value), ("$epoch", batch.Key.Epoch.Value), ("$branch", batch.Key.Branch), ("$sequence", batch.To - 1))[0];
}
