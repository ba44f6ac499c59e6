using Microsoft.Data.Sqlite;
using PosCloud.Domain.Identity;
using PosCloud.Protocol.Carrying;
using PosCloud.Protocol.Sync;
using PosCloud.Terminal.Engine.Files;
using PosCloud.Terminal.Engine.Journal;
using PosCloud.Terminal.Engine.Sync;

namespace PosCloud.Terminal.Engine.Carrying;

/// <summary>
/// Copies of facts on their way to the hub, in a file of their own: an engine's triggers never run inside a sale, and
/// whatever it does to this file can be undone by throwing the file away.
/// </summary>
internal sealed class Outbox(string path)
{
    /// <summary>More rows than this, acknowledged or not, and the file is begun anew.</summary>
    private const long MaxRows = 20_000;

    private const string Create = $"""
        CREATE TABLE IF NOT EXISTS {CarriedScopes.Inbox} (
        terminal TEXT NOT NULL, epoch TEXT NOT NULL, sequence INTEGER NOT NULL, chain_hash TEXT NOT NULL, previous TEXT NOT NULL,
        content_hash TEXT NOT NULL, store TEXT NOT NULL, content BLOB NOT NULL, refused TEXT NULL, PRIMARY KEY (terminal, epoch, sequence, chain_hash));
        """;

    private const string Insert = $"""
        INSERT INTO {CarriedScopes.Inbox}(terminal, epoch, sequence, chain_hash, previous, content_hash, store, content)
        VALUES ($terminal, $epoch, $sequence, $chain, $previous, $hash, $store, $content) ON CONFLICT DO NOTHING
        """;

    private const string Delete = $"DELETE FROM {CarriedScopes.Inbox} WHERE terminal = $terminal AND epoch = $epoch AND sequence = $sequence AND chain_hash = $chain";

    public string Path => path;

    /// <summary>Puts the batch in. Rows that are there already stay as they are, unless they are to be sent again.</summary>
    /// <param name="again">The hub lacks them though they were sent: to the engine a row deleted and inserted is a new one.</param>
    public void Fill(TerminalId terminal, UploadBatch batch, bool again)
    {
        using var connection = SqliteFile.Open(path, FileUse.Replica);
        connection.Run(Create);
        if (connection.Number($"SELECT COUNT(*) FROM {CarriedScopes.Inbox}") > MaxRows)
        {
            connection.Dispose();
            Discard();
            Fill(terminal, batch, again: false);
            return;
        }

        PreparedTransaction.Write(connection, () =>
        {
            foreach (var entry in batch.Facts)
            {
                if (again) Run(connection, Delete, terminal, entry);
                Run(connection, Insert, terminal, entry);
            }
        });
    }

    /// <summary>Throws the file away. The next one is a stranger to the engine, which then sends all of its rows.</summary>
    public void Discard()
    {
        SqliteConnection.ClearAllPools();
        SqliteFile.Delete(path);
    }

    private static void Run(SqliteConnection connection, string sql, TerminalId terminal, Domain.Facts.JournalEntry entry)
    {
        var frame = FactFrame.Of(entry);
        connection.Run(
            sql, ("$terminal", terminal.Value), ("$epoch", entry.Epoch.Value), ("$sequence", entry.Sequence.Value), ("$chain", entry.ChainHash.ToString()),
            ("$previous", entry.Previous.ToString()), ("$hash", entry.ContentHash.ToString()), ("$store", entry.Fact.Store.Value), ("$content", frame.Content.ToArray()));
    }
}
