using System.Globalization;
using Microsoft.Data.Sqlite;

namespace PosCloud.Terminal.Engine.Files;

/// <summary>Opens the terminal's SQLite files with the settings their content needs.</summary>
internal static class SqliteFile
{
    /// <summary>Older versions can lose committed frames when a write-ahead log is reset.</summary>
    public static Version OldestSqlite { get; } = new(3, 51, 3);

    /// <exception cref="InvalidOperationException">The SQLite library is older than <see cref="OldestSqlite"/>.</exception>
    public static SqliteConnection Open(string path, FileUse use)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = use == FileUse.Read ? SqliteOpenMode.ReadOnly : SqliteOpenMode.ReadWriteCreate,
            // Files are replaced and deleted while the process runs; a pooled handle would keep the old one alive.
            Pooling = false,
            DefaultTimeout = 5,
        }.ToString());
        try
        {
            connection.Open();
            var version = connection.ServerVersion;
            if (Version.Parse(version) < OldestSqlite)
            {
                throw new InvalidOperationException($"SQLite {version} is too old for a journal; {OldestSqlite} or newer is needed.");
            }

            connection.Run(use switch
            {
                FileUse.Journal => """
                    PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=1000;
                    PRAGMA journal_size_limit=16777216; PRAGMA foreign_keys=ON; PRAGMA busy_timeout=5000;
                    PRAGMA temp_store=MEMORY; PRAGMA mmap_size=0; PRAGMA cell_size_check=ON; PRAGMA trusted_schema=OFF;
                    PRAGMA fullfsync=ON;
                    """,
                FileUse.Replica => """
                    PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA busy_timeout=5000; PRAGMA temp_store=MEMORY;
                    PRAGMA journal_size_limit=16777216; PRAGMA trusted_schema=OFF; PRAGMA cache_size=-8000;
                    """,
                FileUse.NewReplica => """
                    PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA locking_mode=EXCLUSIVE; PRAGMA temp_store=MEMORY;
                    PRAGMA trusted_schema=OFF; PRAGMA cache_size=-64000;
                    """,
                _ => "PRAGMA busy_timeout=5000; PRAGMA temp_store=MEMORY; PRAGMA query_only=ON; PRAGMA cache_size=-8000;",
            });
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Deletes a database with its write-ahead log; a stale log beside a new file would damage it.</summary>
    public static void Delete(string path)
    {
        foreach (var suffix in (ReadOnlySpan<string>)["", "-wal", "-shm", "-journal"]) File.Delete(path + suffix);
    }

    public static int Run(this SqliteConnection connection, string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var command = PreparedStatements.Take(connection, sql, parameters);
        try
        {
            return command.ExecuteNonQuery();
        }
        finally
        {
            PreparedStatements.GiveBack(connection, command);
        }
    }

    public static SqliteCommand Command(this SqliteConnection connection, string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters) command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        return command;
    }

    /// <summary>The first column of the first row; null when there is no row or it's null.</summary>
    public static object? Scalar(this SqliteConnection connection, string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var command = PreparedStatements.Take(connection, sql, parameters);
        try
        {
            return command.ExecuteScalar() is { } value and not DBNull ? value : null;
        }
        finally
        {
            PreparedStatements.GiveBack(connection, command);
        }
    }

    public static long Number(this SqliteConnection connection, string sql, params ReadOnlySpan<(string Name, object? Value)> parameters) =>
        Convert.ToInt64(connection.Scalar(sql, parameters) ?? 0L, CultureInfo.InvariantCulture);

    public static List<T> List<T>(
        this SqliteConnection connection, string sql, Func<SqliteDataReader, T> read, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var command = PreparedStatements.Take(connection, sql, parameters);
        try
        {
            using var reader = command.ExecuteReader();
            var rows = new List<T>();
            while (reader.Read()) rows.Add(read(reader));
            return rows;
        }
        finally
        {
            PreparedStatements.GiveBack(connection, command);
        }
    }

    public static string? TextOrNull(this SqliteDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    public static long? NumberOrNull(this SqliteDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetInt64(column);

    /// <summary>True when SQLite says the file's content can't be trusted.</summary>
    public static bool IsDamage(this SqliteException problem) => problem.SqliteErrorCode is 11 or 26 or 10 or 14;

    /// <summary>True when a page can't be what was written there.</summary>
    public static bool IsUnreadable(this SqliteException problem) => problem.SqliteErrorCode is 11 or 26;

    public static bool IsDiskFull(this SqliteException problem) => problem.SqliteErrorCode == 13;

    /// <summary>True when a file couldn't be written for want of space: ENOSPC, EDQUOT, and Windows' two words for it.</summary>
    public static bool IsDiskFull(this IOException problem) => problem.HResult is 28 or 122 or unchecked((int)0x80070070) or unchecked((int)0x80070027);
}

/// <summary>What a file is opened for.</summary>
internal enum FileUse
{
    /// <summary>Money: every commit reaches the disk before it returns.</summary>
    Journal,

    /// <summary>Cache: may lose its last commits in a power cut, never its consistency.</summary>
    Replica,

    /// <summary>A replica under construction: thrown away if anything goes wrong.</summary>
    NewReplica,

    Read,
}
