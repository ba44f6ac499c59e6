using Microsoft.Data.Sqlite;
using PosCloud.Protocol.Tables;
using PosCloud.Terminal.Engine.Files;

namespace PosCloud.Terminal.Engine.Replica;

/// <summary>A connection that changes a replica file, with the statements for its tables; used by one writer at a time.</summary>
internal sealed class ReplicaConnection : IDisposable
{
    private readonly Dictionary<string, TableStatements> _tables = new(StringComparer.Ordinal);

    public ReplicaConnection(string path, FileUse use)
    {
        Sql = SqliteFile.Open(path, use);
        Transaction = PreparedTransaction.ToWrite(Sql);
    }

    public SqliteConnection Sql { get; }

    public PreparedTransaction Transaction { get; }

    public TableStatements Of(SyncedTable table)
    {
        if (!_tables.TryGetValue(table.Name, out var statements)) _tables[table.Name] = statements = new TableStatements(Sql, table);
        return statements;
    }

    public void Dispose()
    {
        foreach (var statements in _tables.Values) statements.Dispose();
        Transaction.Dispose();
        Sql.Dispose();
    }
}
