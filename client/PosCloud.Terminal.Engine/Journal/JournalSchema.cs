using Microsoft.Data.Sqlite;
using PosCloud.Terminal.Engine.Files;

namespace PosCloud.Terminal.Engine.Journal;

/// <summary>Tables of <c>journal.db</c>. Facts are the truth; all tables below them can be rebuilt from them.</summary>
internal static class JournalSchema
{
    /// <summary>The format that this program writes. One above it adds a step to <see cref="Migrations"/>.</summary>
    public const long Version = 2;

    /// <summary>The oldest format on which this program sells, when a step fails on a device.</summary>
    public const long OldestServed = 1;

    private const string Create = """
        CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE journal_epoch(
          epoch TEXT PRIMARY KEY, ordinal INTEGER NOT NULL UNIQUE, last_sequence INTEGER NOT NULL, last_chain BLOB NOT NULL,
          last_receipt INTEGER NOT NULL, acknowledged INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE fact(
          position INTEGER PRIMARY KEY, epoch TEXT NOT NULL, sequence INTEGER NOT NULL, id BLOB NOT NULL UNIQUE, type TEXT NOT NULL,
          version INTEGER NOT NULL, occurred_at INTEGER NOT NULL, store TEXT NOT NULL, order_total INTEGER, previous BLOB NOT NULL,
          content_hash BLOB NOT NULL, chain_hash BLOB NOT NULL, payload BLOB NOT NULL, UNIQUE(epoch, sequence));
        CREATE TABLE told_branch(epoch TEXT NOT NULL, store TEXT NOT NULL, branch TEXT NOT NULL, PRIMARY KEY(epoch, store, branch)) WITHOUT ROWID;
        CREATE TABLE quarantined(epoch TEXT NOT NULL, sequence INTEGER NOT NULL, code TEXT NOT NULL, message TEXT NOT NULL,
          PRIMARY KEY(epoch, sequence)) WITHOUT ROWID;

        CREATE TABLE local_order(
          order_id TEXT PRIMARY KEY, position INTEGER NOT NULL UNIQUE, receipt_number TEXT NOT NULL UNIQUE, shift TEXT NOT NULL,
          business_date TEXT NOT NULL, occurred_at INTEGER NOT NULL, kind TEXT NOT NULL, line_count INTEGER NOT NULL, total INTEGER NOT NULL,
          tax INTEGER NOT NULL, cash_rounding INTEGER NOT NULL, currency TEXT NOT NULL, cashier TEXT) WITHOUT ROWID;
        CREATE INDEX local_order_shift ON local_order(shift);
        CREATE TABLE local_payment(order_id TEXT NOT NULL, number INTEGER NOT NULL, tender TEXT NOT NULL, amount INTEGER NOT NULL,
          PRIMARY KEY(order_id, number)) WITHOUT ROWID;
        CREATE TABLE local_return(order_id TEXT NOT NULL, line INTEGER NOT NULL, returns_order TEXT NOT NULL, returns_line INTEGER NOT NULL,
          quantity INTEGER NOT NULL, amount INTEGER NOT NULL, PRIMARY KEY(order_id, line)) WITHOUT ROWID;
        CREATE INDEX local_return_of ON local_return(returns_order);
        CREATE TABLE local_movement(store TEXT NOT NULL, sku TEXT NOT NULL, position INTEGER NOT NULL, line INTEGER NOT NULL, part INTEGER NOT NULL,
          kind INTEGER NOT NULL, quantity INTEGER NOT NULL, PRIMARY KEY(store, sku, position, line, part)) WITHOUT ROWID;
        CREATE INDEX local_count ON local_movement(store, sku, position) WHERE kind = 5;
        CREATE TABLE local_shift(
          shift TEXT PRIMARY KEY, number INTEGER NOT NULL UNIQUE, business_date TEXT NOT NULL, opened_at INTEGER NOT NULL, closed_at INTEGER,
          currency TEXT NOT NULL, opening_float INTEGER NOT NULL, expected_cash INTEGER, counted_cash INTEGER, cashier TEXT) WITHOUT ROWID;
        CREATE TABLE local_cash(position INTEGER PRIMARY KEY, shift TEXT NOT NULL, kind TEXT NOT NULL, amount INTEGER NOT NULL,
          reason TEXT, occurred_at INTEGER NOT NULL, cashier TEXT);
        CREATE INDEX local_cash_shift ON local_cash(shift);

        CREATE TABLE cart(slot TEXT PRIMARY KEY, order_id TEXT NOT NULL, label TEXT, content TEXT NOT NULL, changed_at INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE print_job(id TEXT PRIMARY KEY, receipt_number TEXT NOT NULL, is_copy INTEGER NOT NULL, created_at INTEGER NOT NULL,
          printed_at INTEGER) WITHOUT ROWID;
        CREATE TABLE sync_attempt(id INTEGER PRIMARY KEY, at INTEGER NOT NULL, milliseconds INTEGER NOT NULL, cause TEXT NOT NULL,
          uploaded INTEGER NOT NULL, downloaded INTEGER NOT NULL, bytes_up INTEGER NOT NULL, bytes_down INTEGER NOT NULL, error TEXT);
        """;

    /// <summary>Read models: everything that <see cref="ReadModels"/> fills, so that verifying can rebuild and compare them.</summary>
    public static IReadOnlyList<string> ReadModelTables { get; } =
        ["local_order", "local_payment", "local_return", "local_movement", "local_shift", "local_cash"];

    /// <summary>Steps from the first format to this program's. A released step is never changed: devices have run it.</summary>
    public static IReadOnlyList<JournalMigration> Migrations { get; } =
    [
        // With it a journal may begin behind its first fact, which programs of the first format take for damage.
        new(2, connection => connection.Run(
            "CREATE TABLE durable_mark(epoch TEXT NOT NULL, sequence INTEGER NOT NULL, hub_time INTEGER NOT NULL, PRIMARY KEY(epoch, sequence)) WITHOUT ROWID")),
    ];

    /// <summary>The first format in which facts may be deleted.</summary>
    public const long Compactable = 2;

    public static long FormatOf(SqliteConnection connection) => connection.Number("PRAGMA user_version");

    /// <summary>Makes the tables of an empty file in the first format.</summary>
    /// <exception cref="JournalTooNewException">A newer program wrote the file.</exception>
    public static void Ensure(SqliteConnection connection, long newest)
    {
        var found = FormatOf(connection);
        if (found > newest) throw new JournalTooNewException(found, newest);
        if (found > 0) return;
        PreparedTransaction.Write(connection, () =>
        {
            connection.Run(Create);
            connection.Run("PRAGMA user_version=1");
        });
    }

    /// <summary>Creates empty read models in another database, in the format of the journal they're compared with.</summary>
    public static void CreateForRebuild(SqliteConnection connection, long format, IEnumerable<JournalMigration> migrations)
    {
        connection.Run(Create);
        foreach (var step in migrations.Where(step => step.To <= format).OrderBy(step => step.To)) step.Run(connection);
    }
}
