using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using PosCloud.HubStorage;
using PosCloud.HubStorage.Sqlite;

namespace PosCloud.SystemTests.SqlServer.Recording;

/// <summary>Works on a SQLite file and writes down what SQL Server would be sent in its place.</summary>
internal sealed class RecordingHubDatabase(SqliteHubDatabase inner, string connectionString, StatementBook book) : HubDatabase
{
    public override string Name => inner.Name;

    public override bool IsShared => inner.IsShared;

    public override int Writers => inner.Writers;

    public override HubDbContext NewContext() => new SqliteHubDbContext(Options(builder => builder.UseSqlite(connectionString)));

    public override HubDbContext NewContext(DbConnection connection) => new SqliteHubDbContext(Options(builder => builder.UseSqlite(Inner(connection))));

    public override async Task<DbConnection> OpenWriterAsync(CancellationToken cancellationToken) =>
        new RecordingConnection(await inner.OpenWriterAsync(cancellationToken), book);

    public override Task<DbTransaction> BeginWriteAsync(DbConnection connection, CancellationToken cancellationToken) =>
        inner.BeginWriteAsync(Inner(connection), cancellationToken);

    public override async Task<ReadSnapshot> OpenSnapshotAsync(CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection(connectionString);
        await connection.OpenAsync(cancellationToken);
        return new ReadSnapshot(this, new RecordingConnection(connection, book), connection.BeginTransaction(deferred: true));
    }

    public override bool IsTransient(Exception error) => inner.IsTransient(error);

    public override string SelectLocked(string columns, string table, string where, string? orderBy = null) =>
        book.Write(inner, database => database.SelectLocked(columns, table, where, orderBy));

    public override string Upsert(string table, IReadOnlyList<string> columns, int keyLength) =>
        book.Write(inner, database => database.Upsert(table, columns, keyLength));

    public override string InsertIfAbsent(string table, IReadOnlyList<string> columns, int keyLength) =>
        book.Write(inner, database => database.InsertIfAbsent(table, columns, keyLength));

    public override string Limit(string select, string rows) => book.Limited(inner, select, rows);

    private static DbConnection Inner(DbConnection connection) => ((RecordingConnection)connection).Inner;

    private DbContextOptions<SqliteHubDbContext> Options(Action<DbContextOptionsBuilder<SqliteHubDbContext>> use)
    {
        var builder = new DbContextOptionsBuilder<SqliteHubDbContext>().AddInterceptors(book.Queries);
        use(builder);
        return builder.Options;
    }
}
