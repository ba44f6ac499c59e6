using Dotmim.Sync.Sqlite;
using Microsoft.Data.Sqlite;

namespace PosCloud.Terminal.Dotmim;

/// <summary>One file, without pooled handles: files are replaced and deleted while the program runs.</summary>
internal sealed class TerminalSqliteProvider(string path, CarrierRepairs repairs) : SqliteSyncProvider(
    new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, ForeignKeys = false, DefaultTimeout = 5 })
{
    // A damaged file stays damaged; Dotmim would try it for ever.
    public override bool ShouldRetryOn(Exception exception) => !repairs.NoTransactionRetries && base.ShouldRetryOn(exception);
}
