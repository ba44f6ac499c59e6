using System.Data.Common;

namespace PosCloud.HubStorage;

/// <summary>A read connection that stays open between snapshots, with its statements prepared; used by one snapshot at a time.</summary>
/// <param name="giveBack">Takes it for the next snapshot; false when it is to be closed.</param>
internal sealed class KeptReader(DbConnection connection, Func<KeptReader, bool> giveBack)
{
    private const int MaxStatements = 64;
    private readonly Dictionary<string, DbCommand> _statements = new(StringComparer.Ordinal);

    public DbConnection Connection => connection;

    /// <summary>A prepared statement, taken out while it runs; null when there's none. Values are to be bound anew.</summary>
    public DbCommand? Take(string sql) => _statements.Remove(sql, out var command) ? command : null;

    public bool TryKeep(DbCommand command) => _statements.Count < MaxStatements && _statements.TryAdd(command.CommandText, command);

    public bool GiveBack() => giveBack(this);
}
