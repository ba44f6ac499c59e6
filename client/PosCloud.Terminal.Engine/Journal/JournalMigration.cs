using Microsoft.Data.Sqlite;

namespace PosCloud.Terminal.Engine.Journal;

/// <summary>One step of the journal's format. It may add and rebuild; it never touches the table of facts.</summary>
/// <param name="To">The format it leads to, one above the one before.</param>
internal sealed record JournalMigration(long To, Action<SqliteConnection> Run);
