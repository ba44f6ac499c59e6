using System.Globalization;
using Microsoft.Data.Sqlite;
using PosCloud.Terminal.Engine.Files;

namespace PosCloud.Terminal.Engine.Journal;

/// <summary>The writer connection inside one transaction, with its prepared statements kept between transactions.</summary>
internal sealed class JournalTransaction(SqliteConnection connection) : IDisposable
{
    private const int MaxPrepared = 128;
    private readonly Dictionary<string, SqliteCommand> _prepared = new(StringComparer.Ordinal);
    private readonly PreparedTransaction _transaction = PreparedTransaction.ToWrite(connection);

    public T Run<T>(Func<JournalTransaction, T> work)
    {
        _transaction.Begin();
        try
        {
            var answer = work(this);
            _transaction.Commit();
            return answer;
        }
        catch
        {
            _transaction.Rollback();
            throw;
        }
    }

    public int Run(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters) => Prepared(sql, parameters).ExecuteNonQuery();

    public object? Scalar(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters) =>
        Prepared(sql, parameters).ExecuteScalar() is { } value and not DBNull ? value : null;

    public long Number(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters) =>
        Convert.ToInt64(Scalar(sql, parameters) ?? 0L, CultureInfo.InvariantCulture);

    public List<T> List<T>(string sql, Func<SqliteDataReader, T> read, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var reader = Prepared(sql, parameters).ExecuteReader();
        var rows = new List<T>();
        while (reader.Read()) rows.Add(read(reader));
        return rows;
    }

    public void Dispose()
    {
        Forget();
        _transaction.Dispose();
    }

    private void Forget()
    {
        foreach (var command in _prepared.Values) command.Dispose();
        _prepared.Clear();
    }

    private SqliteCommand Prepared(string sql, ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        if (!_prepared.TryGetValue(sql, out var command))
        {
            if (_prepared.Count >= MaxPrepared) Forget();
            command = connection.CreateCommand();
            command.CommandText = sql;
            foreach (var (name, _) in parameters) command.Parameters.Add(new SqliteParameter { ParameterName = name });
            _prepared.Add(sql, command);
        }

        for (var i = 0; i < parameters.Length; i++)
        {
            var parameter = command.Parameters[i];
            parameter.ResetSqliteType();
            parameter.Value = parameters[i].Value ?? DBNull.Value;
        }

        return command;
    }
}
