using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;

namespace PosCloud.Terminal.Engine.Files;

/// <summary>
/// Statements that connections keep prepared between uses: parsing a small statement costs more than running it. They close
/// with their connection.
/// </summary>
internal static class PreparedStatements
{
    private const int MaxKept = 64;
    private static readonly ConditionalWeakTable<SqliteConnection, Dictionary<string, SqliteCommand>> Kept = [];

    /// <summary>A statement with its values, to be run by one caller and given back.</summary>
    public static SqliteCommand Take(SqliteConnection connection, string sql, ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        // Some pragmas take effect when they are prepared and would do nothing the second time.
        if (!CanBeKept(sql)) return connection.Command(sql, parameters);
        // Taken out while it's in use, so that a statement inside its own rows gets another one.
        if (!Kept.GetOrCreateValue(connection).Remove(sql, out var command) || !IsFor(command, parameters)) return connection.Command(sql, parameters);
        for (var i = 0; i < parameters.Length; i++)
        {
            var parameter = command.Parameters[i];
            parameter.ResetSqliteType();
            parameter.Value = parameters[i].Value ?? DBNull.Value;
        }

        return command;
    }

    public static void GiveBack(SqliteConnection connection, SqliteCommand command)
    {
        var kept = Kept.GetOrCreateValue(connection);
        if (!CanBeKept(command.CommandText) || kept.Count >= MaxKept || !kept.TryAdd(command.CommandText, command)) command.Dispose();
    }

    private static bool CanBeKept(string sql) =>
        sql.StartsWith("SELECT", StringComparison.Ordinal) || sql.StartsWith("INSERT", StringComparison.Ordinal)
        || sql.StartsWith("UPDATE", StringComparison.Ordinal) || sql.StartsWith("DELETE", StringComparison.Ordinal);

    private static bool IsFor(SqliteCommand command, ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        if (command.Parameters.Count != parameters.Length) return false;
        for (var i = 0; i < parameters.Length; i++)
        {
            if (command.Parameters[i].ParameterName != parameters[i].Name) return false;
        }

        return true;
    }
}
