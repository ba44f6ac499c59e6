using Dotmim.Sync;
using Dotmim.Sync.PostgreSql;
using Dotmim.Sync.SqlServer;
using PosCloud.HubStorage;

namespace PosCloud.Hub.Dotmim;

/// <summary>A provider of one's own for every request: shared ones are changed by whoever uses them.</summary>
internal static class HubProviders
{
    /// <exception cref="NotSupportedException">Dotmim can't serve from this database.</exception>
    public static CoreProvider New(HubStorageOptions options) => options.Kind switch
    {
        HubDatabaseKind.PostgreSql => new PostgreSqlProvider(options.ConnectionString!),
        HubDatabaseKind.SqlServer => new SqlServerProvider(options.ConnectionString!),
        _ => throw new NotSupportedException(Unusable(options.Kind)),
    };

    public static string Unusable(HubDatabaseKind kind) =>
        $"Replication:Engines: the Dotmim engine can't serve from {kind}; use PostgreSql or SqlServer as Hub:Database, or the engine Direct.";

    // A failure goes back to the terminal, which comes again; Dotmim would hold the request and repeat it for ever.
    private sealed class PostgreSqlProvider(string connection) : NpgsqlSyncProvider(connection)
    {
        public override bool ShouldRetryOn(Exception exception) => false;
    }

    // Never run against SQL Server itself; see verified.json.
    private sealed class SqlServerProvider(string connection) : SqlSyncProvider(connection)
    {
        public override bool ShouldRetryOn(Exception exception) => false;
    }
}
