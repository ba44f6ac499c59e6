using Microsoft.Data.Sqlite;
using PosCloud.HubStorage.Sqlite;

namespace PosCloud.HubStorage.Backups;

/// <summary>A copy of the hub's SQLite database in one file.</summary>
internal static class BackupFile
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Copies the database as it is at one moment, while it is read and written.</summary>
    public static async Task WriteAsync(SqliteHubDatabase database, string file, CancellationToken cancellationToken)
    {
        // SQLite takes an empty file as it is, so nobody else may read it from its first byte on.
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = Private;
        await using (new FileStream(file, options))
        {
        }

        await using var context = database.NewContext();
        var connection = (SqliteConnection)Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions.GetDbConnection(context.Database);
        await connection.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "VACUUM INTO @p0";
        command.Parameters.AddWithValue("@p0", file);
        // SQLite works on the calling thread; a large copy must not hold up a request.
        await Task.Run(command.ExecuteNonQuery, cancellationToken);
        Flush(file);
    }

    /// <summary>Reads what a copy holds; null with the problem when it can't be used.</summary>
    public static BackupContent? TryRead(string file, out string? problem)
    {
        try
        {
            using var connection = new SqliteConnection(ConnectionString(file));
            connection.Open();
            problem = Scalar(connection, "PRAGMA integrity_check(1)") is "ok" ? null : "its pages are damaged.";
            if (problem is not null) return null;
            var epoch = Scalar(connection, "SELECT epoch FROM hub_epoch ORDER BY started_at DESC, epoch LIMIT 1") as string;
            problem = epoch is null ? "it has no hub epoch." : null;
            return epoch is null ? null : new BackupContent(epoch, (long)Scalar(connection, "SELECT COUNT(*) FROM fact")!);
        }
        catch (SqliteException error)
        {
            problem = error.SqliteErrorCode == 1 ? "it isn't a hub's database." : $"it can't be read ({error.Message}).";
            return null;
        }
    }

    /// <summary>The copy as a hub's database. Not pooled: the file is moved while this process lives.</summary>
    public static SqliteHubDatabase Open(string file) => new(ConnectionString(file));

    public static void Flush(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.ReadWrite);
        stream.Flush(flushToDisk: true);
    }

    private static string ConnectionString(string file) =>
        new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ToString();

    private static object? Scalar(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}

internal sealed record BackupContent(string Epoch, long Facts);
