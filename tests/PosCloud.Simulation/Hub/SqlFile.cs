using Microsoft.Data.Sqlite;

namespace PosCloud.Simulation.Hub;

/// <summary>A database file read with plain SQL, beside the product and without its code.</summary>
internal sealed class SqlFile : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, SqliteCommand> _prepared = new(StringComparer.Ordinal);

    private SqlFile(string path, SqliteConnection connection) => (Path, _connection) = (path, connection);

    public string Path { get; }

    public static SqlFile Read(string path) => Open(path, SqliteOpenMode.ReadOnly);

    public static SqlFile Write(string path) => Open(path, SqliteOpenMode.ReadWriteCreate);

    public static void Execute(string path, string sql)
    {
        using var file = Write(path);
        file.Execute(sql);
    }

    public void Execute(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public List<T> List<T>(string sql, Func<SqliteDataReader, T> read, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        if (!_prepared.TryGetValue(sql, out var command))
        {
            command = _connection.CreateCommand();
            command.CommandText = sql;
            _prepared.Add(sql, command);
        }

        command.Parameters.Clear();
        foreach (var (name, value) in parameters) command.Parameters.AddWithValue(name, value);
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read()) rows.Add(read(reader));
        return rows;
    }

    public long Number(string sql, params ReadOnlySpan<(string Name, object Value)> parameters) =>
        List(sql, row => row.IsDBNull(0) ? 0 : row.GetInt64(0), parameters).FirstOrDefault();

    public string? Text(string sql, params ReadOnlySpan<(string Name, object Value)> parameters) =>
        List(sql, row => row.IsDBNull(0) ? null : row.GetString(0), parameters).FirstOrDefault();

    public void Dispose()
    {
        foreach (var command in _prepared.Values) command.Dispose();
        _connection.Dispose();
    }

    private static SqlFile Open(string path, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false, DefaultTimeout = 5 }.ToString());
        connection.Open();
        return new SqlFile(path, connection);
    }
}
