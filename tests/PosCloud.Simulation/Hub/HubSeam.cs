using System.Data.Common;
using Microsoft.Data.Sqlite;
using PosCloud.HubStorage;
using PosCloud.HubStorage.Sqlite;
using PosCloud.HubStorage.Writing;
using PosCloud.Simulation.Bugs;
using SQLitePCL;

namespace PosCloud.Simulation.Hub;

/// <summary>The real SQLite hub database with a place before every write statement where something can go wrong.</summary>
internal sealed class HubSeam(string file, StatementFaults faults, PlantedBug bug) : HubDatabase
{
    private readonly SqliteHubDatabase _real = SqliteHubDatabase.OfFile(file);

    private SqliteConnection? _writer;

    public override string Name => _real.Name;

    public override bool IsShared => _real.IsShared;

    public override int Writers => _real.Writers;

    public override HubDbContext NewContext() => _real.NewContext();

    public override HubDbContext NewContext(DbConnection connection) => _real.NewContext(connection);

    public override async Task<DbConnection> OpenWriterAsync(CancellationToken cancellationToken)
    {
        var connection = await _real.OpenWriterAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        // What a power cut leaves is decided by the simulation; waiting for a disk would only cost time.
        command.CommandText = "PRAGMA synchronous = OFF";
        await command.ExecuteNonQueryAsync(cancellationToken);
        _writer = (SqliteConnection)connection;
        return connection;
    }

    public override Task<DbTransaction> BeginWriteAsync(DbConnection connection, CancellationToken cancellationToken) =>
        _real.BeginWriteAsync(connection, cancellationToken);

    public override Task<ReadSnapshot> OpenSnapshotAsync(CancellationToken cancellationToken) => _real.OpenSnapshotAsync(cancellationToken);

    public override FastStatement? PrepareFast(DbConnection connection, string sql, int parameters) =>
        _real.PrepareFast(connection, bug.Rewrite(sql), parameters) is { } real ? new FaultyStatement(real, faults, sql) : null;

    public override bool IsTransient(Exception error) => _real.IsTransient(error);

    public override string SelectLocked(string columns, string table, string where, string? orderBy = null) => _real.SelectLocked(columns, table, where, orderBy);

    /// <summary>Makes what the open transaction has written so far durable, as if it had been a transaction of its own.</summary>
    public void CommitHalf() => raw.sqlite3_exec(_writer!.Handle, "COMMIT; BEGIN");

    public override string Upsert(string table, IReadOnlyList<string> columns, int keyLength) => _real.Upsert(table, columns, keyLength);

    public override string InsertIfAbsent(string table, IReadOnlyList<string> columns, int keyLength) => _real.InsertIfAbsent(table, columns, keyLength);

    public override string Limit(string select, string rows) => _real.Limit(select, rows);

    public override async ValueTask DisposeAsync()
    {
        await _real.DisposeAsync();
        await base.DisposeAsync();
    }

    private sealed class FaultyStatement(FastStatement real, StatementFaults faults, string sql) : FastStatement
    {
        public override int Execute(object?[] values)
        {
            faults.Before(sql);
            return real.Execute(values);
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing) real.Dispose();
        }
    }
}
